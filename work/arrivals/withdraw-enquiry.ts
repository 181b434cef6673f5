import { nextStep } from '#domain/next-step.ts';
import { findArrival } from '#store/arrivals.ts';
import type { Tx } from '#store/engine.ts';
import { addTouch } from '#store/leads.ts';
import { queueLetter } from '#store/outbox.ts';
import type { ArrivalRow, ClockRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { type Act, actOnLead, baton } from '../leads/act-on-lead.ts';
import { endClock, planStep } from '../leads/moves.ts';
import { Refusal } from '../refusal.ts';

/**
 * They no longer need it. Nothing is closed by that alone: a person closes, with the reason "withdrawn" at hand and the review to
 * ask about it. But nobody is kept waiting any more, so the clock ends. Saying it twice is saying it once.
 */
export const withdrawEnquiry = (env: Env, arrivalId: string, reason: string): Promise<void> =>
  env.write(async (tx) => {
    const arrival = await findArrival(tx.db, arrivalId);
    if (!arrival?.lead_id) throw new Refusal(404, 'There is no such enquiry.');
    const { numUpdatedRows } = await tx.db
      .updateTable('arrivals')
      .set({ withdrawn_at: tx.now })
      .where('id', '=', arrivalId)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await actOnLead(tx, { id: arrival.lead_id }, baton, 'withdraw', (act) => noLongerNeeded(act, arrival, reason || null));
  });

async function noLongerNeeded(act: Act, arrival: ArrivalRow, reason: string | null): Promise<void> {
  const { tx, case: known, standard } = act;
  const { lead, clock } = known;
  const touchId = tx.id();
  await addTouch(tx.db, {
    id: touchId,
    lead_id: lead.id,
    contact_id: lead.contact_id,
    kind: arrival.source,
    direction: 'in',
    result: 'received',
    text: reason,
    minutes: null,
    member_id: null,
    arrival_id: null,
    outbox_id: null,
    courtesy_at: null,
    at: act.now,
    recorded_at: act.now,
    undone_at: null,
  });
  lead.last_contact_at = Math.max(lead.last_contact_at ?? 0, act.now);
  act.tell('withdrawn', { arrival: arrival.id, touch: touchId });
  if (lead.state === 'closed') return;
  const owedElsewhere = clock && (await othersWait(tx, arrival, clock));
  if (!owedElsewhere) {
    await endClock(act);
    if (lead.state === 'later') Object.assign(lead, { state: 'open', later_until_at: null });
    const { dueAt } = nextStep({ is: 'spoke' }, standard.timetable, standard.rule, act.now);
    await planStep(act, { what: 'They no longer need it: close it?', dueAt, waiting: false });
  }
  if (!lead.owner_id || lead.practice_at !== null) return;
  await queueLetter(tx.db, {
    id: tx.id(),
    key: `notice:withdrawn:${arrival.id}:${lead.owner_id}`,
    kind: 'notice',
    audience: 'member',
    dueAt: standard.timetable.isOpen(act.now) ? act.now : standard.timetable.nextOpening(act.now),
    at: act.now,
    leadId: lead.id,
    touchId,
    memberId: lead.owner_id,
    body: JSON.stringify({ kind: 'withdrawn' }),
  });
  tx.after('outbox');
}

/** Another enquiry of theirs on the same lead that came since the clock began, and for which an answer is owed all the same. */
async function othersWait(tx: Tx, arrival: ArrivalRow, clock: ClockRow): Promise<boolean> {
  const other = await tx.db
    .selectFrom('arrivals')
    .select('id')
    .where('lead_id', '=', clock.lead_id)
    .where('id', '<>', arrival.id)
    .where('received_at', '>=', clock.started_at)
    .where('withdrawn_at', 'is', null)
    .where((eb) => eb.or([eb('thread', 'is', null), eb('thread', '<>', arrival.id)]))
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
