import type { Db } from './engine.ts';
import type { ArrivalRow, FileRow, OutboxEntryRow } from './schema.ts';

/** What of a lead came in, the oldest first. */
export const arrivalsOfLead = (db: Db, leadId: string): Promise<ArrivalRow[]> =>
  db.selectFrom('arrivals').selectAll().where('lead_id', '=', leadId).orderBy('received_at').orderBy('id').execute();

/** Files of these arrivals that have not been erased. */
export async function filesOfArrivals(db: Db, arrivalIds: readonly string[]): Promise<FileRow[]> {
  if (arrivalIds.length === 0) return [];
  return db
    .selectFrom('files')
    .selectAll()
    .where('arrival_id', 'in', [...arrivalIds])
    .where('erased_at', 'is', null)
    .orderBy('id')
    .execute();
}

export const findFile = (db: Db, id: string): Promise<FileRow | undefined> =>
  db.selectFrom('files').selectAll().where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();

/** Letters to the customer, the oldest first. */
export const lettersOfLead = (db: Db, leadId: string): Promise<OutboxEntryRow[]> =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('lead_id', '=', leadId)
    .where('audience', '=', 'customer')
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** The same person's other leads, the newest first. */
export const earlierLeads = (db: Db, lead: { id: string; contact_id: string }) =>
  db
    .selectFrom('leads')
    .select(['number', 'state', 'outcome', 'stage', 'asked', 'received_at', 'closed_at'])
    .where('contact_id', '=', lead.contact_id)
    .where('id', '<>', lead.id)
    .orderBy('number', 'desc')
    .limit(50)
    .execute();

/** Who has had the lead before their eyes, and when first. */
export const seenByOf = (db: Db, leadId: string) =>
  db
    .selectFrom('seen')
    .innerJoin('members', 'members.id', 'seen.member_id')
    .select(['members.id as id', 'members.name as name', 'seen.at as at'])
    .where('seen.lead_id', '=', leadId)
    .orderBy('seen.at')
    .execute();
