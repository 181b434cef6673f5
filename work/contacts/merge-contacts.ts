import { findContact } from '#store/contacts.ts';
import type { Tx } from '#store/engine.ts';
import { leadsOfFamily } from '#store/family.ts';
import type { ContactRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { takeKnown } from './take-known.ts';
import { tellLeads } from './tell-leads.ts';

export type Asked = { id: string; into: string; memberId: string };

/**
 * Two contacts are one person: the one points to the other and nothing is moved, so un-merging makes everything as it was. `into`
 * that was merged itself stands for the one that it is in. Returns the contact that shows both from now on.
 */
export const mergeContacts = ({ write }: Env, asked: Asked): Promise<ContactRow> => write((tx) => mergeIn(tx, asked));

/** The same as a part of another deed. */
export async function mergeIn(tx: Tx, { id, into, memberId }: Asked): Promise<ContactRow> {
  const contact = await takeKnown(tx, id);
  if (contact.merged_into_id) throw new Refusal(409, 'This contact was merged into another one already. Un-merge it first.');
  const survivor = await takeSurvivor(tx, into);
  if (survivor.id === id) throw new Refusal(409, 'These are one contact already.', { field: 'into' });
  if (contact.erased_at ?? survivor.erased_at)
    throw new Refusal(409, 'One of these contacts has been erased.', { field: 'into' });
  if ((contact.practice_at === null) !== (survivor.practice_at === null))
    throw new Refusal(409, 'One of these is for practice, the other is real.', { field: 'into' });
  await point(tx, id, survivor.id);
  await tellLeads(
    tx,
    await leadsOfFamily(tx.db, survivor.id),
    { memberId },
    {
      kind: 'contacts-merged',
      facts: { contact: id, into: survivor.id },
    },
  );
  return survivor;
}

type Apart = Omit<Asked, 'into'>;

/** They are two people after all. Returns the contact that stands for itself again. */
export const unmergeContact = ({ write }: Env, asked: Apart): Promise<ContactRow> => write((tx) => unmergeIn(tx, asked));

/** The same as a part of another deed. Throws a Refusal (409) where it is not merged. */
export async function unmergeIn(tx: Tx, { id, memberId }: Apart): Promise<ContactRow> {
  const contact = await takeKnown(tx, id);
  if (!contact.merged_into_id) throw new Refusal(409, 'This contact is not merged into another one.');
  const survivor = (await findContact(tx.db, id))!;
  const leads = await leadsOfFamily(tx.db, survivor.id);
  await point(tx, id, null);
  await tellLeads(tx, leads, { memberId }, { kind: 'contacts-unmerged', facts: { contact: id, from: survivor.id } });
  return { ...contact, merged_into_id: null };
}

/** Every contact on the way is taken, so that two merges at once cannot close a ring. */
async function takeSurvivor(tx: Tx, id: string): Promise<ContactRow> {
  let contact = await takeKnown(tx, id);
  while (contact.merged_into_id) contact = await takeKnown(tx, contact.merged_into_id);
  return contact;
}

const point = (tx: Tx, id: string, into: string | null) =>
  tx.db.updateTable('contacts').set({ merged_into_id: into }).where('id', '=', id).execute();
