import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import { type LeadShown, showLeads } from './read-leads.ts';

const most = 200;

/** A member's open leads whose next step is due before a moment, the one due longest first. */
export async function stepsDueBefore(db: Db, ownerId: string, before: number): Promise<LeadShown[]> {
  const rows = await db
    .selectFrom('leads')
    .select('id')
    .where('owner_id', '=', ownerId)
    .where('state', '=', 'open')
    .where('next_due_at', '<', before)
    .where(notPractice('leads'))
    .orderBy('next_due_at')
    .orderBy('number')
    .limit(most)
    .execute();
  const shown = new Map(
    (
      await showLeads(
        db,
        rows.map(({ id }) => id),
      )
    ).map((lead) => [lead.id, lead]),
  );
  return rows.flatMap(({ id }) => shown.get(id) ?? []);
}
