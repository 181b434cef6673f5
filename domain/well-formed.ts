/** Most of what comes is this, and needs no more than a look. */
const ascii = /^[\x01-\x7f]*$/;
const asciiLine = /^[!-~]+(?: [!-~]+)*$/;

/** Text that every database and mail takes: well-formed Unicode, no NUL, composed (NFC). */
export function wellFormed(text: string): string {
  if (ascii.test(text)) return text;
  const whole = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return whole.toWellFormed().normalize('NFC');
}

const control = /[\p{Cc}\u2028\u2029]+/gu;
// Marks that turn the reading direction or take no room: in a name they only serve to pass for another one.
// The joiners U+200C and U+200D stay, some scripts and emoji are written with them.
const unseen = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** For names, subjects and labels: one line without control characters and direction marks, at most `max` UTF-16 units. */
export function oneLine(text: string, max = 200): string {
  if (asciiLine.test(text)) return cut(text, max);
  const line = wellFormed(text).replace(control, ' ').replace(unseen, '').replace(/\s+/g, ' ').trim();
  return cut(line, max);
}

/** For what people wrote: their lines with plain \n ends, at most `max` UTF-16 units. */
export function manyLines(text: string, max = 20_000): string {
  const lines = wellFormed(text)
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\u0001-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, '')
    .trim();
  return cut(lines, max);
}

/** At most `max` UTF-16 units and never half a character; what was shortened ends in "…". */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const last = text.charCodeAt(max - 2);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, splitsPair ? max - 2 : max - 1)}…`;
}
