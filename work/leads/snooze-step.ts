import { queueLetter } from '#store/outbox.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen, planStep } from './moves.ts';

/** As far ahead as anybody is reminded or promised something. Milliseconds. */
export const furthest = 400 * 86_400_000;

/**
 * Moves the next step to another time. Where an answer is owed, the member is reminded of it then, if it is still owed and the
 * step still stands; what the customer was told stays.
 */
export const snoozeStep = (env: Env, which: Which, actor: Actor, until: number) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'snooze', async (act) => {
      const { lead, clock } = act.case;
      if (lead.state !== 'open') throw new Refusal(409, 'Only an open lead has a next step. Reopen it first.');
      if (until <= act.now || until > act.now + furthest)
        throw new Refusal(422, 'Choose a time that is still to come, within a year.', { field: 'until' });
      markSeen(act);
      await planStep(act, { what: lead.next_what!, dueAt: until, waiting: lead.waiting_until_at !== null, chosen: true });
      if (clock?.try_due_at) clock.try_due_at = until;
      act.tell('snoozed', { until });
      if (clock && actor.memberId) await remind(act, actor.memberId, clock.id, until);
    }),
  );

async function remind({ tx, made, case: { lead } }: Act, memberId: string, clockId: string, until: number): Promise<void> {
  const id = tx.id();
  await queueLetter(tx.db, {
    id,
    key: `notice:${clockId}:snoozed-${lead.step_id}:${memberId}`,
    kind: 'notice',
    audience: 'member',
    dueAt: until,
    at: tx.now,
    leadId: lead.id,
    clockId,
    memberId,
    body: JSON.stringify({ kind: 'snoozed', step: lead.step_id }),
  });
  made.push({ table: 'outbox', id });
}
