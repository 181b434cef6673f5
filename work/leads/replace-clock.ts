import { answerDueAt } from '#domain/outlook.ts';
import { addClock } from '#store/leads.ts';
import type { ClockRow } from '#store/schema.ts';
import type { Act } from './act-on-lead.ts';
import { endClock, planStep } from './moves.ts';

/**
 * An answer that was owed elsewhere is owed on this lead: its clock goes on here as it was, in place of the one that runs, and
 * nothing is due later than it was before.
 */
export async function replaceClock(act: Act, owed: ClockRow): Promise<ClockRow> {
  const { lead, clock: before } = act.case;
  await endClock(act);
  const clock: ClockRow = {
    ...owed,
    id: act.tx.id(),
    lead_id: lead.id,
    kind: owed.kind === 'undelivered' ? 'undelivered' : lead.first_answer_at === null ? 'first' : 'again',
    due_at: Math.min(owed.due_at, before?.due_at ?? owed.due_at),
    answered_at: null,
    touch_id: null,
    ended_at: null,
    // What has been told is told.
    noticed_at: Math.max(owed.noticed_at, before?.noticed_at ?? 0),
  };
  await addClock(act.tx.db, clock);
  act.made.push({ table: 'clocks', id: clock.id });
  act.case.clock = clock;
  return clock;
}

/** The next step is to answer, by the time of the clock that runs. */
export const planAnswer = (act: Act, clock: ClockRow): Promise<void> =>
  planStep(act, {
    what: 'Answer',
    dueAt: answerDueAt({ dueAt: clock.due_at, toldDueAt: clock.told_due_at }),
    waiting: false,
  });
