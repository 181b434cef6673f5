import { createHmac, timingSafeEqual } from 'node:crypto';
import { noteChallenge } from '#store/challenges.ts';
import type { Tx } from '#store/engine.ts';
import type { Env } from '../env.ts';
import { hashToken, keyFor } from '../running/secret.ts';
import { life } from './challenge.ts';

const [endsAt, chance, mac] = [6, 10, 16];

const signature = ({ settings }: Env, body: Buffer): Buffer =>
  createHmac('sha256', keyFor(settings.secret, 'challenge')).update(body).digest().subarray(0, mac);

/**
 * A challenge for somebody nobody knows yet. It carries its end and our signature instead of standing in the database, so that
 * asking for it costs nothing, however often a stranger does. It counts for five minutes.
 */
export function openChallenge(env: Env): string {
  const body = Buffer.alloc(endsAt + chance);
  body.writeUIntBE(env.now() + life, 0, endsAt);
  body.set(env.random(chance), endsAt);
  return Buffer.concat([body, signature(env, body)]).toString('base64url');
}

/** Whether it is one of ours and its five minutes are not over. */
export function isOpenChallenge(env: Env, challenge: string): boolean {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== endsAt + chance + mac) return false;
  const body = bytes.subarray(0, endsAt + chance);
  return timingSafeEqual(bytes.subarray(endsAt + chance), signature(env, body)) && body.readUIntBE(0, endsAt) > env.now();
}

/** Takes a challenge that was answered rightly, once: what is noted is only that it is spent. False where it was spent before. */
export const spendChallenge = (tx: Tx, challenge: string): Promise<boolean> => {
  const body = Buffer.from(challenge, 'base64url');
  const row = { hash: hashToken(body.toString('base64url')), purpose: 'passkey-sign-in', member_id: null, body: null };
  return noteChallenge(tx.db, { ...row, expires_due_at: body.readUIntBE(0, endsAt) }, tx.now);
};
