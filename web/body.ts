import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { BadInput } from '#domain/bad-input.ts';
import type { Room } from './room.ts';

/** The connection ended before the body did: nobody waits for an answer. */
export class HungUp extends Error {}

/** Largest bodies by kind, bytes. */
export const limits = { form: 1_000_000, multipart: 25_000_000 } as const;

/** Photos from a roof with one bar of signal come at some 50 kB a second: so long the largest body may take. Milliseconds. */
export const longestRequest = (limits.multipart / 50_000) * 1_000;

const letBy = 100_000_000;

/** The body as it came. Throws BadInput 413 as soon as it is larger than `limit`, without reading on. */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  refuseEncoded(c);
  const tooLarge = () => new BadInput(413, `That is more than we can take: at most ${Math.round(limit / 1_000_000)} MB.`);
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge();
  const { body, whole } = await readUpTo(c, limit, { upTo: limit });
  if (!whole) throw tooLarge();
  return body;
}

/** Throws BadInput 415 where the body is compressed: what it grows to is known to nobody before it is read. */
export function refuseEncoded(c: Context): void {
  const coding = c.req.header('content-encoding') ?? '';
  if (!/^(?:\s*identity\s*)?$/i.test(coding)) throw new BadInput(415, 'Send it uncompressed, without Content-Encoding.');
}

type Reading = { upTo?: number; room?: Room };

/**
 * The body up to `limit`, and whether that is all of it. What goes beyond is let by and forgotten, up to `upTo` bytes, because a
 * browser that is still sending does not read the answer. `crowded`: too many send large ones at this moment, so only the
 * beginning was kept, which is where the text stands.
 */
export async function readUpTo(
  c: Context,
  limit: number,
  { upTo = letBy, room }: Reading = {},
): Promise<{ body: Uint8Array; whole: boolean; crowded: boolean }> {
  const { incoming, outgoing } = (c.env ?? {}) as { incoming?: IncomingMessage; outgoing?: ServerResponse };
  const place = outgoing && room?.(outgoing);
  let parts: Uint8Array[] = [];
  let size = 0;
  let crowded = false;
  const keep = (part: Uint8Array): void => {
    const kept = size + part.length > limit ? part.subarray(0, limit - size) : part;
    const beyondText = Math.min(kept.length, size + kept.length - limits.form);
    if (beyondText <= 0 || !place || place.take(beyondText)) parts.push(kept);
    else {
      crowded = true;
      parts = [Buffer.concat([...parts, kept], limits.form)];
    }
  };
  /** False once nothing more is wanted. */
  const take = (part: Uint8Array): boolean => {
    if (size < limit && !crowded) keep(part);
    size += part.length;
    return size <= Math.max(limit, upTo);
  };
  if (incoming) await takeFrom(incoming, take);
  else for await (const part of c.req.raw.body ?? []) if (!take(part)) break;
  return { body: parts.length === 1 ? parts[0]! : Buffer.concat(parts), whole: size <= limit, crowded };
}

/**
 * By its events: most bodies come in one piece, for which `for await` makes several promises. Stopping early must not close the
 * connection, because the answer still goes over it. Throws HungUp where the sender does.
 */
function takeFrom(incoming: IncomingMessage, take: (part: Uint8Array) => boolean): Promise<void> {
  return new Promise((done, refuse) => {
    const listening = { data, end, error: close, close };
    const stop = () => {
      for (const [event, listener] of Object.entries(listening)) incoming.off(event, listener);
    };
    function data(part: Uint8Array) {
      if (take(part)) return;
      incoming.pause();
      end();
    }
    function end() {
      stop();
      done();
    }
    function close() {
      stop();
      refuse(new HungUp('the sender hung up'));
    }
    if (incoming.readableEnded) done();
    else if (incoming.destroyed) close();
    else incoming.on('data', data).on('end', end).on('error', close).on('close', close);
  });
}
