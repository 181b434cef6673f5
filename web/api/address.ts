import { z } from 'zod';
import { BadInput } from '#domain/bad-input.ts';
import type { Db } from '#store/engine.ts';
import { answerOnce } from '#work/arrivals/answer-once.ts';
import type { Env } from '#work/env.ts';
import type { Asker } from '../asker.ts';
import { limits, readBody } from '../body.ts';
import type { Ask, Method, OpenDoor, Who } from '../doors.ts';
import { readInput, readJson } from './read-input.ts';

/** All that the document says of an address, and what its handler is handed: one source for both. */
export type Spec<Query extends z.ZodObject = z.ZodObject, Body extends z.ZodType = z.ZodType> = {
  method: Method;
  /** After /api/v1, with :parameters. */
  path: string;
  who: Who;
  says: string;
  query?: Query;
  body?: Body;
  /** What a good answer holds; a media type where it is no JSON. */
  answer: z.ZodType | string;
  status?: 200 | 201;
  /** Takes If-Match with the version of a lead. */
  versioned?: true;
};

export type Asked<Query, Body> = {
  c: Ask;
  asker: Asker;
  query: Query;
  body: Body;
  /** The body as it came. */
  raw: Uint8Array;
  /** The version in If-Match, if one was sent. */
  version: number | undefined;
  reply(body: object): Response;
  /** Does a deed and answers what `say` says of it; once, where the request has an Idempotency-Key. See work/arrivals/answer-once.ts. */
  act<Value>(deed: (env: Env) => Promise<Value>, say: (db: Db, value: Value) => Promise<object>): Promise<Response>;
};

export type At = <Query extends z.ZodObject, Body extends z.ZodType>(
  spec: Spec<Query, Body>,
  handle: (asked: Asked<z.output<Query>, z.output<Body>>) => Promise<Response> | Response,
) => void;

export const root = '/api/v1';

const none = z.strictObject({});

/** Opens addresses and remembers what was said of them. */
export function addressesOf(env: Env, open: OpenDoor): { at: At; specs: readonly Spec[] } {
  const specs: Spec[] = [];
  const running = new Set<string>();
  const at: At = (spec, handle) => {
    const plain = spec as unknown as Spec;
    const mayBeEmpty = (plain.body ?? none).safeParse({}).success;
    specs.push(plain);
    open(spec.method, root + spec.path, spec.who, async (c) => {
      return handle((await asked(c, plain, mayBeEmpty)) as never);
    });
  };

  async function asked(c: Ask, spec: Spec, mayBeEmpty: boolean): Promise<Asked<unknown, unknown>> {
    const { method, status = 200 } = spec;
    const query = readInput(spec.query ?? none, named(c.req.query()));
    const reads = method !== 'GET';
    const raw = reads ? await readBody(c, limits.form) : new Uint8Array();
    const schema = spec.body ?? none;
    const body = reads ? readInput(schema, readJson(raw, c.req.header('content-type') ?? '', mayBeEmpty)) : undefined;
    const asker = c.get('asker');
    return {
      c,
      asker,
      query,
      body,
      raw,
      version: spec.versioned ? ifMatch(c.req.header('if-match')) : undefined,
      reply: (shown) => answer(status, JSON.stringify(shown), shown),
      async act(deed, say) {
        const key = c.req.header('idempotency-key');
        if (key === undefined) {
          const shown = await say(env.read, await deed(env));
          return answer(status, JSON.stringify(shown), shown);
        }
        if (key.trim() === '' || key.length > 255)
          throw new BadInput(422, 'Idempotency-Key should be 1 to 255 characters.', 'Idempotency-Key');
        const content = `${method} ${c.req.path}\n${Buffer.from(raw).toString('base64')}`;
        const once = await answerOnce(env, running, { keyId: asker.keyId, key, content, status }, deed, say);
        return answer(once.status, once.body, JSON.parse(once.body), once.again);
      },
    };
  }
  return { at, specs };
}

/** A parameter without a value is as good as none. */
const named = (query: Record<string, string>) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

/** 7, "7" or W/"7" (RFC 9110 section 13.1.1); * means any. */
function ifMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version === undefined) throw new BadInput(422, 'If-Match should be the version of the lead, such as "7".', 'If-Match');
  return Number(version);
}

function answer(
  status: number,
  text: string,
  shown: { lead?: { version: number } | null; version?: number },
  again = false,
): Response {
  const version = shown.lead?.version ?? shown.version;
  return new Response(text, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...(version === undefined ? {} : { etag: `"${version}"` }),
      ...(again ? { 'idempotency-replayed': 'true' } : {}),
    },
  });
}
