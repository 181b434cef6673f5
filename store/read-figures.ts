import type { Expression, SqlBool } from 'kysely';
import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import { answeredInTime, cameSince, firstDue } from './read-table.ts';

type WeekFigures = {
  came: number;
  /** Of those that came, whose answer went in time, and of how many that can be said already. */
  inTime: number;
  decided: number;
  /** When each of those answered came and was answered. */
  answered: { from: number; until: number }[];
};

/** What came since a moment and how it was answered; the same rows as the table shows for it. */
export async function weekFigures(db: Db, since: number, now: number): Promise<WeekFigures> {
  const came = db.selectFrom('leads').where(notPractice('leads')).where(cameSince(since));
  const counted = came.select((eb) => {
    const many = (which: Expression<SqlBool>) => eb.fn.sum<number | null>(eb.case().when(which).then(1).else(0).end());
    return [
      eb.fn.countAll<number>().as('came'),
      many(answeredInTime()).as('in_time'),
      many(eb.and([eb('leads.first_answer_at', 'is', null), eb('leads.state', '=', 'open'), eb(firstDue(), '<=', now)])).as(
        'late',
      ),
    ];
  });
  const [{ came: all, in_time, late }, answered] = await Promise.all([
    counted.executeTakeFirstOrThrow(),
    // Only of these is each one looked at: what is in the middle of them cannot be counted.
    came
      .where('leads.first_answer_at', 'is not', null)
      .select((eb) => ['leads.received_at as from', eb.ref('leads.first_answer_at').$notNull().as('until')])
      .execute(),
  ]);
  return { came: Number(all), inTime: Number(in_time ?? 0), decided: answered.length + Number(late ?? 0), answered };
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
