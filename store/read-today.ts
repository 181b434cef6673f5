import type { ExpressionBuilder } from 'kysely';
import { type Attention, attentions } from '#domain/lead.ts';
import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import { prepared } from './prepared.ts';
import { type LeadShown, showLeads } from './read-leads.ts';
import type { ArrivalRow, Schema } from './schema.ts';

const most = 200;

/** The last lead of a page: what it wants, since when or until when, and its number. */
export type LastShown = { kind: Attention; dueAt: number; number: number };

/**
 * Leads that want attention, the most pressing kind first and in it what is due first; `ownerId` cuts it to one member's, and `after`
 * to what comes below that lead.
 */
export async function leadsForToday(db: Db, ownerId?: string, limit = most, after?: LastShown): Promise<LeadShown[]> {
  const found = await (after !== undefined
    ? pressing(db, limit, ownerId, after).execute()
    : ownerId === undefined
      ? everybodys(db, { limit })
      : onesOwn(db, { limit, ownerId }));
  const ids = found
    .sort(bySort)
    .slice(0, limit)
    .map(({ id }) => id);
  const shown = new Map((await showLeads(db, ids)).map((lead) => [lead.id, lead]));
  return ids.flatMap((id) => shown.get(id) ?? []);
}

const wanting = (db: Db, ownerId?: string) => {
  const query = db.selectFrom('leads').where('attention_kind', 'is not', null).where(notPractice('leads'));
  return ownerId === undefined ? query : query.where('owned_by_id', '=', ownerId);
};

type Pressing = { id: string; number: number; attention_kind: string | null; attention_due_at: number | null };

/** Of each kind the first ones by its index, instead of all of them in one order: there are thousands, and few are shown. */
const pressing = (db: Db, limit: number, ownerId?: string, after?: LastShown) => {
  const [first, ...others] = attentions.slice(after && attentions.indexOf(after.kind)).map((kind) => {
    const some = wanting(db, ownerId)
      .select(['id', 'number', 'attention_kind', 'attention_due_at'])
      .where('attention_kind', '=', kind)
      .orderBy('attention_due_at')
      .orderBy('number')
      .limit(limit);
    return db.selectFrom((after?.kind === kind ? some.where((eb) => below(eb, after)) : some).as('some')).selectAll();
  });
  return others.reduce((all, some) => all.unionAll(some), first!);
};

const below = (eb: ExpressionBuilder<Schema, 'leads'>, { dueAt, number }: LastShown) =>
  eb.or([eb('attention_due_at', '>', dueAt), eb('attention_due_at', '=', dueAt).and('number', '>', number)]);

const everybodys = prepared<{ limit: number }, Pressing>((db, slot) => pressing(db, slot('limit')));
const onesOwn = prepared<{ limit: number; ownerId: string }, Pressing>((db, slot) =>
  pressing(db, slot('limit'), slot('ownerId')),
);

const ranks: ReadonlyMap<string | null, number> = new Map(attentions.map((kind, rank) => [kind, rank]));

const bySort = (a: Pressing, b: Pressing): number =>
  ranks.get(a.attention_kind)! - ranks.get(b.attention_kind)! ||
  (a.attention_due_at ?? 0) - (b.attention_due_at ?? 0) ||
  a.number - b.number;

/** What each of these people said last, how and when, by lead: what came in by itself, and what somebody wrote down for them. */
export async function lastSaid(
  db: Db,
  leadIds: readonly string[],
): Promise<Map<string, { asked: string; source: string; at: number }>> {
  if (leadIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('touches')
    .leftJoin('arrivals', 'arrivals.id', 'touches.arrival_id')
    .select((eb) => [
      'touches.lead_id',
      eb.fn.coalesce('touches.text', 'arrivals.asked').as('asked'),
      'touches.kind',
      'touches.at',
    ])
    .where('touches.lead_id', 'in', [...leadIds])
    .where('touches.direction', '=', 'in')
    .where('touches.courtesy_at', 'is', null)
    .where('touches.undone_at', 'is', null)
    .orderBy('touches.at')
    .orderBy('touches.id')
    .execute();
  return new Map(rows.map(({ lead_id, asked, kind, at }) => [lead_id, { asked: asked ?? '', source: kind, at }]));
}

/** How many leads want which attention, also beyond those that are listed. */
export async function attentionCounts(db: Db, ownerId?: string): Promise<Map<string, number>> {
  const rows = await wanting(db, ownerId)
    .select((eb) => ['attention_kind', eb.fn.countAll<number>().as('count')])
    .groupBy('attention_kind')
    .execute();
  return new Map(rows.map(({ attention_kind, count }) => [attention_kind!, Number(count)]));
}

type Wanted = { attention_kind: string; count: number; theirs: number };

const wantedByAll = prepared<{ ownerId: string }, Wanted>((db, slot) =>
  wanting(db)
    .select((eb) => [
      eb.ref('attention_kind').$notNull().as('attention_kind'),
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>(eb.case().when('owned_by_id', '=', slot('ownerId')).then(1).else(0).end()).as('theirs'),
    ])
    .groupBy('attention_kind'),
);

/** The same for one member and for all at once. */
export async function attentionOf(db: Db, ownerId: string): Promise<Record<'own' | 'all', Map<string, number>>> {
  const rows = await wantedByAll(db, { ownerId });
  return {
    own: new Map(rows.map(({ attention_kind, theirs }) => [attention_kind, Number(theirs)])),
    all: new Map(rows.map(({ attention_kind, count }) => [attention_kind, Number(count)])),
  };
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
    // SQLite takes the tables of a cross join in this order: such letters are few, an owner's leads are many.
    .crossJoin('leads')
    .selectAll('outbox')
    .select('leads.number as lead_number')
    .whereRef('leads.id', '=', 'outbox.lead_id')
    .where('outbox.audience', '=', 'customer')
    .where('outbox.state', 'in', ['kept', 'refused', 'unknown'])
    .where('outbox.settled_by', 'is', null)
    .where('outbox.due_at', 'is', null)
    .where(notPractice('leads'))
    .orderBy('outbox.created_at')
    .limit(most);
  return (ownerId === undefined ? query : query.where('leads.owned_by_id', '=', ownerId)).execute();
}
