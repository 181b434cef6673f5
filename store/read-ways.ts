import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';

const most = 20_000;

export type Came = { last: number; enquiries: number[] };

/** What came in by each channel since a moment: when last, and when the enquiries, which opened or joined a lead. */
export async function cameByChannel(db: Db, since: number): Promise<Map<string, Came>> {
  const rows = await db
    .selectFrom('arrivals')
    .select(['channel_id', 'received_at', 'lead_id'])
    .where('received_at', '>=', since)
    .where('history_at', 'is', null)
    .where(notPractice('arrivals'))
    .orderBy('received_at', 'desc')
    .limit(most)
    .execute();
  const groups = Map.groupBy(rows, ({ channel_id }) => channel_id);
  return new Map(
    [...groups].map(([id, came]) => [
      id,
      {
        last: came[0]!.received_at,
        enquiries: came.filter(({ lead_id }) => lead_id !== null).map(({ received_at }) => received_at),
      },
    ]),
  );
}
