/**
 * What was typed, by its field's name: read only to steer by it and to show it again. What is kept is read by the channel, which
 * knows every charset; this reads UTF-8 and what is there of a body that was cut off.
 */
export function typedFields(body: Uint8Array, contentType: string): Map<string, string> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const boundary = /^multipart\/form-data.*;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/is.exec(contentType);
  if (boundary) return multipartFields(bytes, (boundary[1] ?? boundary[2])!);
  const text = bytes.toString();
  if (/json/i.test(contentType)) return jsonFields(text);
  return new Map(new URLSearchParams(text));
}

function jsonFields(text: string): Map<string, string> {
  try {
    return new Map(
      Object.entries(JSON.parse(text) as object).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  } catch {
    return new Map();
  }
}

/** A form has fewer parts, and a part's head is shorter: whoever sends more of them is not to keep everybody else waiting. */
const mostParts = 1_000;
const longestHead = 16_384;

function multipartFields(body: Buffer, boundary: string): Map<string, string> {
  const fields = new Map<string, string>();
  const line = Buffer.from(`--${boundary}`, 'latin1');
  const next = Buffer.from(`\r\n--${boundary}`, 'latin1');
  for (let at = body.indexOf(line), count = 0; at >= 0 && count < mostParts; count += 1) {
    const start = at + line.length + 2;
    const end = body.indexOf(next, start);
    const gap = body.subarray(start, start + longestHead).indexOf('\r\n\r\n');
    const head = gap < 0 ? '' : body.toString('utf8', start, start + Math.min(gap, 2_000));
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
    if (name !== undefined && !/;\s*filename/i.test(head))
      fields.set(name, body.toString('utf8', start + gap + 4, end < 0 ? body.length : end).replaceAll('\r\n', '\n'));
    at = end < 0 ? -1 : end + 2;
  }
  return fields;
}
