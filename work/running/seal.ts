import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Env } from '../env.ts';
import { keyFor } from './secret.ts';

const nameOf = (key: Buffer): string => createHash('sha256').update(key).digest('base64url').slice(0, 8);

/**
 * A secret as it may lie in the database (AES-256-GCM): which key, then nonce, text and tag. It opens only for the row it was
 * sealed for, so a copy in another row is worth nothing.
 */
export function seal({ settings, random }: Pick<Env, 'settings' | 'random'>, rowId: string, text: string): string {
  const key = keyFor(settings.secret, 'secrets');
  const nonce = random(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(rowId));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${nameOf(key)}.${sealed.toString('base64url')}`;
}

/** What was sealed, or null: sealed with another BATON_SECRET, for another row, or changed since. */
export function unseal({ settings }: Pick<Env, 'settings'>, rowId: string, sealed: string): string | null {
  const key = keyFor(settings.secret, 'secrets');
  const [name, body = '', ...more] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  if (name !== nameOf(key) || more.length > 0 || bytes.length < 28) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(rowId))
    .setAuthTag(bytes.subarray(-16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
