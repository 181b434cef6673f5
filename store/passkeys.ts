import type { Db } from './engine.ts';
import { inserter } from './insert.ts';
import type { PasskeyRow } from './schema.ts';

export const addPasskeyRow = inserter('passkeys');

export const findPasskey = (db: Db, id: string): Promise<PasskeyRow | undefined> =>
  db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst();

/** A member's passkeys, the first first. */
export const listPasskeys = (db: Db, memberId: string): Promise<PasskeyRow[]> =>
  db.selectFrom('passkeys').selectAll().where('member_id', '=', memberId).orderBy('created_at').orderBy('id').execute();

/** Notes a use. False where another use with this counter or a higher one came first: the key was copied, or sent twice. */
export async function usePasskey(db: Db, id: string, { counter, now }: { counter: number; now: number }): Promise<boolean> {
  const used = await db
    .updateTable('passkeys')
    .set({ counter, used_at: now })
    .where('id', '=', id)
    .where((eb) => (counter === 0 ? eb('counter', '=', 0) : eb('counter', '<', counter)))
    .returning('id')
    .execute();
  return used.length > 0;
}
