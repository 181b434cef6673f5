import type { z } from 'zod';
import { BadInput } from '#domain/bad-input.ts';

type Issue = z.core.$ZodRawIssue;

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What is wrong with a field, to follow its name. */
function words(issue: Issue): string | undefined {
  const { input } = issue;
  switch (issue.code) {
    case 'invalid_type':
      return input === undefined ? 'is missing.' : `should be ${kinds[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `should be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      if (issue.origin === 'string') return 'is empty.';
      return issue.origin === 'array' ? `needs at least ${issue.minimum}.` : `should be at least ${issue.minimum}.`;
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters.`;
      return issue.origin === 'array' ? `has more than ${issue.maximum}.` : `should be at most ${issue.maximum}.`;
    case 'invalid_format':
      return 'is not written as it should be.';
    default:
      return undefined;
  }
}

/** The value as the schema has it. Throws BadInput 422 with the name of the first field at fault, and that sentence for a person. */
export function readInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value, { error: words });
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const field = [...issue.path, issue.keys[0]].join('.');
    throw new BadInput(422, `There is no field “${field.slice(0, 100)}” here.`, field.slice(0, 100));
  }
  const field = issue.path.join('.') || undefined;
  throw new BadInput(422, `${field ?? 'The body'} ${issue.message}`, field);
}

const isJson = /^application\/(?:[\w.+-]+\+)?json$/i;

/** A JSON body; one that is empty is an empty object, where the address has no need of one. */
export function readJson(bytes: Uint8Array, contentType: string, mayBeEmpty: boolean): unknown {
  if (bytes.length === 0 && mayBeEmpty) return {};
  if (!isJson.test(contentType.split(';')[0]!.trim())) throw new BadInput(415, 'Send JSON, with Content-Type: application/json.');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new BadInput(400, 'This is not JSON.');
  }
}
