import path from 'node:path';
import type { Db, Hands, Tx } from './engine.ts';
import { isThere } from './folder.ts';
import { openStore } from './open.ts';

export type Place = { data: string; databaseUrl?: string | undefined };

/** How a database is filled anew: `load` meets the tables at `version`, `finish` at the newest. */
export type Filling = { version: number; load(db: Db): Promise<void>; finish(tx: Tx): Promise<void> };

/**
 * Puts a wholly new database in the place of the one that is there, or changes nothing. On SQLite the old file stays beside it
 * under the name that is returned; on PostgreSQL it all is one transaction. Only where no server runs.
 */
export async function replaceStore(place: Place, hands: Hands, keepOld: boolean, filling: Filling): Promise<string | null> {
  if (place.databaseUrl) {
    await (await import('./postgres.ts')).replacePostgres(place.databaseUrl, hands, filling);
    return null;
  }
  const { replaceSqlite } = await import('./sqlite-replace.ts');
  return replaceSqlite(path.join(place.data, 'baton.db'), hands, keepOld, filling);
}

// SQLITE_CORRUPT and SQLITE_NOTADB.
const unreadable = [11, 26];

/** Whether a team lives here already. A database that cannot be read counts as one: somebody may still want it. */
export async function holdsTeam(place: Place, hands: Hands): Promise<boolean> {
  if (!place.databaseUrl && !isThere(place.data, 'baton.db')) return false;
  try {
    const store = await openStore(place, hands);
    try {
      if ((await store.version()) === 0) return false;
      return (await store.read.selectFrom('members').select('id').limit(1).execute()).length > 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (unreadable.includes(Number((error as { errcode?: number }).errcode) & 0xff)) return true;
    throw error;
  }
}
