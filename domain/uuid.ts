const pairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A source of UUIDv7 (RFC 9562 section 5.7): sortable by time, and within a millisecond by a counter (section 6.2, method 1),
 * so that rows of one process are in the order in which they were made. `random` gives that many bytes.
 */
export function uuids(now: () => number, random: (bytes: number) => Uint8Array): () => string {
  let last = 0;
  let count = 0;
  // Many are made in one millisecond, and its digits cost more than the rest.
  let timeOf = -1;
  let time = '';
  let pool: Uint8Array = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at + 10 > pool.length) {
      pool = random(4000);
      at = 0;
    }
    const bytes = pool.subarray(at, at + 10);
    at += 10;
    const ms = now();
    if (ms > last) {
      last = ms;
      count = ((bytes[0]! & 0x07) << 8) | bytes[1]!;
    } else if (++count > 0xfff) {
      last += 1;
      count = 0;
    }
    if (last !== timeOf) {
      timeOf = last;
      const digits = last.toString(16).padStart(12, '0');
      time = `${digits.slice(0, 8)}-${digits.slice(8)}-7`;
    }
    const tail = hex(bytes, 4, 10);
    const variant = pairs[0x80 | (bytes[2]! & 0x3f)];
    return `${time}${pairs[count >> 8]![1]}${pairs[count & 0xff]}-${variant}${hex(bytes, 3, 4)}-${tail}`;
  };
}

function hex(bytes: Uint8Array, from: number, until: number): string {
  let text = '';
  for (let i = from; i < until; i++) text += pairs[bytes[i]!];
  return text;
}

/** What every UUIDv7 made at this moment or later is not less than. */
export const uuidsFrom = (ms: number): string => {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
};
