import type { Message } from '#channels/channel.ts';
import { pointsOf } from '#domain/contact.ts';
import { isSource } from '#domain/source.ts';
import { findChannel, takeArrival } from '#store/arrivals.ts';
import { findPoint, sortSender } from '#store/contacts.ts';
import type { Tx } from '#store/engine.ts';
import type { ArrivalRow, LeadRow } from '#store/schema.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { decisionOf, keepUndo, type Undo, type Undoable } from '../leads/keep-undo.ts';
import { Refusal } from '../refusal.ts';
import { chooseOwner } from './choose-owner.ts';
import { findOrAddContact } from './find-contact.ts';
import { decide, placeEnquiry } from './understand-arrival.ts';

export type SortAs = 'enquiry' | 'known-customer' | 'not-an-enquiry';
type Asked = { id: string; memberId: string; as: SortAs; remember?: boolean | undefined };

export type Sorted = { arrival: ArrivalRow; lead: LeadRow | null; undo: Undo };

/** A person says what an arrival is, and can take it back for ten seconds. An enquiry keeps the time at which it really came. */
export const sortArrival = (env: Env, { id, memberId, as, remember }: Asked): Promise<Sorted> =>
  env.write(async (tx) => {
    const arrival = await takeArrival(tx.db, id);
    if (!arrival) throw new Refusal(404, 'There is no such arrival.');
    if (arrival.lead_id !== null) throw new Refusal(409, 'This is on a lead already.');
    const standard = await readStandard(tx.db);
    const undo: Undoable = { by: memberId, made: [decisionOf(arrival)] };
    if (remember && as !== 'enquiry') await rememberSender(tx, messageOf(arrival), as, undo, standard.team.country);
    const sorted = await sortAs(tx, standard, arrival, as, undo);
    return { ...sorted, undo: await keepUndo(tx, { memberId, what: 'sort', arrivalId: id, made: undo.made }) };
  });

async function sortAs(tx: Tx, standard: Standard, arrival: ArrivalRow, as: SortAs, undo: Undoable) {
  const message = messageOf(arrival);
  if (as === 'not-an-enquiry') return decide(tx, arrival, { outcome: as, reason: 'sorted by a person', decided_by: undo.by });
  if (as === 'known-customer') {
    const more = { region: standard.team.country, practiceAt: arrival.practice_at, historyAt: null, language: arrival.language };
    const { contact } = await findOrAddContact(tx, message.from, more);
    return decide(tx, arrival, {
      outcome: 'linked',
      reason: 'a known customer, no new job',
      decided_by: undo.by,
      contact_id: contact.id,
    });
  }
  const channel = (await findChannel(tx.db, arrival.channel_id))!;
  const ownerId = await chooseOwner(tx.db, channel, standard);
  return placeEnquiry(tx, standard, arrival, { channel, message, door: {}, ownerId, sorted: { by: undo.by }, undo });
}

/** What was kept of the message is enough to understand it again. */
export const messageOf = (arrival: ArrivalRow): Message => ({
  is: 'message',
  source: isSource(arrival.source) ? arrival.source : 'other',
  from: {
    ...(arrival.from_name ? { name: arrival.from_name } : {}),
    ...(arrival.from_email ? { email: arrival.from_email } : {}),
    ...(arrival.from_phone ? { phone: arrival.from_phone } : {}),
    ...(arrival.from_handle ? { handle: arrival.from_handle } : {}),
    ...(arrival.company ? { company: arrival.company } : {}),
  },
  asked: arrival.asked,
  ...(arrival.subject ? { subject: arrival.subject } : {}),
  ...(arrival.thread ? { thread: arrival.thread } : {}),
  ...(arrival.urgent_at ? { urgent: true } : {}),
});

/** The next time this sender comes in, it is sorted the same way by itself. */
async function rememberSender(
  tx: Tx,
  message: Message,
  as: Exclude<SortAs, 'enquiry'>,
  { by, made }: Undoable,
  region: string,
): Promise<void> {
  const more = { region, practiceAt: null, historyAt: null, language: null };
  await findOrAddContact(tx, message.from, more);
  for (const { kind, value } of pointsOf(message.from, region)) {
    const [point] = await findPoint(tx.db, { kind, value });
    made.push({ table: 'points', kind, value, was: { sorted_as: point!.sorted_as, sorted_by: point!.sorted_by } });
    await sortSender(tx.db, { kind, value }, { sorted_as: as, sorted_by: by });
  }
}
