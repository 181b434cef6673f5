import type { Closing, Reason } from '#domain/lead.ts';
import { addTask } from '#store/read-tasks.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { dropStep, endClock, markSeen, moveToKind } from './moves.ts';
import { writeLetter } from './write-letter.ts';

export type Close = {
  outcome: Closing;
  reason?: Reason | undefined;
  value?: number | undefined;
  heardOf?: string | undefined;
  /** 1 to 60; the owner is asked to get in touch again. */
  remindInMonths?: number | undefined;
};

/** Ends the lead with an outcome; a lost one says why. */
export async function closeCase(act: Act, { outcome, reason, value, heardOf, remindInMonths }: Close): Promise<void> {
  const { lead } = act.case;
  if (lead.state === 'closed') throw new Refusal(409, 'This lead is closed already.');
  if (outcome === 'lost' && !reason) throw new Refusal(422, 'Say why it was lost.', { field: 'reason' });
  if (remindInMonths !== undefined) await remind(act, remindInMonths);
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

/** On the first business day so many months from now, at opening. */
async function remind(act: Act, months: number): Promise<void> {
  const { tx, now, by, made, standard, case: known } = act;
  const { timetable } = standard;
  if (!Number.isInteger(months) || months < 1 || months > 60)
    throw new Refusal(422, 'remindInMonths should be a whole number from 1 to 60.', { field: 'remindInMonths' });
  const day = Temporal.PlainDate.from(timetable.dayOf(now)).add({ months }).toString();
  const id = tx.id();
  const dueAt = timetable.blocksOn(timetable.addBusinessDays(day, 0))[0]!.from;
  await addTask(tx.db, {
    id,
    lead_id: known.lead.id,
    member_id: known.lead.owner_id ?? known.lead.owned_by_id,
    asked_by: by ?? known.lead.owned_by_id,
    what: 'Get in touch again',
    due_at: dueAt,
    done_at: null,
    dropped_at: null,
    look_due_at: null,
    created_at: now,
  });
  made.push({ table: 'tasks', id });
  act.tell('reminder', { task: id, due: dueAt });
}

/** With a message, a kind letter goes in the same thread ten seconds later; the lead is closed at once, and undo takes both back. */
export const closeLead = (
  env: Env,
  which: Which,
  actor: Actor,
  { message, ...close }: Close & { message?: string | undefined },
) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'close', async (act) => {
      markSeen(act);
      if (message !== undefined && act.case.lead.state !== 'closed') await writeLetter(act, { text: message });
      await closeCase(act, close);
    }),
  );
