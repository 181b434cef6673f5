import { CompiledQuery } from 'kysely';
import type { Db } from './engine.ts';
import { isPostgres } from './prepared.ts';

const next = {
  sqlite: `update counters set value = value + 1 where name = 'lead_number' returning value`,
  postgres: `select nextval('lead_number') as value`,
};

/** The next lead number: never given twice, gaps allowed. A row on SQLite, a sequence on PostgreSQL. */
export async function nextLeadNumber(db: Db): Promise<number> {
  const { rows } = await db.executeQuery<{ value: number }>(CompiledQuery.raw(next[isPostgres(db) ? 'postgres' : 'sqlite']));
  return rows[0]!.value;
}
