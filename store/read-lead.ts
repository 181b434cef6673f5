import { findContact } from './contacts.ts';
import type { Db } from './engine.ts';
import { familyLeads, leadsShownBy } from './family.ts';
import { prepared } from './prepared.ts';
import type { ArrivalRow, FileRow, OutboxEntryRow } from './schema.ts';

/** What of a lead, and of those merged into it, came in, the oldest first. */
export const arrivalsOfLead = async (db: Db, leadId: string): Promise<ArrivalRow[]> =>
  db
    .selectFrom('arrivals')
    .selectAll()
    .where('lead_id', 'in', await leadsShownBy(db, leadId))
    .orderBy('received_at')
    .orderBy('id')
    .execute();

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
export const lettersOfLead = async (db: Db, leadId: string): Promise<OutboxEntryRow[]> =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('lead_id', 'in', await leadsShownBy(db, leadId))
    .where('audience', '=', 'customer')
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** The same person's other leads, the newest first; those merged into another one are told by that one. */
export async function earlierLeads(db: Db, lead: { id: string; contact_id: string }) {
  const contact = await findContact(db, lead.contact_id);
  return familyLeads(db, contact?.id ?? lead.contact_id)
    .select(['leads.id', 'number', 'state', 'outcome', 'stage', 'asked', 'owned_by_id', 'received_at', 'closed_at'])
    .where('leads.id', '<>', lead.id)
    .where('leads.merged_into_id', 'is', null)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '<>', 'not-an-enquiry')]))
    .orderBy('number', 'desc')
    .limit(50)
    .execute();
}

/** The leads that were merged into this one, by number. */
export const mergedLeads = (db: Db, leadId: string) =>
  db.selectFrom('leads').select(['id', 'number', 'version']).where('merged_into_id', '=', leadId).orderBy('number').execute();

/** When they or we were last in touch on this lead, from its touches: tries and missed calls left out, and letters that did not go. */
export async function lastContactOf(db: Db, leadId: string): Promise<number | null> {
  const { at } = await db
    .selectFrom('touches')
    .leftJoin('outbox', 'outbox.id', 'touches.outbox_id')
    .select((eb) => eb.fn.max('touches.at').as('at'))
    .where('touches.lead_id', '=', leadId)
    .where('touches.undone_at', 'is', null)
    .where('touches.result', 'not in', ['no-answer', 'wrong-number'])
    .where((eb) => eb.or([eb('touches.outbox_id', 'is', null), eb('outbox.sent_at', 'is not', null)]))
    .executeTakeFirstOrThrow();
  return at;
}

/** Whether a member has looked at the lead, or done something on it, at that moment or later. */
export async function hasSeenSince(db: Db, leadId: string, memberId: string, since: number): Promise<boolean> {
  const by = { lead: leadId, member: memberId, since };
  return (await lookedSince(db, by)).length > 0 || (await actedSince(db, by)).length > 0;
}

type Since = { lead: string; member: string; since: number };

const lookedSince = prepared<Since, { at: number }>((db, slot) =>
  db
    .selectFrom('seen')
    .select('at')
    .where('lead_id', '=', slot('lead'))
    .where('member_id', '=', slot('member'))
    .where('at', '>=', slot('since')),
);

const actedSince = prepared<Since, { at: number }>((db, slot) =>
  db
    .selectFrom('timeline')
    .select('at')
    .where('lead_id', '=', slot('lead'))
    .where('at', '>=', slot('since'))
    .where('member_id', '=', slot('member'))
    .limit(1),
);

/** Who has had the lead before their eyes, and when last. */
export const seenByOf = (db: Db, leadId: string) =>
  db
    .selectFrom('seen')
    .innerJoin('members', 'members.id', 'seen.member_id')
    .select(['members.id as id', 'members.name as name', 'seen.at as at'])
    .where('seen.lead_id', '=', leadId)
    .orderBy('seen.at')
    .execute();

/** What whoever wrote on these leads called themselves, and how they were to be reached, as it was said then. */
export async function sendersOf(db: Db, leadIds: readonly string[]) {
  if (leadIds.length === 0) return [];
  return db
    .selectFrom('arrivals')
    .select(['lead_id', 'from_name', 'from_email', 'from_phone'])
    .where('lead_id', 'in', [...leadIds])
    .orderBy('received_at')
    .execute();
}
