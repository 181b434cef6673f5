import type { Db } from './engine.ts';
import type { ContactRow, LeadRow } from './schema.ts';

/** Takes leads whose words are older than they are, and marks them as written; the update is the lock. */
export const takeUnindexed = (db: Db, most: number): Promise<LeadRow[]> =>
  db
    .updateTable('leads')
    .set((eb) => ({ indexed_version: eb.ref('version') }))
    .where('id', 'in', (eb) => eb.selectFrom('leads').select('id').whereRef('indexed_version', '<', 'version').limit(most))
    .returningAll()
    .execute();

/** What a lead is found by beside its own row. */
export type Findable = { contact: ContactRow | undefined; points: { kind: string; value: string }[]; texts: string[] };

/** All that is to be read for the search rows of these leads, by lead id. */
export async function readFindable(db: Db, leads: readonly LeadRow[]): Promise<Map<string, Findable>> {
  const leadIds = leads.map(({ id }) => id);
  const contactIds = [...new Set(leads.map(({ contact_id }) => contact_id))];
  const contacts = await db.selectFrom('contacts').selectAll().where('id', 'in', contactIds).execute();
  const points = await db
    .selectFrom('points')
    .select(['contact_id', 'kind', 'value'])
    .where('contact_id', 'in', contactIds)
    .execute();
  const arrivals = await db
    .selectFrom('arrivals')
    .select(['lead_id', 'asked', 'subject', 'from_name', 'fields'])
    .where('lead_id', 'in', leadIds)
    .execute();
  const touches = await db
    .selectFrom('touches')
    .select(['lead_id', 'text'])
    .where('lead_id', 'in', leadIds)
    .where('text', 'is not', null)
    .where('undone_at', 'is', null)
    .execute();
  const notes = await db.selectFrom('notes').select(['lead_id', 'text']).where('lead_id', 'in', leadIds).execute();
  return new Map(
    leads.map(({ id, contact_id }) => [
      id,
      {
        contact: contacts.find((contact) => contact.id === contact_id),
        points: points.filter((point) => point.contact_id === contact_id),
        texts: [
          ...arrivals
            .filter(({ lead_id }) => lead_id === id)
            .flatMap(({ asked, subject, from_name, fields }) => [from_name ?? '', subject ?? '', asked, fieldTexts(fields)]),
          ...[...touches, ...notes].filter(({ lead_id }) => lead_id === id).map(({ text }) => text ?? ''),
        ],
      },
    ]),
  );
}

const fieldTexts = (fields: string | null): string =>
  fields ? Object.values(JSON.parse(fields) as Record<string, string>).join(' ') : '';
