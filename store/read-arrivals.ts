import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import type { ArrivalRow, DeliveryRow } from './schema.ts';

export const arrivalOutcomes = ['lead', 'linked', 'not-an-enquiry', 'not-sure', 'failed'] as const;

export type ArrivalShown = ArrivalRow & { lead_number: number | null };

type ArrivalsAsked = {
  outcome?: ArrivalRow['outcome'] | undefined;
  channelId?: string | undefined;
  /** Only what came before this one. */
  before?: { at: number; id: string } | undefined;
  limit: number;
};

const shown = (db: Db) =>
  db
    .selectFrom('arrivals')
    .leftJoin('leads', 'leads.id', 'arrivals.lead_id')
    .selectAll('arrivals')
    .select('leads.number as lead_number');

/** Everything that arrived, the newest first. */
export function listArrivals(db: Db, { outcome, channelId, before, limit }: ArrivalsAsked): Promise<ArrivalShown[]> {
  let query = shown(db)
    .where(notPractice('arrivals'))
    .orderBy('arrivals.received_at', 'desc')
    .orderBy('arrivals.id', 'desc')
    .limit(limit);
  if (outcome === 'not-sure' || outcome === 'failed') query = query.where('arrivals.id', 'in', waiting(db, outcome));
  else if (outcome !== undefined) query = query.where('arrivals.outcome', '=', outcome);
  if (channelId !== undefined) query = query.where('arrivals.channel_id', '=', channelId);
  if (before !== undefined)
    query = query.where((eb) => eb(eb.refTuple('arrivals.received_at', 'arrivals.id'), '<', eb.tuple(before.at, before.id)));
  return query.execute();
}

/** Asked apart, because few of all that came wait for somebody, and they stand in an index of their own. */
const waiting = (db: Db, outcome: 'not-sure' | 'failed') =>
  db
    .selectFrom('arrivals')
    .select('id')
    .where(outcome === 'failed' ? 'retry_due_at' : 'look_due_at', 'is not', null)
    .where('outcome', '=', outcome);

export const findShownArrival = (db: Db, id: string): Promise<ArrivalShown | undefined> =>
  shown(db).where('arrivals.id', '=', id).executeTakeFirst();

/** How a delivery came, without its bytes. */
export const findDeliveryFacts = (db: Db, id: string) =>
  db.selectFrom('deliveries').select(['id', 'content_type', 'size', 'received_at']).where('id', '=', id).executeTakeFirst();

export const findDeliveryBytes = (
  db: Db,
  id: string,
): Promise<Pick<DeliveryRow, 'raw' | 'encoding' | 'content_type'> | undefined> =>
  db.selectFrom('deliveries').select(['raw', 'encoding', 'content_type']).where('id', '=', id).executeTakeFirst();
