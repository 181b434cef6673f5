import type { Db } from './engine.ts';
import { leadsShownBy } from './family.ts';

/** Whether the last thing we wrote or said to them asked something, so that a short word of theirs is an answer. */
export async function lastLetterAsked(db: Db, leadId: string): Promise<boolean> {
  const last = await db
    .selectFrom('touches')
    .select(['text', 'result'])
    .where('lead_id', 'in', await leadsShownBy(db, leadId))
    .where('direction', '=', 'out')
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.text?.includes('?') ?? false;
}

/** Whether a quote was sent that nobody has answered yet. */
export async function quoteIsOut(db: Db, leadId: string): Promise<boolean> {
  const out = await db
    .selectFrom('quotes')
    .select('id')
    .where('lead_id', 'in', await leadsShownBy(db, leadId))
    .where('sent_at', 'is not', null)
    .where('answered_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return out !== undefined;
}
