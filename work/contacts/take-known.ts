import { takeContact } from '#store/contacts.ts';
import type { Tx } from '#store/engine.ts';
import type { ContactRow } from '#store/schema.ts';
import { Refusal } from '../refusal.ts';

/** Takes a contact that has to be there for this deed alone. */
export async function takeKnown(tx: Tx, id: string): Promise<ContactRow> {
  const [contact] = await takeContact(tx.db, { id });
  if (!contact) throw new Refusal(404, 'There is no such contact.');
  return contact;
}
