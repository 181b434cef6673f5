import { roleOf } from '#domain/labels.ts';
import type { Field } from './form-body.ts';

const labelled = /^\s{0,4}([\p{L}][^:\n]{0,60}?)\s*:(?:\s+(.*)|)$/su;
const who: readonly unknown[] = ['name', 'first-name', 'last-name', 'email', 'phone'];
const ofOneLine: readonly unknown[] = [...who, 'company', 'subject', 'urgent'];

/**
 * Lines of "Label: value", as programs and tidy people write them, or null where the text is none of that: the first line has a
 * label, and two of them at least are known, one for who it is. A line without a label goes on with the one above, or is what they have
 * to say where that one holds a name or a number.
 */
export function labelledLines(lines: readonly string[]): Field[] | null {
  const fields: Field[] = [];
  for (const line of lines.slice(0, 200)) {
    const [, label, value = ''] = labelled.exec(line.slice(0, 2_000)) ?? [];
    if (label !== undefined && (fields.length === 0 || roleOf(label) !== null)) fields.push([label, value]);
    else if (fields.length === 0) return null;
    else if (isFull(fields.at(-1)!) && line.trim() !== '') fields.push(['message', line]);
    else fields.at(-1)![1] += `\n${line}`;
  }
  const roles = fields.map(([label]) => roleOf(label));
  const known = roles.filter((role) => role !== null);
  return new Set(known).size >= 2 && known.some((role) => who.includes(role)) ? fields : null;
}

const isFull = ([label, value]: Field): boolean => value.trim() !== '' && ofOneLine.includes(roleOf(label));
