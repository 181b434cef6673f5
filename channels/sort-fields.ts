import { emailPoint, personName, phonePoint } from '#domain/contact.ts';
import { type Role, roleOf, sayLabel } from '#domain/labels.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import type { Sender } from './channel.ts';
import type { Field } from './form-body.ts';

export type Sorted = {
  from: Sender;
  /** From the fields that hold a message; empty where the form has none. */
  asked: string;
  subject?: string;
  urgent: boolean;
  wants: string[];
  /** What has no place of its own, labels as they came. */
  rest: Field[];
};

const tick = /^(?:on|yes|y|true|1|ja|oui|s[ií]|tak|sim|x|✓|checked|urgent|dringend)(?![\p{L}\p{N}])/iu;
const names: readonly (Role | null)[] = ['name', 'first-name', 'last-name'];
const addressAlone = /^\S+@\S+$/;
const numberAlone = /^\+?[\d\s().\-/\u00a0]{8,24}$/;

/** Puts labelled values where they belong; nothing is dropped but empty values. `region` reads telephone numbers. */
export function sortFields(fields: Field[], region: string): Sorted {
  const sorted: Sorted = { from: {}, asked: '', urgent: false, wants: [], rest: [] };
  const named: Partial<Record<Role, string>> = {};
  const messages: string[] = [];
  for (const [label, typed] of fields) {
    const value = typed.trim();
    if (value === '') continue;
    const role = roleOf(label);
    if (role === 'email' || role === 'phone') {
      if (!takeReach(sorted.from, value, region)) sorted.rest.push([label, typed]);
    } else if (role && names.includes(role) && named[role] === undefined && !addressAlone.test(value)) named[role] = value;
    else if (role === 'company' && !sorted.from.company) sorted.from.company = oneLine(value);
    else if (role === 'message') {
      if (!messages.includes(value)) messages.push(value);
    } else if (role === 'subject' && sorted.subject === undefined) sorted.subject = oneLine(value);
    else if (role === 'urgent' && tick.test(value)) {
      sorted.urgent = true;
      if (!/^\S{1,8}$/.test(value)) sorted.rest.push([label, typed]);
    } else {
      if (role === 'wants') sorted.wants.push(oneLine(value));
      sorted.rest.push([label, typed]);
    }
  }
  const name = wholeName(named);
  if (name) sorted.from.name = name;
  if (!sorted.from.email && !sorted.from.phone) sorted.rest = sorted.rest.filter((field) => !isReach(field, sorted.from, region));
  sorted.asked = manyLines(messages.join('\n\n'));
  return sorted;
}

/** A usable address or number goes to the sender as typed; people put either into either field. */
function takeReach(from: Sender, value: string, region: string): boolean {
  if (value.includes('@')) {
    if (from.email !== undefined) return emailPoint(value) === emailPoint(from.email);
    if (!emailPoint(value)) return false;
    from.email = oneLine(value, 320);
    return true;
  }
  if (from.phone !== undefined) return value === from.phone;
  if (!phonePoint(value, region)) return false;
  from.phone = oneLine(value, 120);
  return true;
}

/** With nobody to reach otherwise, a field without a known label, or for a name, counts if it holds an address or number and nothing else. */
function isReach([label, typed]: Field, from: Sender, region: string): boolean {
  const value = typed.trim();
  const role = roleOf(label);
  const mayBe =
    role === null ? addressAlone.test(value) || numberAlone.test(value) : names.includes(role) && addressAlone.test(value);
  return mayBe && takeReach(from, value, region);
}

function wholeName(names: Partial<Record<Role, string>>): string | null {
  const { name, 'first-name': first, 'last-name': last } = names;
  if (name === undefined) return personName([first, last].filter(Boolean).join(' '));
  const holds = (part: string | undefined) => part === undefined || name.toLowerCase().includes(part.toLowerCase());
  // Forms that ask for "Vorname" and "Name" mean the family name by the second.
  return personName([holds(first) ? '' : first, name, holds(last) ? '' : last].filter(Boolean).join(' '));
}

/** Labels as keys; a label that comes twice keeps both values. */
export function asRecord(fields: Field[]): Record<string, string> {
  const record = new Map<string, string>();
  for (const [label, typed] of fields) {
    const key = oneLine(label) || 'no label';
    const value = manyLines(typed);
    const before = record.get(key);
    if (before !== value) record.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(record);
}

/** "Label: value" lines, for forms without a message of their own. */
export const asLines = (fields: Field[]) =>
  manyLines(fields.map(([label, value]) => `${sayLabel(oneLine(label))}: ${manyLines(value)}`).join('\n'));
