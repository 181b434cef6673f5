import { findContact } from '#store/contacts.ts';
import { findLeadByNumber } from '#store/leads.ts';
import { mergeIn } from '../contacts/merge-contacts.ts';
import type { Env } from '../env.ts';
import { type Actor, actOnLead, type Which } from '../leads/act-on-lead.ts';
import { keepUndo, type Made, type Undo } from '../leads/keep-undo.ts';
import { mergeLeadsIn } from '../leads/merge-leads.ts';
import { Refusal } from '../refusal.ts';
import { hintSamePerson } from './hint-same-person.ts';

type OnLead = Which & { number: number };
type Member = Actor & { memberId: string };
/** The other person, and the lead of theirs that is the same piece of work, where it is. */
type Other = { contact: string; into?: number | undefined };

/**
 * "Same person?", and they are: whoever is known longer shows both from then on. With `into` their leads are one as well. Nothing is
 * moved, and it can be taken back as one act. Gives the number of the lead that goes on.
 */
export const saySamePerson = (
  env: Env,
  which: OnLead,
  actor: Member,
  { contact, into }: Other,
): Promise<{ number: number; undo: Undo }> =>
  env.write(async (tx) => {
    const lead = await findLeadByNumber(tx.db, which.number);
    const [mine, theirs] = lead ? [await findContact(tx.db, lead.contact_id), await findContact(tx.db, contact)] : [];
    if (!lead || !mine || !theirs) throw new Refusal(404, 'There is no such contact.');
    const [older, younger] = mine.created_at <= theirs.created_at ? [mine, theirs] : [theirs, mine];
    const made: Made[] = [{ table: 'contacts', id: younger.id, was: { merged_into_id: null } }];
    const merged = into === undefined ? null : await mergeLeadsIn(tx, which, actor, into);
    if (merged?.undo) made.push({ table: 'undo', id: merged.undo.id });
    await mergeIn(tx, { id: younger.id, into: older.id, memberId: actor.memberId });
    const undo = await keepUndo(tx, { memberId: actor.memberId, what: 'same-person', made });
    return { number: merged?.value.survivor.number ?? lead.number, undo };
  });

/** "Same person?", because what was to be written down of this one is known as another's. Refuses nobody who is at work on the lead. */
export const askSamePerson = (env: Env, { number }: OnLead, contact: string): Promise<unknown> =>
  env.write(async (tx) => {
    const lead = await findLeadByNumber(tx.db, number);
    if (lead) await hintSamePerson(tx, lead, contact);
  });

/** "Same person?", and they are not: it is not asked again here. */
export const sayTwoPeople = (env: Env, which: OnLead, actor: Member, { contact }: Other) =>
  env.write((tx) =>
    actOnLead(tx, { number: which.number }, actor, 'two-people', async (act) => act.tell('two-people', { contact })),
  );
