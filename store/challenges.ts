import type { Db } from './engine.ts';
import type { ChallengeRow } from './schema.ts';

/** Keeps a challenge; those that are over go. */
export async function addChallenge(db: Db, row: ChallengeRow, now: number): Promise<void> {
  await db.deleteFrom('challenges').where('expires_due_at', '<=', now).execute();
  await db.insertInto('challenges').values(row).execute();
}

/** Notes a challenge that may be there already; those that are over go. False where it was there. */
export async function noteChallenge(db: Db, row: ChallengeRow, now: number): Promise<boolean> {
  await db.deleteFrom('challenges').where('expires_due_at', '<=', now).execute();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('challenges')
    .values(row)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

type Which = { hash: string; purpose: string; now: number };

/** A challenge that still counts at `now` (milliseconds). */
export const findChallenge = (db: Db, { hash, purpose, now }: Which): Promise<ChallengeRow | undefined> =>
  db
    .selectFrom('challenges')
    .selectAll()
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_due_at', '>', now)
    .executeTakeFirst();

/** Takes a challenge away, so that it counts once. */
export const takeChallenge = (db: Db, { hash, purpose, now }: Which): Promise<ChallengeRow | undefined> =>
  db
    .deleteFrom('challenges')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_due_at', '>', now)
    .returningAll()
    .executeTakeFirst();
