import type { Db } from './engine.ts';
import { prepared } from './prepared.ts';
import type { IdempotencyRow } from './schema.ts';

/** What was answered to a key; its status is 0 while that is still being done. */
export const findAnswer = prepared<{ keyId: string; key: string }, IdempotencyRow>((db, slot) =>
  db.selectFrom('idempotency').selectAll().where('key_id', '=', slot('keyId')).where('key', '=', slot('key')),
);

/** Takes a key for the request at hand. False where another one has it; one from before `since` gives way. */
export async function claimKey(db: Db, claim: Omit<IdempotencyRow, 'status' | 'body'>, since: number): Promise<boolean> {
  const { key_id, key } = claim;
  await db
    .deleteFrom('idempotency')
    .where('key_id', '=', key_id)
    .where('key', '=', key)
    .where('created_at', '<', since)
    .execute();
  const claimed = await db
    .insertInto('idempotency')
    .values({ ...claim, status: 0, body: '' })
    .onConflict((conflict) => conflict.columns(['key_id', 'key']).doNothing())
    .returning('key')
    .execute();
  return claimed.length > 0;
}

/** Keeps what is answered to a key that was claimed. */
export async function keepAnswer(
  db: Db,
  { key_id, key, status, body }: Pick<IdempotencyRow, 'key_id' | 'key' | 'status' | 'body'>,
) {
  await db.updateTable('idempotency').set({ status, body }).where('key_id', '=', key_id).where('key', '=', key).execute();
}
