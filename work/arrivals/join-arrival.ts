import { answerBy } from '#domain/answer-by.ts';
import { type Decision, findChannel, takeArrival } from '#store/arrivals.ts';
import { setColumns } from '#store/insert.ts';
import { findLeadByNumber, findSurvivor } from '#store/leads.ts';
import type { ArrivalRow, ChannelRow, LeadRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { type Act, type Actor, actOnLead, baton, type Done } from '../leads/act-on-lead.ts';
import { decisionOf } from '../leads/keep-undo.ts';
import { closeAsMerged } from '../leads/merge-leads.ts';
import { endClock, markSeen } from '../leads/moves.ts';
import { planAnswer, replaceClock } from '../leads/replace-clock.ts';
import { tellOwner } from '../letters/announce.ts';
import { Refusal } from '../refusal.ts';
import { receiveOn, wasSpoken } from './join-lead.ts';
import { messageOf } from './sort-arrival.ts';
import type { Moved } from './split-arrival.ts';
import { takeOff } from './take-off.ts';

/**
 * A person puts an arrival on a lead that is there: one nobody was sure of, or one that stood on another lead. A lead that held
 * nothing else is merged by that.
 */
export const joinArrival = (
  env: Env,
  { id, lead: number, memberId }: { id: string; lead: number; memberId: string },
): Promise<Done<Moved>> =>
  env.write(async (tx) => {
    const arrival = await takeArrival(tx.db, id);
    if (!arrival) throw new Refusal(404, 'There is no such arrival.');
    const named = await findLeadByNumber(tx.db, number);
    const target = named && (await findSurvivor(tx.db, named.id));
    if (!target) throw new Refusal(422, `There is no lead #${number}.`, { field: 'lead' });
    const from = arrival.lead_id ? (await findSurvivor(tx.db, arrival.lead_id))! : null;
    if (from?.id === target.id) throw new Refusal(409, `This is on #${target.number} already.`);
    if (target.outcome === 'won') throw new Refusal(409, `#${target.number} was won. Reopen it, or make this a lead of its own.`);
    const channel = (await findChannel(tx.db, arrival.channel_id))!;
    const spoken = await wasSpoken(tx.db, id);
    return actOnLead(tx, { id: target.id }, { memberId }, 'join', async (act) => {
      const left = from && (await leave(act, arrival, from, { memberId }));
      const message = messageOf(arrival);
      const by = spoken ? { memberId: arrival.logged_by } : baton;
      const joined = await receiveOn(act, by, { arrival, channel, message, leadId: target.id, spoken });
      if (!joined.courtesy && !spoken) await waitSince(act, arrival, channel);
      act.tell('put-here', { arrival: id, ...(left ? { lead: left.number } : {}) });
      markSeen(act);
      const { lead, clock } = act.case;
      if (!joined.courtesy && !spoken)
        await tellOwner(tx, act.standard, { lead, clock, by: memberId, isNew: joined.clockStarted, made: act.made });
      const decision: Partial<Decision> = {
        outcome: 'linked',
        reason: 'put there by a person',
        decided_by: memberId,
        decided_at: tx.now,
        lead_id: target.id,
        contact_id: arrival.contact_id ?? target.contact_id,
        owner_id: null,
        look_due_at: null,
        retry_due_at: null,
      };
      await setColumns(tx.db, 'arrivals', id, decision);
      act.made.push(decisionOf(arrival));
      return { arrival: { ...arrival, ...decision }, lead, from: left };
    });
  });

/** Off the lead that it was on. What opened a lead takes it along, unless more has happened there. */
async function leave({ tx, made, case: { lead: to } }: Act, arrival: ArrivalRow, from: LeadRow, actor: Actor): Promise<LeadRow> {
  const opened = arrival.outcome === 'lead';
  if (opened && (await holdsMore(from.id, arrival.id)))
    throw new Refusal(409, `This opened #${from.number}, and more has happened there. Merge the two leads instead.`);
  if (opened && from.state === 'closed') throw new Refusal(409, `#${from.number} is closed. Reopen it first.`);
  const { lead, undo } = await actOnLead(tx, { id: from.id }, actor, 'take-off', async (act) => {
    // A lead that goes as a whole keeps its step and stage for whoever looks at it; only its clock ends.
    if (opened) await endClock(act);
    await takeOff(act, arrival);
    act.tell('put-elsewhere', { arrival: arrival.id, lead: to.number });
    if (opened) closeAsMerged(act, to);
  });
  if (undo) made.push({ table: 'undo', id: undo.id });
  return lead;

  async function holdsMore(leadId: string, arrivalId: string): Promise<boolean> {
    const touch = await tx.db
      .selectFrom('touches')
      .select('id')
      .where('lead_id', '=', leadId)
      .where('undone_at', 'is', null)
      .where((eb) => eb.or([eb('arrival_id', 'is', null), eb('arrival_id', '<>', arrivalId)]))
      .limit(1)
      .executeTakeFirst();
    return touch !== undefined;
  }
}

/** It came before what the running clock counts from: they have waited since then. */
async function waitSince(act: Act, arrival: ArrivalRow, channel: ChannelRow): Promise<void> {
  const { clock, lead } = act.case;
  if (!clock || clock.started_at <= arrival.received_at) return;
  const { rule, timetable, team } = act.standard;
  const by = answerBy(
    {
      receivedAt: arrival.received_at,
      kind: lead.first_answer_at === null ? 'first' : 'again',
      source: messageOf(arrival).source,
      channel: channel.id,
      urgent: lead.urgent_at !== null,
      onCall: rule.urgentOutside === 'on-call' && team.on_call !== null,
    },
    rule,
    timetable,
  );
  const earlier = { ...clock, started_at: arrival.received_at, due_at: by.dueAt, rule: JSON.stringify(by.why) };
  await planAnswer(act, await replaceClock(act, earlier));
}
