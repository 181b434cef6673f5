import { charsetOf } from './decode-text.ts';
import type { Field } from './form-body.ts';

/** What an ASCII digit is worth, -1 for every other byte. */
export const hex = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) {
  hex[digit.toString(16).charCodeAt(0)] = digit;
  hex[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/**
 * application/x-www-form-urlencoded from bytes (WHATWG URL section 5.1), with any charset: percent signs are undone first, over the
 * whole body at once, and the charset is told from the bytes that come out. At most `most` pairs are read.
 */
export function urlEncoded(body: Uint8Array, label: string | undefined, most: number): Field[] {
  const plain = new Uint8Array(body.length);
  const ends: number[] = [];
  let length = 0;
  let inKey = true;
  for (let at = 0; at <= body.length; at += 1) {
    const byte = body[at];
    if (byte === 0x26 || byte === undefined) {
      if (inKey) ends.push(length);
      ends.push(length);
      inKey = true;
      if (ends.length >= most * 2) break;
    } else if (byte === 0x3d && inKey) {
      ends.push(length);
      inKey = false;
    } else if (byte === 0x2b) plain[length++] = 0x20;
    else {
      const high = byte === 0x25 ? hex[body[at + 1] ?? 0]! : -1;
      const low = high < 0 ? -1 : hex[body[at + 2] ?? 0]!;
      if (low < 0) plain[length++] = byte;
      else {
        plain[length++] = high * 16 + low;
        at += 2;
      }
    }
  }
  return readFields(plain.subarray(0, length), ends, label);
}

function readFields(plain: Uint8Array, ends: number[], label: string | undefined): Field[] {
  const bytes = Buffer.from(plain.buffer, 0, plain.length);
  const fields: Field[] = [];
  const read = (text: (start: number, end: number) => string) => {
    let start = 0;
    for (let pair = 0; pair + 1 < ends.length; pair += 2) {
      const middle = ends[pair]!;
      const end = ends[pair + 1]!;
      if (end > start) fields.push([text(start, middle), text(middle, end)]);
      start = end;
    }
    return fields;
  };
  const ascii = bytes.toString('latin1');
  if (!/[^\x00-\x7f]/.test(ascii)) return read((start, end) => ascii.slice(start, end));
  const named = /(?:^|&)_charset_=([\w-]{1,40})/.exec(charsetPair(ascii, ends))?.[1];
  const charset = charsetOf(bytes, named ?? label);
  const decode = (part: Uint8Array, of: string) => new TextDecoder(of, { ignoreBOM: true }).decode(part);
  // Scripts paste together what pages of different charsets sent.
  const isMixed = charset !== 'utf-8';
  return read((start, end) => {
    const part = bytes.subarray(start, end);
    return decode(part, isMixed ? charsetOf(part, charset) : charset);
  });
}

/** The `_charset_` field a browser fills in (HTML section 4.10.22.5), as "_charset_=…". */
function charsetPair(ascii: string, ends: number[]): string {
  const name = '_charset_';
  const at = ascii.indexOf(name);
  const pair = at < 0 ? -1 : ends.findIndex((end, place) => place % 2 === 0 && end === at + name.length);
  return pair < 0 ? '' : `${name}=${ascii.slice(ends[pair], ends[pair + 1])}`;
}
