import type { Db } from './engine.ts';
import { inserter, newInserter } from './insert.ts';
import { prepared } from './prepared.ts';
import type { ContactRow, PointRow } from './schema.ts';

export const addContact = inserter('contacts');
export const addPoint = inserter('points');
/** False where it is known already, whosever it is. */
export const addPointIfNew = newInserter('points', ['kind', 'value']);

/** The ways to reach somebody that are known already; a shared one names nobody and is left out. */
export const findPoint = prepared<{ kind: PointRow['kind']; value: string }, PointRow>((db, slot) =>
  db.selectFrom('points').selectAll().where('kind', '=', slot('kind')).where('value', '=', slot('value')),
);

const contactById = prepared<{ id: string }, ContactRow>((db, slot) =>
  db.selectFrom('contacts').selectAll().where('id', '=', slot('id')),
);

/** The contact, or the one it was merged into. */
export async function findContact(db: Db, id: string): Promise<ContactRow | undefined> {
  let [contact] = await contactById(db, { id });
  while (contact?.merged_into_id) [contact] = await contactById(db, { id: contact.merged_into_id });
  return contact;
}

/** Takes a contact for this deed alone, so that two enquiries of one person cannot open two leads. */
export const takeContact = prepared<{ id: string }, ContactRow>((db, slot) =>
  db
    .updateTable('contacts')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', slot('id'))
    .returningAll(),
);

/** A way to reach a contact, as it begins. */
export const newPoint = (point: Pick<PointRow, 'kind' | 'value'>, contactId: string, now: number): PointRow => ({
  ...point,
  contact_id: contactId,
  shared_at: null,
  sorted_as: null,
  sorted_by: null,
  stopped_at: null,
  stopped_by: null,
  stopped_why: null,
  bounced_at: null,
  created_at: now,
});

/** It is nobody's any more. */
export const takePointOff = (db: Db, { kind, value }: Pick<PointRow, 'kind' | 'value'>): Promise<unknown> =>
  db.deleteFrom('points').where('kind', '=', kind).where('value', '=', value).execute();

/** What this sender sends is sorted like that from now on, or no longer (null). */
export const sortSender = (
  db: Db,
  { kind, value }: Pick<PointRow, 'kind' | 'value'>,
  as: Pick<PointRow, 'sorted_as' | 'sorted_by'>,
): Promise<unknown> => db.updateTable('points').set(as).where('kind', '=', kind).where('value', '=', value).execute();
