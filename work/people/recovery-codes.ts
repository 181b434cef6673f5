import type { Random } from '../env.ts';
import { hashToken } from '../running/secret.ts';

// No i, l, o and u: what is read from paper is read right.
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** Eight codes of 80 bits to be written down; only their hashes are kept. */
export const recoveryCodes = (random: Random): string[] =>
  Array.from({ length: 8 }, () => Array.from(random(16), (byte) => letters[byte & 31]).join('')).map((code) =>
    code.replace(/(.{4})(?=.)/g, '$1-'),
  );

/** As it is compared: without blanks and hyphens, and misread letters put right. */
const plain = (code: string): string =>
  code
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replace(/[il]/g, '1')
    .replaceAll('o', '0');

/** As it is kept: however it is written, with or without hyphens, in capitals or not. */
export const hashRecoveryCode = (code: string): string => hashToken(plain(code));

/** The hashes without that of this code, or null where it is none of them. */
export function withoutCode(hashes: readonly string[], code: string): string[] | null {
  const hash = hashRecoveryCode(code);
  return hashes.includes(hash) ? hashes.filter((one) => one !== hash) : null;
}
