import path from 'node:path';
import type { Hands, Store, Wire } from './engine.ts';
import { makeFolder } from './folder.ts';

/** `file`: another one than the team's own. A draft is not brought through to the disk: a crash may spoil it, so nobody relies on it yet. */
type Place = { data: string; databaseUrl?: string | undefined; file?: string; draft?: boolean };

/** SQLite in the data folder, or the PostgreSQL server named by the address; pg is loaded only then. */
export async function openStore({ data, databaseUrl, file = 'baton.db', draft = false }: Place, hands: Hands): Promise<Store> {
  makeFolder(data);
  if (databaseUrl) return (await import('./postgres.ts')).openPostgres(databaseUrl, hands);
  return (await import('./sqlite.ts')).openSqlite(path.join(data, file), hands, draft);
}

/** Held while a server runs here. Returns null where that cannot be: another server (SQLite), or a restore. */
export async function holdPlace(
  place: { data: string; databaseUrl?: string | undefined },
  alone = false,
): Promise<(() => unknown) | null> {
  if (place.databaseUrl) return (await import('./postgres-lock.ts')).lockServer(place.databaseUrl, alone);
  makeFolder(place.data);
  return (await import('./sqlite.ts')).lockFolder(place.data);
}

/** News to and from other processes on the same server. A file has one process, so there it is null. */
export async function openWire(
  place: { databaseUrl?: string | undefined },
  hear: (topics: ReadonlySet<string>) => void,
): Promise<Wire | null> {
  return place.databaseUrl ? (await import('./postgres-news.ts')).postgresWire(place.databaseUrl, hear) : null;
}
