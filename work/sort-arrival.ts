import type { Message } from '#channels/channel.ts';
import { pointsOf } from '#domain/contact.ts';
import { isSource } from '#domain/source.ts';
import { findChannel, takeArrival } from '#store/arrivals.ts';
import type { Tx } from '#store/engine.ts';
import type { ArrivalRow, LeadRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import { chooseOwner } from './choose-owner.ts';
import type { Env } from './env.ts';
import { findOrAddContact } from './find-contact.ts';
import { Refusal } from './refusal.ts';
import { decide, placeEnquiry } from './understand-arrival.ts';

export type SortAs = 'enquiry' | 'known-customer' | 'not-an-enquiry';
type Asked = { id: string; memberId: string; as: SortAs; remember?: boolean | undefined };

/** A person says what an arrival is. An enquiry keeps the time at which it really came. */
export const sortArrival = (
  env: Env,
  { id, memberId, as, remember }: Asked,
): Promise<{ arrival: ArrivalRow; lead: LeadRow | null }> =>
  env.write(async (tx) => {
    const arrival = await takeArrival(tx.db, id);
    if (!arrival) throw new Refusal(404, 'There is no such arrival.');
    if (arrival.lead_id !== null) throw new Refusal(409, 'This is on a lead already.');
    const standard = await readStandard(tx.db);
    const message = messageOf(arrival);
    const channel = (await findChannel(tx.db, arrival.channel_id))!;
    if (remember && as !== 'enquiry') await rememberSender(tx, message, as, memberId, standard.team.country);
    if (as === 'not-an-enquiry') return decide(tx, arrival, { outcome: as, reason: 'sorted by a person', decided_by: memberId });
    if (as === 'known-customer') {
      const more = {
        region: standard.team.country,
        practiceAt: arrival.practice_at,
        historyAt: null,
        language: arrival.language,
      };
      const { contact } = await findOrAddContact(tx, message.from, more);
      return decide(tx, arrival, {
        outcome: 'linked',
        reason: 'a known customer, no new job',
        decided_by: memberId,
        contact_id: contact.id,
      });
    }
    const ownerId = await chooseOwner(tx.db, channel, standard);
    const placed = await placeEnquiry(tx, standard, arrival, { channel, message, door: {}, ownerId, sorted: { by: memberId } });
    return placed;
  });

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
  by: string,
  region: string,
): Promise<void> {
  const more = { region, practiceAt: null, historyAt: null, language: null };
  await findOrAddContact(tx, message.from, more);
  for (const { kind, value } of pointsOf(message.from, region))
    await tx.db
      .updateTable('points')
      .set({ sorted_as: as, sorted_by: by })
      .where('kind', '=', kind)
      .where('value', '=', value)
      .execute();
}
