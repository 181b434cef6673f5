import { attentions } from '#domain/lead.ts';
import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import { type LeadShown, showLeads } from './read-leads.ts';
import type { ArrivalRow } from './schema.ts';

const most = 200;

/** Leads that want attention, the most pressing kind first and in it what is due first; `ownerId` cuts it to one member's. */
export async function leadsForToday(db: Db, ownerId?: string): Promise<LeadShown[]> {
  const ids = (await pressing(db, ownerId)).map(({ id }) => id);
  const found = new Map((await showLeads(db, ids)).map((lead) => [lead.id, lead]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

const wanting = (db: Db, ownerId?: string) => {
  const query = db.selectFrom('leads').where('attention_kind', 'is not', null).where(notPractice('leads'));
  return ownerId === undefined ? query : query.where('owned_by_id', '=', ownerId);
};

const pressing = (db: Db, ownerId?: string) =>
  wanting(db, ownerId)
    .select('id')
    .orderBy((eb) => {
      const [first, ...others] = attentions;
      let rank = eb.case().when('attention_kind', '=', first).then(0);
      for (const [place, kind] of others.entries()) rank = rank.when('attention_kind', '=', kind).then(place + 1);
      return rank.else(attentions.length).end();
    })
    .orderBy('attention_due_at')
    .orderBy('number')
    .limit(most)
    .execute();

/** What each of these people said last and when, by lead; where they said it in several ways, the latest. */
export async function lastSaid(
  db: Db,
  leadIds: readonly string[],
): Promise<Map<string, { asked: string; source: string; at: number }>> {
  if (leadIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('arrivals')
    .select(['lead_id', 'asked', 'source', 'received_at as at'])
    .where('lead_id', 'in', [...leadIds])
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ lead_id, ...said }) => [lead_id!, said]));
}

/** How many leads want which attention, also beyond those that are listed. */
export async function attentionCounts(db: Db, ownerId?: string): Promise<Map<string, number>> {
  const rows = await wanting(db, ownerId)
    .select((eb) => ['attention_kind', eb.fn.countAll<number>().as('count')])
    .groupBy('attention_kind')
    .execute();
  return new Map(rows.map(({ attention_kind, count }) => [attention_kind!, Number(count)]));
}

/** What nobody is sure of yet, the soonest look-by time first. */
export function notSureArrivals(db: Db, ownerId?: string): Promise<ArrivalRow[]> {
  const query = db
    .selectFrom('arrivals')
    .selectAll()
    .where('look_due_at', 'is not', null)
    .where('outcome', '=', 'not-sure')
    .where(notPractice('arrivals'))
    .orderBy('look_due_at')
    .limit(most);
  return (ownerId === undefined ? query : query.where('owner_id', '=', ownerId)).execute();
}

/**
 * Letters to customers of which somebody has to say what became of them. Without a mail server every acknowledgement is kept;
 * nobody is asked about those, so they are settled when they are kept.
 */
export function unsentLetters(db: Db, ownerId?: string) {
  const query = db
    .selectFrom('outbox')
    .innerJoin('leads', 'leads.id', 'outbox.lead_id')
    .selectAll('outbox')
    .select('leads.number as lead_number')
    .where('outbox.audience', '=', 'customer')
    .where('outbox.state', 'in', ['kept', 'refused', 'unknown'])
    .where('outbox.settled_by', 'is', null)
    .where(notPractice('leads'))
    .orderBy('outbox.created_at')
    .limit(most);
  return (ownerId === undefined ? query : query.where('leads.owned_by_id', '=', ownerId)).execute();
}
