import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type PasswordAbout, passwordProblem } from '#domain/password-problem.ts';
import type { Random } from '../env.ts';
import { Refusal } from '../refusal.ts';

const derive = promisify(argon2);
// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

const derived = (password: string, nonce: Uint8Array, parameters = cost): Promise<Buffer> =>
  derive('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...parameters });

/** argon2id as a PHC string. Refuses what would keep nobody out, also the names it is `about`. */
export async function hashPassword(password: string, random: Random, about: PasswordAbout = {}): Promise<string> {
  const problem = passwordProblem(password, about);
  if (problem) throw new Refusal(422, problem, { field: 'password' });
  const nonce = random(16);
  const tag = await derived(password, nonce);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(nonce)}$${text(tag)}`;
}

// Nobody's: verified where there is no password, so that an address that is unknown takes as long as one that is known.
const nobodys = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$bm9ib2R5IGlzIGhlcmU$${'A'.repeat(43)}`;

/** Whether it is the password; without a hash it is not, after the same time. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  if (password.length > 1000) return false;
  const [, , , parameters = '', nonce = '', tag = ''] = (hash ?? nobodys).split('$');
  const [memory, passes, parallelism] = parameters.split(',').map((part) => Number(part.slice(2)));
  if (!memory || !passes || !parallelism) return false;
  const want = Buffer.from(tag, 'base64');
  const got = await derived(password, Buffer.from(nonce, 'base64'), {
    memory,
    passes,
    parallelism,
    tagLength: want.length,
  });
  return timingSafeEqual(want, got) && hash !== null;
}
