import type { Closing, Reason } from '#domain/lead.ts';
import { type Act, type Actor, actOnLead, type Which } from './act-on-lead.ts';
import type { Env } from './env.ts';
import { dropStep, endClock, markSeen, moveToKind } from './moves.ts';
import { Refusal } from './refusal.ts';

export type Close = { outcome: Closing; reason?: Reason | undefined; value?: number | undefined; heardOf?: string | undefined };

/** Ends the lead with an outcome; a lost one says why. */
export async function closeCase(act: Act, { outcome, reason, value, heardOf }: Close): Promise<void> {
  const { lead } = act.case;
  if (lead.state === 'closed') throw new Refusal(409, 'This lead is closed already.');
  if (outcome === 'lost' && !reason) throw new Refusal(422, 'Say why it was lost.', { field: 'reason' });
  await endClock(act);
  await dropStep(act);
  lead.stage_before_closing = lead.stage;
  lead.stage_before_waiting = null;
  if (outcome === 'won' || outcome === 'lost') await moveToKind(act, outcome);
  if (value !== undefined) lead.value = value;
  if (heardOf !== undefined) lead.heard_of = heardOf;
  if (act.case.handOver) act.case.handOver.ended_at = act.now;
  Object.assign(lead, {
    state: 'closed',
    owned_by_id: lead.owner_id ?? lead.owned_by_id,
    owner_id: null,
    later_until_at: null,
    outcome,
    reason: outcome === 'lost' ? reason : null,
    closed_at: act.now,
  });
  act.tell('closed', { outcome, ...(outcome === 'lost' ? { reason } : {}) });
}

export const closeLead = (env: Env, which: Which, actor: Actor, close: Close) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'close', async (act) => {
      markSeen(act);
      await closeCase(act, close);
    }),
  );
