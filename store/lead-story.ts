import type { Db } from './engine.ts';
import { leadsShownBy } from './family.ts';
import type { ClockRow, UndoRow } from './schema.ts';

/** Every answer that was owed on a lead and on those merged into it, the first one first. */
export const clocksOfLead = async (db: Db, leadId: string): Promise<ClockRow[]> =>
  db
    .selectFrom('clocks')
    .selectAll()
    .where('lead_id', 'in', await leadsShownBy(db, leadId))
    .orderBy('started_at')
    .orderBy('id')
    .execute();

/** Since when the lead is in its stage. */
export async function stageSince(db: Db, leadId: string): Promise<number | null> {
  const span = await db
    .selectFrom('stage_spans')
    .select('entered_at')
    .where('lead_id', '=', leadId)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  return span?.entered_at ?? null;
}

/** An act that may be taken back, or has been; only whoever did it finds it. */
export const findUndo = (db: Db, id: string, memberId: string): Promise<UndoRow | undefined> =>
  db.selectFrom('undo').selectAll().where('id', '=', id).where('member_id', '=', memberId).executeTakeFirst();
