import { BadInput } from '#domain/bad-input.ts';
import type { Attachment } from './channel.ts';
import { charsetOf, decodeText } from './decode-text.ts';
import type { Field } from './form-body.ts';
import { hex } from './url-encoded.ts';

type Part = { head: Buffer; body: Buffer };

const endsLine: ReadonlySet<number | undefined> = new Set([undefined, 0x09, 0x0a, 0x0d, 0x20, 0x2d]);
/** Types of parts that are text somebody typed, or a script put together. */
const written = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)$)/;
const mostParts = 1_000;
const mostFiles = 10;

/** The boundary as the header names it; some senders forget it there, then the first line of the body is it. */
function boundaryOf(body: Buffer, contentType: string): Buffer {
  const named = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
  const name = named?.[1] ?? named?.[2];
  if (name) return Buffer.from(`--${name}`, 'latin1');
  const line = /^(?:\s{0,4})(--[^\r\n]{1,200}?)[ \t]*\r?\n/.exec(body.toString('latin1', 0, 256))?.[1];
  if (!line) throw new BadInput(400, 'The form came without its boundary, so its fields cannot be told apart.');
  return Buffer.from(line, 'latin1');
}

/** RFC 7578 and RFC 2046 section 5.1, but line ends may be bare \n and the last boundary may be missing. */
function* partsOf(body: Buffer, boundary: Buffer): Generator<Part> {
  let at = nextBoundary(body, boundary, 0);
  if (at < 0) throw new BadInput(400, 'The form is broken: its boundary does not stand in it.');
  for (let count = 0; at >= 0; count += 1) {
    if (count === mostParts) throw new BadInput(413, 'The form has too many fields.');
    const start = at + boundary.length;
    if (body[start] === 0x2d && body[start + 1] === 0x2d) return;
    const line = body.indexOf(0x0a, start);
    if (line < 0) return;
    const next = nextBoundary(body, boundary, line + 1);
    const whole = body.subarray(line + 1, next < 0 ? body.length : next);
    const content = next < 0 ? whole : whole.subarray(0, whole.length - (whole.at(-2) === 0x0d ? 2 : 1));
    const part = split(content);
    if (part) yield undone(part);
    at = next;
  }
}

/** Where the boundary stands alone at the beginning of a line, or with the two dashes that close the form. */
function nextBoundary(body: Buffer, boundary: Buffer, from: number): number {
  for (let at = body.indexOf(boundary, from); at >= 0; at = body.indexOf(boundary, at + 1))
    if ((at === 0 || body[at - 1] === 0x0a) && endsLine.has(body[at + boundary.length])) return at;
  return -1;
}

function split(content: Buffer): Part | null {
  if (content[0] === 0x0d || content[0] === 0x0a) return null;
  const head = content.subarray(0, 16_384);
  const crlf = head.indexOf('\r\n\r\n');
  const lf = head.indexOf('\n\n');
  if (crlf < 0 && lf < 0) return null;
  const [end, gap] = crlf >= 0 && (lf < 0 || crlf < lf) ? [crlf, 4] : [lf, 2];
  return { head: content.subarray(0, end), body: content.subarray(end + gap) };
}

/** RFC 7578 section 4.7 has done away with it, older senders still encode a part as mail does (RFC 2045 section 6). */
function undone(part: Part): Part {
  const encoding = /^content-transfer-encoding:\s*(base64|quoted-printable)\s*$/im.exec(
    part.head.toString('latin1', 0, 2_000),
  )?.[1];
  if (!encoding) return part;
  const isBase64 = /^b/i.test(encoding);
  return { ...part, body: isBase64 ? Buffer.from(part.body.toString('latin1'), 'base64') : unquoted(part.body) };
}

function unquoted(body: Buffer): Buffer {
  const plain = Buffer.alloc(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at]!;
    const high = byte === 0x3d ? hex[body[at + 1] ?? 0]! : -1;
    const low = high < 0 ? -1 : hex[body[at + 2] ?? 0]!;
    if (low >= 0) {
      plain[length++] = high * 16 + low;
      at += 2;
    } else if (byte === 0x3d && lineEnd(body, at + 1) > 0) at = lineEnd(body, at + 1);
    else plain[length++] = byte;
  }
  return plain.subarray(0, length);
}

/** Where the line ends that has only blanks from here on, else 0. */
function lineEnd(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at += 1;
  if (body[at] === 0x0d) at += 1;
  return body[at] === 0x0a ? at : 0;
}

/** A quoted parameter; browsers write quotes and line ends in it as %22, %0D and %0A (HTML section 4.10.22.8), others as \". */
function parameter(head: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:\\\\"|[^"])*)"|([^\\s;]+))`, 'i').exec(head);
  const value = found?.[1] ?? found?.[2];
  return value?.replace(/\\"/g, '"').replace(/%(22|0d|0a)/gi, (_, code: string) => (code === '22' ? '"' : ' '));
}

function fileNameOf(head: string): string | undefined {
  const star = /;\s*filename\*=([\w-]{1,40})'[^']*'([^\s;]+)/i.exec(head);
  const plain = star
    ? decodeText(
        Buffer.from(
          star[2]!.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
          'latin1',
        ),
        star[1],
      )
    : parameter(head, 'filename');
  return plain?.split(/[/\\]/).at(-1);
}

/** Fields and files of a multipart form. File bytes are views of the body, nothing is copied. Throws BadInput. */
export function multipart(
  bytes: Uint8Array,
  contentType: string,
  label?: string,
): { fields: Field[]; attachments: Attachment[] } {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const attachments: Attachment[] = [];
  const typed: Part[] = [];
  for (const part of partsOf(body, boundaryOf(body, contentType))) {
    const head = decodeText(part.head);
    const type = /^content-type:\s*([^\s;]+)/im.exec(head)?.[1]?.toLowerCase();
    const named = fileNameOf(head);
    if (named === undefined && (type === undefined || written.test(type))) {
      typed.push(part);
      continue;
    }
    if (part.body.length === 0) continue;
    if (attachments.length === mostFiles)
      throw new BadInput(413, `Please attach at most ${mostFiles} files.`, parameter(head, 'name'));
    attachments.push({ name: named || 'file', type: type ?? 'application/octet-stream', bytes: part.body });
  }
  return { fields: readFields(typed, label), attachments };
}

function readFields(parts: Part[], label: string | undefined): Field[] {
  const isCharset = (part: Part) => part.head.includes('name="_charset_"');
  const named = parts.find(isCharset)?.body.toString('latin1', 0, 40);
  const charset = charsetOf(Buffer.concat(parts.flatMap((part) => [part.head, part.body])), named ?? label);
  const decoder = new TextDecoder(charset);
  return parts.map((part): Field => {
    const own = /^content-type:[^\r\n]*;\s*charset="?([\w-]{1,40})/im.exec(part.head.toString('latin1', 0, 2_000))?.[1];
    const value = own ? decodeText(part.body, own) : decoder.decode(part.body);
    return [parameter(decoder.decode(part.head), 'name') ?? '', value];
  });
}
