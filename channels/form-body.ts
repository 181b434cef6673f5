import { BadInput } from '#domain/bad-input.ts';
import { type Role, roleOf } from '#domain/labels.ts';
import { cut, wellFormed } from '#domain/well-formed.ts';
import type { Attachment } from './channel.ts';
import { decodeText } from './decode-text.ts';
import { jsonFields, readJson, recordsOf } from './json-fields.ts';
import { labelledLines } from './labelled-lines.ts';
import { multipart } from './multipart.ts';
import { urlEncoded } from './url-encoded.ts';

export type Field = [label: string, value: string];
export type Submission = { fields: Field[]; attachments: Attachment[] };

const mostBytes = 25 * 1024 * 1024;
const mostRead = 5_000;
const mostText = 1024 * 1024;
const mostFields = 200;
const longestLabel = 200;
const longestValue = 64 * 1024;

/**
 * What was filled in, in its order: one submission, or several where a JSON list was sent. Understands urlencoded, multipart,
 * JSON and plain text. Labels and values are well-formed; at most 200 fields, the raw body keeps what is beyond. Throws BadInput.
 */
export function formBody(body: Uint8Array, contentType: string): Submission[] {
  if (body.length > mostBytes) throw new BadInput(413, 'This is too large. Please keep it under 25 MB with all files.');
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  const label = /;\s*charset="?([\w-]{1,40})/i.exec(contentType)?.[1];
  if (type === 'multipart/form-data') {
    const { fields, attachments } = multipart(body, contentType, label);
    return [{ fields: bounded(fields), attachments }];
  }
  if (/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) return fromJson(body, label);
  if (type !== '' && !/^(?:application\/(?:x-www-form-urlencoded|octet-stream)|text\/plain)$/.test(type))
    throw new BadInput(415, 'A form can be sent urlencoded, as multipart/form-data, as JSON or as plain text.');
  // Scripts often send JSON under another name: without a content type, or as text to spare the browser's preflight.
  if (looksLikeJson(body)) {
    const json = tried(() => fromJson(body, label));
    if (json) return json;
  }
  const isText =
    type === 'text/plain' || (type !== 'application/x-www-form-urlencoded' && !/^[^\s=&]{1,200}=/.test(ascii(body, 0, 256)));
  const fields = isText ? fromText(decodeText(body.subarray(0, mostText), label)) : urlEncoded(body, label, mostRead);
  return [{ fields: bounded(fields), attachments: [] }];
}

const ascii = (body: Uint8Array, start: number, end: number) => Buffer.from(body.subarray(start, end)).toString('latin1');

function looksLikeJson(body: Uint8Array): boolean {
  const first = ascii(body, 0, 64)
    .replace(/[\0\s\u00ef\u00bb\u00bf\u00fe\u00ff]/g, '')
    .charAt(0);
  return (first === '{' || first === '[') && /[}\]][\0\s]*$/.test(ascii(body, Math.max(0, body.length - 64), body.length));
}

function tried(read: () => Submission[]): Submission[] | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadInput && error.status !== 413) return null;
    throw error;
  }
}

function fromJson(body: Uint8Array, label: string | undefined): Submission[] {
  const records = body.length === 0 ? [{}] : recordsOf(readJson(body, label));
  return records.map((record) => ({ fields: bounded(jsonFields(record, mostRead)), attachments: [] }));
}

/** What a browser sends for enctype="text/plain", lines of name=value, or lines of "Label: value"; any other text is a message. */
function fromText(text: string): Field[] {
  const lines = text.split(/\r\n?|\n/);
  const labelled = labelledLines(lines);
  if (labelled) return labelled;
  if (!/^[\w[\].-]{1,100}=/.test(lines[0]!)) return text.trim() === '' ? [] : [['message', text]];
  const fields: Field[] = [];
  for (const line of lines.slice(0, mostRead)) {
    const pair = /^([\w[\].-]{1,100})=(.*)$/s.exec(line);
    if (pair) fields.push([pair[1]!, pair[2]!]);
    else fields.at(-1)![1] += `\n${line}`;
  }
  return fields;
}

/** Who it is and what they want stands at the end of many a long form; the order stays. */
function mostTelling(fields: Field[]): Field[] {
  if (fields.length <= mostFields) return fields;
  const telling = new Set(fields.filter(([label]) => label !== '' && !asides.includes(roleOf(label))).slice(0, mostFields));
  let room = mostFields - telling.size;
  return fields.filter((field) => telling.has(field) || room-- > 0);
}
const asides: readonly (Role | null)[] = [null, 'meta', 'consent'];

function bounded(fields: Field[]): Field[] {
  const kept = fields.length > mostFields ? mostTelling(fields.filter(([, value]) => value !== '')) : fields;
  return kept.map(([label, value]) => [cut(wellFormed(label), longestLabel), cut(wellFormed(value), longestValue)]);
}
