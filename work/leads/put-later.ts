import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { dropStep, endClock, markSeen } from './moves.ts';

export type Later = { until: number; what?: string | undefined };

/** Asleep until a date: not open work, not lost; it comes back by itself. */
export async function putCaseLater(act: Act, { until, what }: Later, field = 'until'): Promise<void> {
  const { lead } = act.case;
  if (lead.state === 'closed') throw new Refusal(409, 'This lead is closed. Reopen it first.');
  if (until <= act.now) throw new Refusal(422, 'Choose a date that is still to come.', { field });
  await endClock(act);
  await dropStep(act);
  Object.assign(lead, {
    state: 'later',
    later_until_at: until,
    later_count: lead.later_count + 1,
    next_what: what ?? 'Get in touch again',
    next_suggested_at: what ? null : act.now,
    inbound_count: 0,
  });
  act.tell('later', { until });
}

/** Puts a lead to sleep until a day, with what is to happen then. */
export const putLater = (env: Env, which: Which, actor: Actor, later: Later) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'later', async (act) => {
      markSeen(act);
      await putCaseLater(act, later);
    }),
  );
