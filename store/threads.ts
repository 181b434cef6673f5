import type { Db } from './engine.ts';
import { findSurvivor } from './leads.ts';

/**
 * The lead on which this thread, session or booking already is; a thread may be named by its first arrival, as the customer's
 * page does. A lead that was merged gives way to the one it is in; one that was won is over, what comes then is new.
 */
export async function findLeadOfThread(db: Db, channelId: string, thread: string, except: string): Promise<string | null> {
  const known = await db
    .selectFrom('arrivals')
    .innerJoin('leads', 'leads.id', 'arrivals.lead_id')
    .select(['leads.id', 'leads.outcome', 'leads.merged_into_id'])
    .where('arrivals.channel_id', '=', channelId)
    .where((eb) => eb.or([eb('arrivals.thread', '=', thread), eb('arrivals.id', '=', thread)]))
    .where('arrivals.id', '<>', except)
    .orderBy('arrivals.received_at', 'desc')
    .orderBy('arrivals.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const lead = known?.merged_into_id ? await findSurvivor(db, known.merged_into_id) : known;
  return !lead || lead.outcome === 'won' ? null : lead.id;
}
