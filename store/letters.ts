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

/** How often we wrote or left a message since the lead last came to a stage of proposals. */
export async function timesChased(db: Db, leadId: string): Promise<number> {
  const { times } = await db
    .selectFrom('touches')
    .select((eb) => eb.fn.countAll<number | string>().as('times'))
    .where('lead_id', '=', leadId)
    .where('direction', '=', 'out')
    .where('result', 'in', ['sent', 'left-message'])
    .where('undone_at', 'is', null)
    .where('at', '>=', (eb) =>
      eb
        .selectFrom('stage_spans')
        .select((inner) => inner.fn.max('entered_at').as('at'))
        .where('lead_id', '=', leadId)
        .where('kind', '=', 'proposal'),
    )
    .executeTakeFirstOrThrow();
  return Number(times);
}
