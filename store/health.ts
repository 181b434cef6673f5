import { findChore } from './chores.ts';
import type { Db } from './engine.ts';

/** When the clock last ticked (milliseconds); null where it never has. */
export const remindersLastRan = async (db: Db): Promise<number | null> => (await findChore(db, 'tick'))?.finished_at ?? null;

/** How many answers fell due between two moments (the later one included) and were still owed then. */
export async function answersDueBetween(db: Db, from: number, until: number): Promise<number> {
  const { many } = await db
    .selectFrom('clocks')
    .innerJoin('leads', 'leads.id', 'clocks.lead_id')
    .select((eb) => eb.fn.countAll<number>().as('many'))
    .where('leads.practice_at', 'is', null)
    .where('leads.history_at', 'is', null)
    .where((eb) => {
      const due = eb.fn.coalesce('clocks.told_due_at', 'clocks.due_at');
      const after = (ended: 'clocks.answered_at' | 'clocks.ended_at') => eb.or([eb(ended, 'is', null), eb(ended, '>', due)]);
      return eb.and([eb(due, '>', from), eb(due, '<=', until), after('clocks.answered_at'), after('clocks.ended_at')]);
    })
    .executeTakeFirstOrThrow();
  return Number(many);
}
