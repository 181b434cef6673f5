import { CompiledQuery } from 'kysely';
import type { Db } from './engine.ts';
import { InProcess } from './prepared.ts';

// Two statements are quicker than one that returns what it wrote, and nobody comes between them: SQLite has one writer.
const count = `update counters set value = value + 1 where name = 'lead_number'`;
const counted = `select value from counters where name = 'lead_number'`;
const next = `select nextval('lead_number') as value`;

/** The next lead number: never given twice, gaps allowed. A row on SQLite, a sequence on PostgreSQL. */
export async function nextLeadNumber(db: Db): Promise<number> {
  const { adapter } = db.getExecutor();
  if (!(adapter instanceof InProcess)) return (await db.executeQuery<{ value: number }>(CompiledQuery.raw(next))).rows[0]!.value;
  adapter.ask(count, []);
  return (adapter.ask(counted, []).rows[0] as { value: number }).value;
}
