import { BadInput } from '#domain/bad-input.ts';
import { type Role, roleOf } from '#domain/labels.ts';
import { decodeText } from './decode-text.ts';
import type { Field } from './form-body.ts';

type JsonObject = Record<string, unknown>;

const deepest = 20;
const mostRecords = 100;
// JSON carries no files here, and an engine needs many times a text's size to read it.
const mostBytes = 4 * 1024 * 1024;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON in UTF-8 or UTF-16, with or without a byte order mark. Throws BadInput. */
export function readJson(bytes: Uint8Array, label?: string): unknown {
  if (bytes.length > mostBytes) throw new BadInput(413, 'This is too large. Please keep JSON under 4 MB.');
  try {
    return JSON.parse(decodeText(bytes, label));
  } catch {
    throw new BadInput(400, 'The JSON is broken and cannot be read.');
  }
}

/** The objects of a body: itself, each of an array, or what n8n and its like wrap in `body`. Throws BadInput. */
export function recordsOf(value: unknown): JsonObject[] {
  const values = Array.isArray(value) ? value : [value];
  if (values.length > mostRecords) throw new BadInput(413, `Please send at most ${mostRecords} enquiries at a time.`);
  return values.flatMap((one) => {
    if (!isObject(one)) throw new BadInput(422, 'The JSON should be an object with names and values.');
    const { body } = one;
    const isWrapped = Object.keys(one).every((key) =>
      /^(?:body|headers|params|query|webhookUrl|executionMode|method|path)$/.test(key),
    );
    return isWrapped && (isObject(body) || Array.isArray(body)) ? unwrapped(body) : [one];
  });
}

function unwrapped(body: JsonObject | unknown[]): JsonObject[] {
  return Array.isArray(body) ? body.filter(isObject).slice(0, mostRecords) : [body];
}

/** An answer as { label, value }, as form services list them, or keep them under an id of their own. A deal with a title, a value and whoever it is about is none. */
function labelled(value: JsonObject): Field | null {
  if (Object.entries(value).some(([key, inner]) => !ofAnswers.test(key) && telling.includes(roleOf(key)) && isSaid(inner)))
    return null;
  const label = value.label ?? value.question ?? value.title ?? value.name ?? value.key;
  const answer = 'value' in value ? value.value : value.answer;
  if (typeof label !== 'string' || label.trim() === '') return null;
  if (answer === null) return [label, ''];
  if (Array.isArray(answer)) return answer.every(isPlain) ? [label, answer.join(', ')] : null;
  return isPlain(answer) ? [label, String(answer)] : null;
}

const ofAnswers = /^(?:label|question|title|name|key|value|answer|text)$/;
const telling: readonly (Role | null)[] = [
  'first-name',
  'last-name',
  'email',
  'phone',
  'company',
  'address',
  'subject',
  'message',
];

const isSaid = (value: unknown) => value !== undefined && value !== null && value !== '';
const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** Labels and values in their order, nested names as "a.b", lists of plain values joined by commas. Throws BadInput. */
export function jsonFields(record: JsonObject, most: number): Field[] {
  const fields: Field[] = [];
  const add = (key: string, value: unknown, depth: number) => {
    if (fields.length >= most) return;
    if (depth > deepest) throw new BadInput(422, 'The JSON is nested too deeply.');
    if (typeof value === 'string') fields.push([key, value]);
    else if (typeof value === 'number' || typeof value === 'boolean') fields.push([key, String(value)]);
    else if (Array.isArray(value)) addList(key, value, depth);
    else if (isObject(value)) addObject(key, value, depth);
  };
  const addObject = (key: string, value: JsonObject, depth: number) => {
    const pair = depth > 0 ? labelled(value) : null;
    if (pair) fields.push(pair);
    else for (const [name, inner] of Object.entries(value)) add(key === '' ? name : `${key}.${name}`, inner, depth + 1);
  };
  const addList = (key: string, list: unknown[], depth: number) => {
    const plain = list.filter(isPlain);
    if (plain.length > 0) fields.push([key, plain.join(', ')]);
    for (const [place, value] of list.entries()) {
      if (fields.length >= most) return;
      if (typeof value === 'object') add(`${key}.${place}`, value, depth + 1);
    }
  };
  add('', record, 0);
  return fields;
}
