import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Db } from './engine.ts';
import type { Schema } from './schema.ts';

/** Practice and test enquiries stand in no list, figure or notice; every one of them says so by this. */
export const notPractice = (table: 'leads' | 'arrivals' | 'contacts'): Expression<SqlBool> =>
  expressionBuilder<Schema, typeof table>()(`${table}.practice_at`, 'is', null);

/** Practice that has not been thrown away, the newest first; `ownerId` cuts it to one member's. */
export function openPractice(db: Db, ownerId?: string) {
  const query = db
    .selectFrom('leads')
    .selectAll()
    .where('practice_at', 'is not', null)
    // Said like this it is found by the index of states: Today asks each time.
    .where('state', 'in', ['open', 'later'])
    .orderBy('number', 'desc');
  return (ownerId === undefined ? query : query.where('owner_id', '=', ownerId)).execute();
}

/** Whether anything real has come in yet; what was remembered at the start is no enquiry. */
export async function anythingCame(db: Db): Promise<boolean> {
  const came = await db
    .selectFrom('arrivals')
    .select('id')
    .where('practice_at', 'is', null)
    .where('history_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return came !== undefined;
}
