import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from './env.ts';
import { Refusal } from './refusal.ts';

const derive = promisify(argon2);
const shortest = 10;
// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

const derived = (password: string, nonce: Uint8Array, parameters = cost): Promise<Buffer> =>
  derive('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...parameters });

/** argon2id as a PHC string. Refuses what is too short to keep anybody out. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  if ([...password].length < shortest)
    throw new Refusal(422, `A password has at least ${shortest} characters.`, { field: 'password' });
  if (password.length > 1000) throw new Refusal(422, 'A password has at most 1,000 characters.', { field: 'password' });
  const nonce = random(16);
  const tag = await derived(password, nonce);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(nonce)}$${text(tag)}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, , , parameters = '', nonce = '', tag = ''] = hash.split('$');
  const [memory, passes, parallelism] = parameters.split(',').map((part) => Number(part.slice(2)));
  if (!memory || !passes || !parallelism) return false;
  const want = Buffer.from(tag, 'base64');
  const got = await derived(password, Buffer.from(nonce, 'base64'), { memory, passes, parallelism, tagLength: want.length });
  return timingSafeEqual(want, got);
}
