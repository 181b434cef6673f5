import type { Message } from '#channels/channel.ts';
import { findChannel } from '#store/arrivals.ts';
import type { Tx } from '#store/engine.ts';
import { findMember } from '#store/members.ts';
import { openPractice } from '#store/practice.ts';
import type { Env } from '../env.ts';
import { actOnLead } from '../leads/act-on-lead.ts';
import { closeAsNoEnquiry } from '../leads/take-back-lead.ts';
import { Refusal } from '../refusal.ts';
import { type Received, receiveItems } from './receive.ts';

const form = 'website';

/**
 * A member sends the team an enquiry to see what happens. It goes the way of the form, but carries nothing by which a real one
 * could be taken for it, and it counts nowhere.
 */
export async function practise(env: Env, { memberId }: { memberId: string }): Promise<Received> {
  const [member, channel] = await Promise.all([findMember(env.read, memberId), findChannel(env.read, form)]);
  if (!member || member.role === 'viewer') throw new Refusal(403, 'A viewer looks and changes nothing.');
  if (!channel || channel.retired_at !== null) throw new Refusal(409, 'The form is not in use any more.');
  const message: Message = {
    is: 'message',
    source: 'website-form',
    from: { name: member.name },
    asked: 'Hello, I would like a quote for a small job. When could you come and have a look?',
  };
  const now = env.now();
  const body = Buffer.from(JSON.stringify(message));
  // A key of its own: sending it again after a minute is no double.
  const raw = {
    body,
    contentType: 'application/json',
    receivedAt: now,
    key: `practice:${Buffer.from(env.random(12)).toString('hex')}`,
  };
  const [received] = await receiveItems(env, channel, raw, [message], { practiceAt: now });
  return received!;
}

/** Throws away what was practised. Only practice goes this way. */
export const endPractice = (env: Env, { memberId }: { memberId: string }): Promise<void> =>
  env.write((tx) => endPracticeIn(tx, memberId));

/** The same as a part of another deed; `ownerId` cuts it to one member's. */
export async function endPracticeIn(tx: Tx, by: string | null, ownerId?: string): Promise<void> {
  for (const { id } of await openPractice(tx.db, ownerId))
    await actOnLead(tx, { id, final: true }, { memberId: by }, 'close', async (act) => {
      await closeAsNoEnquiry(act);
      act.tell('closed', { outcome: 'not-an-enquiry' });
    });
}
