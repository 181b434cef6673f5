import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';

export type Counts = {
  leads: Record<string, number>;
  late: number;
  arrivals: Record<'on-a-lead' | 'not-sure' | 'failed' | 'not-an-enquiry', number>;
  /** Letters that are not settled, by state. */
  outbox: Record<string, number>;
  /** When the letter that waits longest was due, milliseconds UTC. */
  outboxDueAt: number | null;
};

type Counted = { n: number } | undefined;

/** How things stand, for a monitor. Each count is read from an index, most of which hold only what waits. */
export async function readCounts(db: Db): Promise<Counts> {
  const arrivals = () => db.selectFrom('arrivals').select((eb) => eb.fn.countAll<number>().as('n'));
  const [all, placed, notSure, failed, late]: Counted[] = [
    await arrivals().executeTakeFirst(),
    await arrivals().where('lead_id', 'is not', null).executeTakeFirst(),
    await arrivals().where('look_due_at', 'is not', null).where('outcome', '=', 'not-sure').executeTakeFirst(),
    await arrivals().where('retry_due_at', 'is not', null).where('outcome', '=', 'failed').executeTakeFirst(),
    await db
      .selectFrom('leads')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('attention_kind', '=', 'late')
      .where(notPractice('leads'))
      .executeTakeFirst(),
  ];
  const leads = await db
    .selectFrom('leads')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .where(notPractice('leads'))
    .groupBy('state')
    .execute();
  const waiting = await db
    .selectFrom('outbox')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n'), eb.fn.min('due_at').as('due')])
    .where('due_at', 'is not', null)
    .groupBy('state')
    .execute();
  const count = (counted: Counted) => counted?.n ?? 0;
  return {
    leads: { open: 0, later: 0, closed: 0, ...Object.fromEntries(leads.map(({ state, n }) => [state, n])) },
    late: count(late),
    arrivals: {
      'on-a-lead': count(placed),
      'not-sure': count(notSure),
      failed: count(failed),
      'not-an-enquiry': count(all) - count(placed) - count(notSure) - count(failed),
    },
    outbox: { queued: 0, sending: 0, ...Object.fromEntries(waiting.map(({ state, n }) => [state, n])) },
    outboxDueAt: waiting.reduce<number | null>((least, { due }) => (due === null ? least : Math.min(due, least ?? due)), null),
  };
}

/** Letters to customers that are not sent and of which nobody has said what became. */
export async function countUnsent(db: Db): Promise<number> {
  const counted = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('audience', '=', 'customer')
    .where('state', 'in', ['kept', 'refused', 'unknown'])
    .where('settled_by', 'is', null)
    .where('due_at', 'is', null)
    .executeTakeFirst();
  return counted?.n ?? 0;
}

/** How many leads are open, without those for practice. */
export async function openLeadCount(db: Db): Promise<number> {
  const counted = await db
    .selectFrom('leads')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'open')
    .where('practice_at', 'is', null)
    .executeTakeFirst();
  return Number(counted?.n ?? 0);
}
