import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { BadInput } from '#domain/bad-input.ts';

/** Largest bodies by kind, bytes. */
export const limits = { form: 1_000_000, multipart: 25_000_000, hook: 5_000_000, mail: 40_000_000 } as const;

/** The body as it came. Throws BadInput 413 as soon as it is larger than `limit`, without reading on. */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new BadInput(413, `That is more than we can take: at most ${Math.round(limit / 1_000_000)} MB.`);
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge();
  const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of incoming ?? c.req.raw.body ?? []) {
    size += part.length;
    if (size > limit) throw tooLarge();
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
