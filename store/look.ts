import type { Db } from './engine.ts';
import { prepared } from './prepared.ts';

const due = prepared<{ now: number; most: number }, { id: string }>((db, slot) =>
  db
    .selectFrom('leads')
    .select('id')
    .where('look_due_at', 'is not', null)
    .where('look_due_at', '<=', slot('now'))
    .orderBy('look_due_at')
    .orderBy('id')
    .limit(slot('most')),
);

/** Leads on which time alone has changed something, the longest due first. */
export const leadsToLookAt = async (db: Db, now: number, most: number): Promise<string[]> =>
  (await due(db, { now, most })).map(({ id }) => id);

/** The clock was set back: what was written by the wrong one is due again as if by the right one. */
export async function lookAgain(db: Db, now: number): Promise<void> {
  await db
    .updateTable('leads')
    .set({ look_due_at: now })
    .where('state', '<>', 'closed')
    .where((eb) => eb.or([eb('look_due_at', 'is', null), eb('look_due_at', '>', now)]))
    .execute();
  await db
    .updateTable('outbox')
    .set((eb) => ({ due_at: eb(eb('due_at', '-', eb.ref('created_at')), '+', now) }))
    .where('state', '=', 'queued')
    .where('created_at', '>', now)
    .execute();
  await db
    .updateTable('arrivals')
    .set({ retry_due_at: now })
    .where('outcome', '=', 'failed')
    .where('recorded_at', '>', now)
    .execute();
}

/** Leads that were looked at by older rules. */
export const leadsOfOlderRules = async (db: Db, version: number, most: number): Promise<string[]> =>
  (
    await db
      .selectFrom('leads')
      .select('id')
      .where('state', '<>', 'closed')
      .where('rules_version', '<', version)
      .orderBy('rules_version')
      .orderBy('id')
      .limit(most)
      .execute()
  ).map(({ id }) => id);

/** Leads whose answer is late, the longest first, with the clock that runs. */
export const lateLeads = (db: Db, most: number) =>
  db
    .selectFrom('leads')
    .innerJoin('clocks', (join) =>
      join.onRef('clocks.lead_id', '=', 'leads.id').on('clocks.answered_at', 'is', null).on('clocks.ended_at', 'is', null),
    )
    .select(['leads.id as id', 'clocks.id as clock_id'])
    .where('leads.attention_kind', 'in', ['late', 'undelivered'])
    .where('leads.practice_at', 'is', null)
    .orderBy('leads.attention_due_at')
    .orderBy('leads.number')
    .limit(most)
    .execute();
