import { addChallenge, findChallenge, takeChallenge } from '#store/challenges.ts';
import type { Db, Tx } from '#store/engine.ts';
import type { ChallengeRow } from '#store/schema.ts';
import { hashToken } from '../running/secret.ts';

/** What is asked back within five minutes: the code of a sign-in, a new passkey. */
export type Purpose = 'second-step' | 'passkey-add';

export const life = 5 * 60_000;

type Asked = { token: string; purpose: Purpose; memberId: string | null; body?: object };

/** Keeps a challenge, by its hash alone. Returns until when it counts. */
export async function makeChallenge(tx: Tx, { token, purpose, memberId, body }: Asked): Promise<number> {
  const until = tx.now + life;
  const row = { hash: hashToken(token), purpose, member_id: memberId, body: body ? JSON.stringify(body) : null };
  await addChallenge(tx.db, { ...row, expires_due_at: until }, tx.now);
  return until;
}

/** A challenge that still counts, without taking it. */
export const readChallenge = (db: Db, token: string, purpose: Purpose, now: number): Promise<ChallengeRow | undefined> =>
  findChallenge(db, { hash: hashToken(token), purpose, now });

/** Takes a challenge, once. Undefined where it was taken already, or its five minutes are over. */
export const useChallenge = (tx: Tx, token: string, purpose: Purpose): Promise<ChallengeRow | undefined> =>
  takeChallenge(tx.db, { hash: hashToken(token), purpose, now: tx.now });
