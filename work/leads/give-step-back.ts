import { nextStep } from '#domain/next-step.ts';
import type { Act } from './act-on-lead.ts';
import { planStep } from './moves.ts';

/**
 * Nothing is to be answered any more: where the step is still the answer that Baton planted, the one that had given way to it at
 * `droppedAt` is planned again, else the lead asks what happens next.
 */
export async function giveStepBack(act: Act, droppedAt: number): Promise<void> {
  const { lead } = act.case;
  const planted = lead.next_suggested_at !== null && lead.next_what === 'Answer';
  if (lead.state !== 'open' || !planted) return;
  const before = await act.tx.db
    .selectFrom('steps')
    .selectAll()
    .where('lead_id', '=', lead.id)
    .where('dropped_at', '=', droppedAt)
    .where('what', '<>', 'Answer')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { timetable, rule } = act.standard;
  if (!before) return planStep(act, nextStep({ is: 'spoke' }, timetable, rule, act.now));
  await planStep(act, {
    what: before.what,
    dueAt: before.due_at,
    waiting: false,
    chosen: before.chosen_at !== null,
    toldThem: before.told_at !== null,
  });
}
