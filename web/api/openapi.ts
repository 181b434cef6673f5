import { z } from 'zod';
import type { Who } from '../doors.ts';
import { root, type Spec } from './address.ts';

type Schema = Record<string, unknown>;
type Schemas = Record<string, Schema>;

export type Operation = {
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: Schema; description?: string }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
  security: Record<string, string[]>[];
};

export type Document = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas; securitySchemes: Record<string, Schema> };
};

const about = [
  'Every enquiry in one place, held by one named person, answered by a stated time, never without a next step.',
  'Send your key with every request, as Authorization: Bearer KEY; bin/baton token create makes one. Times are RFC 3339 in UTC; money is in minor units; errors are problem documents (RFC 9457), with the name of the field at fault.',
  'An Idempotency-Key (seven days) makes it safe to send a POST again. If-Match with the version of a lead refuses what was changed in the meantime (412, with what changed).',
].join('\n\n');

const reads: Record<Who, string> = {
  anyone: '',
  read: ' Needs a key that reads.',
  write: ' Needs a key that writes.',
  admin: ' For admins.',
};

const problem: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    field: { type: 'string', description: 'What is at fault.' },
    changes: { type: 'array', items: { type: 'object' }, description: 'What somebody else changed (412).' },
    contact: { type: 'string', description: 'The contact in whose way it is (409).' },
  },
};

/** The OpenAPI 3.1 document of the addresses that are open, from the schemas that read and shape what goes in and out. */
export function openApi(specs: readonly Spec[], url: string): Document {
  const schemas: Schemas = { Problem: problem };
  const paths: Document['paths'] = {};
  for (const spec of specs) {
    const path = spec.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operation(spec, (shape, io) => schemaOf(shape, io, schemas)) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Baton', version: '1', description: about },
    servers: [{ url: url + root }],
    paths,
    components: { schemas, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  };
}

type Describe = (shape: z.ZodType, io: 'input' | 'output') => Schema;

function operation(spec: Spec, describe: Describe): Operation {
  const { method, path, who, says, query, body, answer, status = 200, versioned } = spec;
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    schema: { type: 'string' },
    description,
  });
  const asked = query ? (describe(query, 'input').properties as Schemas) : {};
  return {
    summary: says + reads[who],
    parameters: [
      ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
        name: name!,
        in: 'path',
        required: true,
        schema: { type: name === 'number' ? 'integer' : 'string' },
      })),
      ...Object.entries(asked).map(([name, schema]) => ({ name, in: 'query', required: false, schema })),
      ...(versioned ? [header('If-Match', 'The version you have seen, such as "7".')] : []),
      ...(method === 'POST'
        ? [header('Idempotency-Key', 'The same key with the same body gets the same answer, for seven days.')]
        : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse({}).success,
            content: { 'application/json': { schema: describe(body, 'input') } },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: 'Done.',
        content:
          typeof answer === 'string'
            ? { [answer]: { schema: { type: 'string' } } }
            : { 'application/json': { schema: describe(answer, 'output') } },
      },
      default: {
        description: 'It could not be done, and why.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    security: who === 'anyone' ? [] : [{ key: [] }],
  };
}

/** One schema; the named ones inside it go to the components. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output', schemas: Schemas): Schema {
  const {
    $schema: _,
    $defs,
    ...schema
  } = z.toJSONSchema(shape, { io, reused: 'inline', unrepresentable: 'any' }) as Schema & { $defs?: Schemas };
  for (const [name, named] of Object.entries($defs ?? {})) schemas[name] ??= pointed(named) as Schema;
  return pointed(schema) as Schema;
}

/** References lead to the components of the document; names of schemas are no ids of theirs there. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (key === '$ref') return [[key, String(inner).replace('#/$defs/', '#/components/schemas/')]];
      return key === 'id' && typeof inner === 'string' ? [] : [[key, pointed(inner)]];
    }),
  );
}
