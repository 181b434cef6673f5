import type { Db } from './engine.ts';
import type { StepRow } from './schema.ts';

export const stepOf = (db: Db, leadId: string, id: string): Promise<StepRow | undefined> =>
  db.selectFrom('steps').selectAll().where('lead_id', '=', leadId).where('id', '=', id).executeTakeFirst();

/** The step that was done when this one was planned. */
export const stepDoneBy = (db: Db, { lead_id, id, created_at }: StepRow): Promise<StepRow | undefined> =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('lead_id', '=', lead_id)
    .where('done_at', '=', created_at)
    .where('id', '<', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Whether it was planned with a letter that nobody has. */
export async function isOfLetterNotGone(db: Db, { lead_id, created_at }: StepRow): Promise<boolean> {
  const letter = await db
    .selectFrom('outbox')
    .select('id')
    .where('lead_id', '=', lead_id)
    .where('kind', '=', 'reply')
    .where('created_at', '=', created_at)
    .where('state', 'not in', ['accepted', 'withdrawn'])
    .where('sent_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return letter !== undefined;
}

type StepBack = { at: number; step: string; planned: string };

/** How the step of a letter that did not go was taken back; undefined where it was not. */
export async function stepBackOf(db: Db, leadId: string, letterId: string): Promise<StepBack | undefined> {
  const told = await db
    .selectFrom('timeline')
    .select(['at', 'facts'])
    .where('lead_id', '=', leadId)
    .where('kind', '=', 'step-back')
    .orderBy('id', 'desc')
    .execute();
  return told
    .map(({ at, facts }) => ({ at, ...(JSON.parse(facts!) as { letter: string; step: string; planned: string }) }))
    .find(({ letter }) => letter === letterId);
}
