import { leadsOfFamily } from '#store/family.ts';
import { setColumns } from '#store/insert.ts';
import type { ContactRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { takeKnown } from './take-known.ts';
import { tellLeads } from './tell-leads.ts';

type Texts = 'name' | 'company' | 'address' | 'note';

/** What is not named stays; null takes a value out. With `eachThread` every thread of theirs is a lead of its own. */
type ContactEdit = { [Key in Texts]?: string | null | undefined } & { eachThread?: boolean | undefined };

export const editContact = (
  { write }: Env,
  { id, memberId, edit }: { id: string; memberId: string; edit: ContactEdit },
): Promise<ContactRow> =>
  write(async (tx) => {
    const contact = await takeKnown(tx, id);
    if (contact.erased_at !== null) throw new Refusal(409, 'This contact has been erased.');
    const { eachThread, ...texts } = edit;
    const after: ContactRow = { ...contact };
    for (const [column, text] of Object.entries(texts)) if (text !== undefined) after[column as Texts] = text || null;
    if (eachThread !== undefined) after.each_thread_at = eachThread ? (contact.each_thread_at ?? tx.now) : null;
    const what = [...(['name', 'company', 'address', 'note'] as const), 'each_thread_at' as const].filter(
      (column) => after[column] !== contact[column],
    );
    if (what.length === 0) return contact;
    await setColumns(tx.db, 'contacts', id, Object.fromEntries(what.map((column) => [column, after[column]])));
    // Their leads are found by the new name too.
    await tx.db.updateTable('leads').set({ indexed_version: 0 }).where('contact_id', '=', id).execute();
    const told = {
      kind: 'contact-edited',
      facts: { what: what.map((column) => (column === 'each_thread_at' ? 'eachThread' : column)) },
    };
    await tellLeads(tx, await leadsOfFamily(tx.db, id), { memberId }, told);
    return after;
  });
