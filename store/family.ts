import type { Db } from './engine.ts';
import { prepared } from './prepared.ts';
import type { PointRow } from './schema.ts';

/** `family`: a contact with all that were merged into it, directly or by way of others. One query, by the index on the pointer. */
const withFamily = (db: Db, contactId: string) =>
  db.withRecursive('family(id)', (part) =>
    part
      .selectFrom('contacts')
      .select('contacts.id as id')
      .where('contacts.id', '=', contactId)
      .union(part.selectFrom('contacts').innerJoin('family', 'family.id', 'contacts.merged_into_id').select('contacts.id as id')),
  );

/**
 * The leads of a contact and of those merged into it. The cross join is for SQLite, which else reads every open lead to find those
 * of the few contacts.
 */
export const familyLeads = (db: Db, contactId: string) =>
  withFamily(db, contactId).selectFrom('family').crossJoin('leads').whereRef('leads.contact_id', '=', 'family.id');

/** `story`: a lead with all that were merged into it. */
const withStory = (db: Db, leadId: string) =>
  db.withRecursive('story(id)', (part) =>
    part
      .selectFrom('leads')
      .select('leads.id as id')
      .where('leads.id', '=', leadId)
      .union(part.selectFrom('leads').innerJoin('story', 'story.id', 'leads.merged_into_id').select('leads.id as id')),
  );

const story = prepared<{ lead: string }, { id: string }>((db, slot) =>
  withStory(db, slot('lead')).selectFrom('story').select('story.id'),
);

const family = prepared<{ contact: string }, { id: string }>((db, slot) =>
  withFamily(db, slot('contact')).selectFrom('family').select('family.id'),
);

const leadsOf = prepared<{ contact: string }, { id: string }>((db, slot) =>
  familyLeads(db, slot('contact')).select('leads.id').orderBy('leads.number', 'desc'),
);

const points = prepared<{ contact: string }, PointRow>((db, slot) =>
  withFamily(db, slot('contact'))
    .selectFrom('family')
    .innerJoin('points', 'points.contact_id', 'family.id')
    .selectAll('points')
    .orderBy('points.kind')
    .orderBy('points.created_at')
    .orderBy('points.value'),
);

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

/** A lead shows its own story and that of the leads merged into it: their ids, its own among them. */
export const leadsShownBy = async (db: Db, lead: string): Promise<string[]> => ids(await story(db, { lead }));

/** The contact and those that were merged into it. */
export const contactsShownBy = async (db: Db, contact: string): Promise<string[]> => ids(await family(db, { contact }));

/** All leads of a contact and of those merged into it, the newest first. */
export const leadsOfFamily = async (db: Db, contact: string): Promise<string[]> => ids(await leadsOf(db, { contact }));

/** The ways to reach a contact and those merged into it: addresses, handles, numbers, each kind as it became known. */
export const pointsOfFamily = (db: Db, contact: string): Promise<PointRow[]> => points(db, { contact });
