import { emailPoint, personName, phonePoint } from '#domain/contact.ts';
import { isOfAnother, isPlainLabel, type Role, roleOf, sayLabel, saysNothing } from '#domain/labels.ts';
import { isToBeDialled, pointsInText } from '#domain/points-in-text.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import type { Sender } from './channel.ts';
import type { Field } from './form-body.ts';
import { withCodes } from './phone-codes.ts';

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
/** Whether a value says no more than that a box was ticked. */
export const isTick = (value: string): boolean => /^\S{1,8}$/.test(value) && tick.test(value);
const names: readonly (Role | null)[] = ['name', 'first-name', 'middle-name', 'last-name'];
/** A field for an address or a number holds a few words beside it at most; to look through longer texts takes long. */
const longestReach = 300;
const mostLooked = 20;
const addressAlone = /^\S+@\S+$/;
const numberAlone = /^\+?[\d\s().\-/\u00a0]{8,24}$/;

/** Puts labelled values where they belong; nothing is dropped but empty values. `region` reads telephone numbers. */
export function sortFields(fields: Field[], region: string): Sorted {
  const sorted: Sorted = { from: {}, asked: '', urgent: false, wants: [], rest: [] };
  const named: Partial<Record<Role, string>> = {};
  const messages: string[] = [];
  const isTurkish = fields.some(([label]) => /^soyad[ıi]?$/iu.test(label));
  const own = ownReach(fields);
  for (const [label, typed] of withCodes(fields, region)) {
    const value = typed.trim();
    if (value === '') continue;
    // In a form in English, "ad" is the advertisement that brought them.
    const said = isTurkish && /^ad$/i.test(label) ? 'first-name' : roleOf(label);
    const role = said && own.has(said) && !isPlainLabel(label) ? null : said;
    if (role === 'email' || role === 'phone') {
      if (!takeReach(sorted.from, value, region)) sorted.rest.push([label, typed]);
    } else if (role && names.includes(role) && named[role] === undefined && !isReachAlone(value)) named[role] = value;
    else if (role === 'company' && !sorted.from.company) sorted.from.company = oneLine(value);
    else if (role === 'message') {
      if (!messages.includes(value)) messages.push(value);
    } else if (role === 'subject' && sorted.subject === undefined) sorted.subject = oneLine(value);
    else if (role === 'urgent' && tick.test(value)) {
      sorted.urgent = true;
      if (!isTick(value)) sorted.rest.push([label, typed]);
    } else {
      if (role === 'wants') sorted.wants.push(oneLine(value));
      sorted.rest.push([label, typed]);
    }
  }
  const name = wholeName(named);
  if (name) sorted.from.name = name;
  const looked = new Set(sorted.rest.filter(([, typed]) => isReachAlone(typed.trim())).slice(0, mostLooked));
  sorted.rest = sorted.rest.filter((field) => !(looked.has(field) && isNumbered(field, sorted.from, region)));
  if (!isReachable(sorted.from))
    sorted.rest = sorted.rest.filter((field) => !(looked.has(field) && isReach(field, sorted.from, region)));
  if (!isReachable(sorted.from)) takeFromName(sorted.from, Object.values(named).join(' '), region);
  sorted.asked = manyLines(messages.join('\n\n'));
  return sorted;
}

/** The ways to reach them for which a field asks plainly: then the partner's or what is for emergencies is not theirs. */
const ownReach = (fields: Field[]): ReadonlySet<Role> =>
  new Set(
    fields.flatMap(([label, typed]) => {
      const role = isReachAlone(typed.trim()) ? roleOf(label) : null;
      return (role === 'email' || role === 'phone') && isPlainLabel(label) ? [role] : [];
    }),
  );

const isReachable = ({ email, phone }: Sender): boolean => email !== undefined || phone !== undefined;
const isReachAlone = (value: string): boolean => addressAlone.test(value) || numberAlone.test(value);

const counted =
  /order|policy|customer|account|invoice|contract|booking|serial|reference|kunden|auftrag|rechnung|vertrag|bestell|steuer|(?<![a-z])(?:id|ref|vat)(?![a-z])/i;

/** Where no label says so, digits are a number only if it is written to be dialled. */
const looksLikeReach = (value: string, region: string): boolean => addressAlone.test(value) || isToBeDialled(value, region);

/** A usable address or number goes to the sender as typed; people put either into either field. False where more was typed than that. */
function takeReach(from: Sender, value: string, region: string): boolean {
  const isAddress = value.includes('@');
  if (isAddress && emailPoint(value)) {
    if (from.email !== undefined) return emailPoint(value) === emailPoint(from.email);
    from.email = oneLine(value, 320);
    return true;
  }
  if (!isAddress && phonePoint(value, region)) {
    if (from.phone !== undefined) return value === from.phone;
    from.phone = oneLine(value, 120);
    return true;
  }
  if (!/[\r\n]/.test(value)) takePoints(from, value, region);
  return false;
}

function takePoints(from: Sender, text: string, region: string): void {
  if (text.length > longestReach || (from.email !== undefined && from.phone !== undefined)) return;
  const { email, phone } = pointsInText(text, region);
  if (email && from.email === undefined) from.email = email;
  if (phone && from.phone === undefined) from.phone = phone;
}

/** What a builder has only numbered is known by its looks. */
function isNumbered([label, typed]: Field, from: Sender, region: string): boolean {
  if (from.email !== undefined && from.phone !== undefined) return false;
  const value = typed.trim();
  return looksLikeReach(value, region) && saysNothing(label) && takeReach(from, value, region);
}

/** With nobody to reach otherwise, a field without a known label, or for a name, counts if it holds an address or number and nothing else. */
function isReach([label, typed]: Field, from: Sender, region: string): boolean {
  const value = typed.trim();
  if (!looksLikeReach(value, region) || isOfAnother(label) || counted.test(label)) return false;
  const role = roleOf(label);
  return (role === null || names.includes(role)) && takeReach(from, value, region);
}

/** The number that was typed behind the name is no part of it. */
function takeFromName(from: Sender, typed: string, region: string): void {
  if (!/[\r\n]/.test(typed)) takePoints(from, typed, region);
  for (const found of [from.phone, from.email]) {
    const name = found && from.name ? personName(from.name.replace(found, ' ')) : null;
    if (name) from.name = name;
  }
}

function wholeName(names: Partial<Record<Role, string>>): string | null {
  const { name, 'middle-name': middle, 'last-name': last } = names;
  const first = [names['first-name'], last && middle].filter(Boolean).join(' ') || undefined;
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

/** "Label: value" lines, for forms without a message of their own; a builder's number is no label. */
export const asLines = (fields: Field[]) =>
  manyLines(
    fields
      .map(([label, value]) => (saysNothing(label) ? manyLines(value) : `${sayLabel(oneLine(label))}: ${manyLines(value)}`))
      .join('\n'),
  );
