import { findArrival } from './arrivals.ts';
import { findContact } from './contacts.ts';
import type { Db } from './engine.ts';
import { findSurvivor } from './leads.ts';
import { findMember } from './members.ts';
import { hasSeenSince } from './read-lead.ts';
import type { ArrivalRow, ClockRow, ContactRow, LeadRow } from './schema.ts';

/** What the customer's page is made from: one enquiry, where the lead it is on stands, and what was added to it since. */
export type EnquiryPage = {
  arrival: ArrivalRow;
  lead: LeadRow;
  contact: ContactRow;
  /** The answer that is owed now. */
  clock: ClockRow | null;
  lastAnsweredAt: number | null;
  additions: ArrivalRow[];
  /** Whether the owner has looked since the last of them. */
  additionsSeen: boolean;
  filesOf: ReadonlyMap<string, number>;
  owner: string | null;
  seenBy: string | null;
};

/** Null where the enquiry is not there, is on no lead, or its person has been erased. */
export async function readEnquiryPage(db: Db, arrivalId: string): Promise<EnquiryPage | null> {
  const arrival = await findArrival(db, arrivalId);
  const lead = arrival?.lead_id ? await findSurvivor(db, arrival.lead_id) : undefined;
  const contact = lead && (await findContact(db, lead.contact_id));
  if (!arrival || !lead || !contact || contact.erased_at !== null) return null;
  const clocks = await db.selectFrom('clocks').selectAll().where('lead_id', '=', lead.id).execute();
  const additions = await db
    .selectFrom('arrivals')
    .selectAll()
    .where('thread', '=', arrivalId)
    .where('channel_id', '=', arrival.channel_id)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  const last = additions.at(-1);
  const answers = clocks.map(({ answered_at }) => answered_at).filter((at): at is number => at !== null);
  return {
    arrival,
    lead,
    contact,
    clock: clocks.find(({ answered_at, ended_at }) => answered_at === null && ended_at === null) ?? null,
    lastAnsweredAt: answers.length > 0 ? Math.max(...answers) : null,
    additions,
    additionsSeen: last === undefined || (await hasSeenSince(db, lead.id, lead.owned_by_id, last.received_at)),
    filesOf: await countFiles(db, [arrivalId, ...additions.map(({ id }) => id)]),
    owner: lead.owner_id ? ((await findMember(db, lead.owner_id))?.name ?? null) : null,
    seenBy: lead.seen_by ? ((await findMember(db, lead.seen_by))?.name ?? null) : null,
  };
}

/** How many files came with each of these arrivals. */
export async function countFiles(db: Db, arrivals: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('files')
    .select(['arrival_id', (eb) => eb.fn.countAll<number>().as('many')])
    .where('arrival_id', 'in', arrivals)
    .where('erased_at', 'is', null)
    .groupBy('arrival_id')
    .execute();
  return new Map(rows.map(({ arrival_id, many }) => [arrival_id!, Number(many)]));
}
