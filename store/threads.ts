import type { Db } from './engine.ts';

/** The lead on which this thread, session or booking already is. */
export async function findLeadOfThread(db: Db, channelId: string, thread: string, except: string): Promise<string | null> {
  const known = await db
    .selectFrom('arrivals')
    .select('lead_id')
    .where('channel_id', '=', channelId)
    .where('thread', '=', thread)
    .where('lead_id', 'is not', null)
    .where('id', '<>', except)
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return known?.lead_id ?? null;
}
