import type { Item, Message } from '#channels/channel.ts';
import { answerBy } from '#domain/answer-by.ts';
import { answerDueAt } from '#domain/outlook.ts';
import type { Source } from '#domain/source.ts';
import { addArrival, type Decision, decideArrival, isKept } from '#store/arrivals.ts';
import type { Tx } from '#store/engine.ts';
import { findClosedLeadOf, findMergedLeadOf, findOpenLeadOf, findSurvivor } from '#store/leads.ts';
import type { ArrivalRow, ChannelRow, ContactRow, LeadRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import { findLeadOfThread } from '#store/threads.ts';
import type { Undoable } from '../leads/keep-undo.ts';
import { acknowledge, tellOwner } from '../letters/announce.ts';
import { chooseOwner } from './choose-owner.ts';
import { findOrAddContact } from './find-contact.ts';
import { hintSamePerson } from './hint-same-person.ts';
import { isOnlyCourtesy, joinLead } from './join-lead.ts';
import { openLead } from './open-lead.ts';
import type { Door } from './receive.ts';

const reopenWithin = 30 * 86_400_000;

/** Logged by hand, these were answered on the spot. */
export const spokenOnTheSpot: readonly Source[] = ['walk-in', 'phone'];

type Understood = { arrival: ArrivalRow; lead: LeadRow | null };
type Known = { channel: ChannelRow; item: Item; door: Door; undo?: Undoable | undefined };

/**
 * Decides what an arrival is: a new lead, a message on a lead, no enquiry, or not sure. The one deed behind every door; it may be
 * run again on an arrival that failed.
 */
export async function understandArrival(tx: Tx, standard: Standard, arrival: ArrivalRow, known: Known): Promise<Understood> {
  const { item, channel, door, undo } = known;
  if (item.is === 'noise') return decide(tx, arrival, { outcome: 'not-an-enquiry', reason: item.reason });
  if (item.is === 'test') return decide(tx, arrival, { outcome: 'not-an-enquiry', reason: 'test' });
  if (item.is !== 'message') return decide(tx, arrival, { outcome: 'not-an-enquiry', reason: item.is });
  const ownerId = door.ownerId ?? (await chooseOwner(tx.db, channel, standard));
  if (arrival.doubt)
    return decide(tx, arrival, {
      outcome: 'not-sure',
      reason: arrival.doubt,
      ...lookBy(arrival, item, ownerId, channel, standard),
    });
  return placeEnquiry(tx, standard, arrival, { channel, message: item, door, ownerId, undo });
}

/** When somebody has to have looked at what we are not sure of: by the time an answer would be due. */
function lookBy(arrival: ArrivalRow, message: Message, ownerId: string, channel: ChannelRow, { rule, timetable }: Standard) {
  const owed = { receivedAt: arrival.received_at, kind: 'first' as const, source: message.source, channel: channel.id };
  return { owner_id: ownerId, look_due_at: answerBy(owed, rule, timetable).dueAt };
}

type Placing = {
  channel: ChannelRow;
  message: Message;
  door: Door;
  ownerId: string;
  sorted?: { by: string };
  undo?: Undoable | undefined;
};

/** Somebody wants something: the contact is found or made, a lead is joined or opened. */
export async function placeEnquiry(tx: Tx, standard: Standard, arrival: ArrivalRow, placing: Placing): Promise<Understood> {
  const { channel, message, door, ownerId, sorted, undo } = placing;
  const ofThread = message.thread ? await findLeadOfThread(tx.db, channel.id, message.thread, arrival.id) : null;
  const found = await findOrAddContact(tx, message.from, {
    region: standard.team.country,
    practiceAt: arrival.practice_at,
    historyAt: arrival.history_at,
    language: arrival.language,
    fields: arrival.fields,
  });
  const { contact } = found;
  const decided = { contact_id: contact.id, decided_by: sorted?.by ?? null };
  if (found.sortedAs && !sorted && !ofThread) {
    const reason = 'this sender was sorted so before';
    const outcome = found.sortedAs === 'known-customer' ? ('linked' as const) : ('not-an-enquiry' as const);
    return decide(tx, arrival, { outcome, reason, ...decided });
  }
  const by = door.by ?? null;
  const isHistory = arrival.history_at !== null;
  // A visitor was spoken to by whoever wrote it down, also where nobody says who that was.
  const spoken =
    !isHistory && (by === null ? message.source === 'walk-in' : (door.spoken ?? spokenOnTheSpot.includes(message.source)));
  const leadId = ofThread ?? (found.isNew ? null : await leadToJoin(tx, arrival, message, contact));
  if (leadId) {
    const joining = { arrival, channel, message, leadId, detail: door.detail ?? false, spoken, step: door.step, undo };
    const joined = await joinLead(tx, { memberId: by }, joining);
    const { lead, clock } = joined.case;
    if (found.sameAs) await hintSamePerson(tx, lead, found.sameAs);
    const news = !joined.courtesy && !isHistory && !spoken && (joined.clockStarted || !door.detail);
    if (news && lead.owner_id) await tellOwner(tx, standard, { lead, clock, by, isNew: joined.clockStarted, made: undo?.made });
    const outcome = { outcome: 'linked' as const, reason: joined.courtesy ? 'a courtesy' : null, lead_id: lead.id };
    const toldDueAt = clock && !isHistory && !spoken ? due(clock) : null;
    return decide(tx, arrival, { ...outcome, told_due_at: toldDueAt, ...decided }, lead);
  }
  const { step } = door;
  const { lead, clock } = await openLead(tx, standard, { arrival, channel, contact, message, ownerId, by, spoken, step });
  if (found.sameAs) await hintSamePerson(tx, lead, found.sameAs);
  if (door.acknowledge && contact.email && !spoken && !isHistory) await acknowledge(tx, { lead, arrival, contact });
  if (!spoken) await tellOwner(tx, standard, { lead, clock, by, isNew: true, made: undo?.made });
  undo?.made.push({ table: 'leads', id: lead.id, version: lead.version });
  const toldDueAt = spoken || !clock ? null : due(clock);
  return decide(tx, arrival, { outcome: 'lead', lead_id: lead.id, told_due_at: toldDueAt, ...decided }, lead);
}

const due = (clock: { due_at: number; told_due_at: number | null }) =>
  answerDueAt({ dueAt: clock.due_at, toldDueAt: clock.told_due_at });

/** The contact's open or sleeping lead, then one closed not long ago; else a new one. */
async function leadToJoin(tx: Tx, arrival: ArrivalRow, message: Message, contact: ContactRow): Promise<string | null> {
  if (contact.each_thread_at !== null) return null;
  const [open] = await findOpenLeadOf(tx.db, { contact: contact.id });
  if (open) return open.id;
  const [merged] = await findMergedLeadOf(tx.db, { contact: contact.id });
  const survivor = merged && (await findSurvivor(tx.db, merged.id));
  if (survivor && survivor.state !== 'closed') return survivor.id;
  const [closed] = await findClosedLeadOf(tx.db, { contact: contact.id });
  const recent = closed && closed.outcome !== 'won' && arrival.received_at - closed.closed_at! <= reopenWithin;
  if (recent) return closed.id;
  // A thank-you after it is over wants nothing, so it opens nothing.
  return closed && (await isOnlyCourtesy(tx.db, closed.id, message, arrival.id)) ? closed.id : null;
}

/** Records the decision on the arrival and gives back how it stands now. */
export async function decide(
  tx: Tx,
  arrival: ArrivalRow,
  decision: Partial<Decision> & Pick<Decision, 'outcome'>,
  lead: LeadRow | null = null,
): Promise<Understood> {
  const whole: Decision = {
    reason: null,
    decided_by: null,
    decided_at: tx.now,
    lead_id: null,
    contact_id: arrival.contact_id,
    owner_id: null,
    look_due_at: null,
    retry_due_at: null,
    attempts: arrival.attempts + 1,
    told_due_at: arrival.told_due_at,
    ...decision,
  };
  const decided = { ...arrival, ...whole };
  tx.after('arrivals');
  if (decided.lead_id) tx.after(`lead:${decided.lead_id}`);
  // One that has just come is written once, with what became of it.
  await (isKept(arrival) ? decideArrival(tx.db, { ...whole, id: arrival.id }) : addArrival(tx.db, decided));
  return { arrival: decided, lead };
}
