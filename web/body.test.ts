import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { Context } from 'hono';
import { limits, readUpTo } from './body.ts';
import { roomFor } from './room.ts';

const piece = 64_000;

/** A post of so many bytes, and the answer to it, which is over when a test says so. */
function post(bytes: number) {
  const pieces = Array.from({ length: Math.ceil(bytes / piece) }, (_, n) => Buffer.alloc(Math.min(piece, bytes - n * piece), 65));
  const outgoing = new EventEmitter();
  return { outgoing, asked: { env: { incoming: Readable.from(pieces, { objectMode: false }), outgoing } } as unknown as Context };
}

const read = (one: ReturnType<typeof post>, room = roomFor(5_000_000)) =>
  readUpTo(one.asked, limits.multipart, { room }).then(({ body, ...how }) => ({ bytes: body.length, ...how }));

test('large bodies have room for so many bytes together; what finds none is read by and its beginning kept', async () => {
  const room = roomFor(4_500_000);
  const [first, second, third] = [post(3_000_000), post(4_000_000), post(4_000_000)];
  assert.deepEqual(await read(first, room), { bytes: 3_000_000, whole: true, crowded: false });
  const crowded = await read(second, room);
  assert.deepEqual([crowded.whole, crowded.crowded], [true, true]);
  assert.ok(crowded.bytes <= limits.form && crowded.bytes > limits.form - piece, `${crowded.bytes} bytes are kept`);
  first.outgoing.emit('close');
  assert.deepEqual(await read(third, room), { bytes: 4_000_000, whole: true, crowded: false });
});

test('text always finds room', async () => {
  const room = roomFor(0);
  assert.deepEqual(await read(post(limits.form), room), { bytes: limits.form, whole: true, crowded: false });
  assert.equal((await read(post(limits.form + 1), room)).crowded, true);
});

test('a body beyond its limit is cut off there', async () => {
  const { bytes, whole } = await read(post(26_000_000), roomFor(30_000_000));
  assert.deepEqual([bytes, whole], [limits.multipart, false]);
});
