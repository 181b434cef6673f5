import { findContact, findPoint } from '#store/contacts.ts';
import type { Tx } from '#store/engine.ts';
import { addTouch } from '#store/leads.ts';
import { queueLetter } from '#store/outbox.ts';
import type { ContactRow } from '#store/schema.ts';
import { Refusal } from '../refusal.ts';
import type { Act } from './act-on-lead.ts';

/** How long what leaves the house waits, so that it can be taken back. Milliseconds. */
export const holdFor = 10_000;

type Words = { text?: string | undefined; subject?: string | undefined };

/** A letter of a member's, kept as a touch, in the thread of what was written before. It counts as an answer once it is accepted. */
export async function writeLetter(act: Act, words: Words): Promise<void> {
  const { tx, case: known, by, now } = act;
  const id = tx.id();
  const letterId = await queueReply(act, id, words);
  await addTouch(tx.db, {
    id,
    lead_id: known.lead.id,
    contact_id: known.lead.contact_id,
    kind: 'email',
    direction: 'out',
    result: 'sent',
    text: words.text ?? null,
    minutes: null,
    member_id: by,
    arrival_id: null,
    outbox_id: letterId,
    courtesy_at: null,
    at: now,
    recorded_at: now,
    undone_at: null,
  });
  act.made.push({ table: 'touches', id });
  act.tell('touch', { touch: id, kind: 'email', direction: 'out', result: 'sent' });
}

/** Puts the letter of a touch into the outbox, where it waits for ten seconds. Returns its id. */
export async function queueReply(act: Act, touchId: string, { text, subject }: Words): Promise<string> {
  const { tx, case: known, made } = act;
  const { lead } = known;
  const own = await tx.db.selectFrom('contacts').selectAll().where('id', '=', lead.contact_id).executeTakeFirstOrThrow();
  // One that was merged may be known by telephone only; the other one has the address.
  const contact = own.email ? own : ((await findContact(tx.db, own.id)) ?? own);
  const address = await addressFor(tx, contact);
  if (!text?.trim()) throw new Refusal(422, 'There is nothing written yet.', { field: 'text' });
  const id = tx.id();
  await queueLetter(tx.db, {
    id,
    key: `reply:${touchId}`,
    kind: 'reply',
    audience: 'customer',
    dueAt: tx.now + holdFor,
    at: tx.now,
    leadId: lead.id,
    touchId,
    contactId: contact.id,
    memberId: act.by,
    address,
    body: subject ? JSON.stringify({ subject }) : null,
  });
  made.push({ table: 'outbox', id });
  tx.after('outbox');
  return id;
}

/** Where a letter can go. Refused where there is no address, or the address wants no mail or did not work. */
export async function addressFor(tx: Tx, contact: ContactRow): Promise<string> {
  if (!contact.email) throw new Refusal(422, 'There is no email address to write to.', { field: 'kind' });
  const [point] = await findPoint(tx.db, { kind: 'email', value: contact.email });
  if (point?.stopped_at) throw new Refusal(409, 'This address has asked for no more mail.');
  if (point?.bounced_at) throw new Refusal(409, 'Mail to this address came back. Ask for another one, or ring.');
  return contact.email;
}
