import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export type Purpose = 'receipt' | 'page' | 'stamp' | 'secrets' | 'notice' | 'attempts' | 'challenge';

/** Deriving a key costs more than what is done with it, so it is derived once for each secret: a process has one. */
function derivedOnce(): (secret: string, purpose: Purpose) => Buffer {
  let of = '';
  const keys = new Map<Purpose, Buffer>();
  return (secret, purpose) => {
    if (secret !== of) keys.clear();
    of = secret;
    const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, 'baton', purpose, 32));
    keys.set(purpose, key);
    return key;
  };
}

/** A key of its own for each purpose, so that a token of one kind is worth nothing as another (RFC 5869). */
export const keyFor = derivedOnce();

const mac = (secret: string, purpose: Purpose, text: string): Buffer =>
  createHmac('sha256', keyFor(secret, purpose)).update(text).digest().subarray(0, 16);

/** A link's token for one thing: 128 bits that nobody can guess, and nothing to store. */
export const sign = (secret: string, purpose: Purpose, text: string): string =>
  `${Buffer.from(text).toString('base64url')}.${mac(secret, purpose, text).toString('base64url')}`;

/** What a token was made for, or null where it is not one of ours, to the letter. Compared in constant time. */
export function verify(secret: string, purpose: Purpose, token: string): string | null {
  const [body, given, ...more] = token.split('.');
  if (!body || !given || more.length > 0 || token.length > 400) return null;
  const text = Buffer.from(body, 'base64url').toString();
  const [want, got] = [Buffer.from(sign(secret, purpose, text)), Buffer.from(token)];
  return want.length === got.length && timingSafeEqual(want, got) ? text : null;
}

/** Long random tokens are stored by their hash alone; they need no salt. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Compares in a time that tells nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [hashToken(a), hashToken(b)];
  return timingSafeEqual(Buffer.from(x), Buffer.from(y));
}
