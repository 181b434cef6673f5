import type { Db } from '#store/engine.ts';
import { hasSeenSince } from '#store/read-lead.ts';
import type { ClockRow, LeadRow } from '#store/schema.ts';

/** Whether the owner has not yet seen what is owed an answer: the enquiry at all, or, when they wrote again, the lead since then. */
export const isUnseen = async (db: Db, lead: LeadRow, clock: ClockRow): Promise<boolean> =>
  clock.kind === 'first'
    ? lead.seen_at === null
    : lead.owner_id !== null && !(await hasSeenSince(db, lead.id, lead.owner_id, clock.started_at));
