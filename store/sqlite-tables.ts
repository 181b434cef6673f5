import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Db, Ddl } from './engine.ts';

export function ddl(db: Db): Ddl {
  const run = async (text: string) => void (await sql.raw(text).execute(db));
  return {
    run,
    async appendOnly(table) {
      for (const act of ['update', 'delete'])
        await run(
          `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, '${table} is append-only'); end`,
        );
    },
    async counter(name, start) {
      await run('create table counters (name text primary key, value integer not null) strict');
      await run(`insert into counters values ('${name}', ${start})`);
    },
    searchTable: () => run(`create virtual table search using fts5(words, content='', contentless_delete=1, prefix='2 3')`),
  };
}

export const versionOf = (raw: DatabaseSync): number =>
  (raw.prepare('pragma user_version').get() as { user_version: number }).user_version;

export async function applyOnce(raw: DatabaseSync, version: number, up: () => Promise<void>): Promise<void> {
  raw.exec('begin immediate');
  try {
    if (versionOf(raw) < version) {
      await up();
      raw.exec(`pragma user_version = ${version}`);
    }
    raw.exec('commit');
  } catch (error) {
    if (raw.isTransaction) raw.exec('rollback');
    throw error;
  }
}
