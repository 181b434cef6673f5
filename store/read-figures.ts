import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import { cameSince, firstDue } from './read-table.ts';

export type WeekFigures = {
  came: number;
  /** Of those that came, whose answer went in time, and of how many that can be said already. */
  inTime: number;
  decided: number;
  /** When each of those answered came and was answered. */
  answered: { from: number; until: number }[];
};

/** What came since a moment and how it was answered; the same rows as the table shows for it. */
export async function weekFigures(db: Db, since: number, now: number): Promise<WeekFigures> {
  const rows = await db
    .selectFrom('leads')
    .where(notPractice('leads'))
    .where(cameSince(since))
    .select(['leads.received_at as from', 'leads.first_answer_at as until', 'leads.state', firstDue().as('due')])
    .execute();
  const answered = rows.flatMap(({ from, until, due }) => (until === null ? [] : [{ from, until, due }]));
  const late = rows.filter(({ until, state, due }) => until === null && state === 'open' && due !== null && due <= now);
  return {
    came: rows.length,
    inTime: answered.filter(({ until, due }) => due === null || until <= due).length,
    decided: answered.length + late.length,
    answered,
  };
}

/** Next steps that were done since a moment, by one member or by all. */
export async function stepsDoneSince(db: Db, since: number, memberId?: string): Promise<number> {
  const query = db
    .selectFrom('steps')
    .select((eb) => eb.fn.countAll<number>().as('many'))
    .where('done_at', '>=', since);
  const { many } = await (memberId === undefined ? query : query.where('done_by', '=', memberId)).executeTakeFirstOrThrow();
  return Number(many);
}

/** Open leads in these stages. */
export async function openInStages(db: Db, stages: readonly string[]): Promise<number> {
  const { many } = await db
    .selectFrom('leads')
    .select((eb) => eb.fn.countAll<number>().as('many'))
    .where('state', '=', 'open')
    .where('stage', 'in', [...stages])
    .where(notPractice('leads'))
    .executeTakeFirstOrThrow();
  return Number(many);
}

/** What is next on somebody's list though nothing is due: the soonest step of theirs. */
export const nextStepOf = (db: Db, ownerId?: string) => {
  const query = db
    .selectFrom('leads')
    .innerJoin('contacts', 'contacts.id', 'leads.contact_id')
    .select(['leads.number', 'leads.next_what', 'leads.next_due_at', 'contacts.name', 'contacts.company'])
    .where('leads.state', '=', 'open')
    .where(notPractice('leads'))
    .orderBy('leads.next_due_at')
    .limit(1);
  return (ownerId === undefined ? query : query.where('leads.owner_id', '=', ownerId)).executeTakeFirst();
};
