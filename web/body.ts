import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { BadInput } from '#domain/bad-input.ts';

/** Largest bodies by kind, bytes. */
export const limits = { form: 1_000_000, multipart: 25_000_000, hook: 5_000_000, mail: 40_000_000 } as const;

const letBy = 100_000_000;

/** The body as it came. Throws BadInput 413 as soon as it is larger than `limit`, without reading on. */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new BadInput(413, `That is more than we can take: at most ${Math.round(limit / 1_000_000)} MB.`);
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge();
  const { body, whole } = await readUpTo(c, limit, limit);
  if (!whole) throw tooLarge();
  return body;
}

/**
 * The body up to `limit`, and whether that is all of it. What goes beyond is let by and forgotten, up to `upTo` bytes, because a
 * browser that is still sending does not read the answer.
 */
export async function readUpTo(c: Context, limit: number, upTo = letBy): Promise<{ body: Uint8Array; whole: boolean }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of streamOf(c)) {
    if (size < limit) parts.push(size + part.length > limit ? part.subarray(0, limit - size) : part);
    size += part.length;
    if (size > Math.max(limit, upTo)) break;
  }
  return { body: parts.length === 1 ? parts[0]! : Buffer.concat(parts), whole: size <= limit };
}

/** Leaving the loop early must not close the connection: the answer still goes over it. */
function streamOf(c: Context): AsyncIterable<Uint8Array> {
  const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
  if (incoming) return incoming.iterator({ destroyOnReturn: false });
  return (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>;
}
