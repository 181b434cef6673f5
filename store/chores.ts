import type { Db } from './engine.ts';
import type { ChoreRow } from './schema.ts';

export const findChore = (db: Db, name: string): Promise<ChoreRow | undefined> =>
  db.selectFrom('chores').selectAll().where('name', '=', name).executeTakeFirst();
