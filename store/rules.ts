import type { Db } from './engine.ts';
import type { StandardRow } from './schema.ts';

/** What a team has written down in versions; the newest is in force, the earlier ones are kept. */
export type Written = 'rules' | 'hours' | 'closed_days' | 'stages';

/** The newest version. Throws where there is no team yet. */
export const inForce = (db: Db, table: Written): Promise<StandardRow> =>
  db.selectFrom(table).selectAll().orderBy('version', 'desc').limit(1).executeTakeFirstOrThrow();

/** Writes a version; the unique key of the table refuses one that somebody else wrote meanwhile. */
export async function addVersion(db: Db, table: Written, row: StandardRow): Promise<void> {
  await db.insertInto(table).values(row).execute();
}
