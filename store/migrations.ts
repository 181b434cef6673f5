import type { Ddl } from './engine.ts';

type Up = (ddl: Ddl) => Promise<void>;

/** In order; a landed one is never changed (its hash is tested). */
const migrations: (() => Promise<{ up: Up }>)[] = [() => import('./migrations/0001-foundation.ts')];

type Ways = {
  /** Keeps a copy of what is there before it is changed. */
  keep(): Promise<void>;
  apply(version: number, up: Up): Promise<void>;
};

/** The version of the tables that this program writes. */
export const newest = migrations.length;

/** Brings a database from version `from` (0: empty) to the newest, or `until` another. Throws for one that a newer program has written. */
export async function migrateToLatest(from: number, { keep, apply }: Ways, until = newest): Promise<void> {
  if (from > migrations.length)
    throw new Error(`this database is of version ${from}, the program knows ${migrations.length}: use the newer program`);
  if (from > 0 && from < until) await keep();
  for (let version = from + 1; version <= until; version++) {
    const { up } = await migrations[version - 1]!();
    await apply(version, up);
  }
}
