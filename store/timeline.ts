import type { Db } from './engine.ts';
import { leadsShownBy } from './family.ts';

/** What happened on a lead after a version of it, oldest first. */
export async function changesSince(db: Db, leadId: string, version: number) {
  const rows = await db
    .selectFrom('timeline')
    .leftJoin('members', 'members.id', 'timeline.member_id')
    .select(['timeline.kind', 'timeline.at', 'members.name as by'])
    .where('timeline.lead_id', '=', leadId)
    .where('timeline.version', '>', version)
    .orderBy('timeline.id')
    .limit(20)
    .execute();
  return rows;
}

/** What happened on a lead and on those merged into it. */
export const readTimeline = async (db: Db, leadId: string) =>
  db
    .selectFrom('timeline')
    .leftJoin('members', 'members.id', 'timeline.member_id')
    .select(['timeline.id', 'timeline.kind', 'timeline.at', 'timeline.facts', 'timeline.member_id', 'members.name as by'])
    .where('timeline.lead_id', 'in', await leadsShownBy(db, leadId))
    .orderBy('timeline.at')
    .orderBy('timeline.id')
    .execute();

/** Every contact with the person on a lead and on those merged into it. */
export const readTouches = async (db: Db, leadId: string) =>
  db
    .selectFrom('touches')
    .leftJoin('members', 'members.id', 'touches.member_id')
    .selectAll('touches')
    .select('members.name as by')
    .where('touches.lead_id', 'in', await leadsShownBy(db, leadId))
    .where('touches.undone_at', 'is', null)
    .orderBy('touches.at')
    .orderBy('touches.id')
    .execute();

/** What they wrote on a lead since a moment, courtesies left out, the oldest first. */
export const writtenSince = (db: Db, leadId: string, since: number) =>
  db
    .selectFrom('touches')
    .select(['at', 'kind'])
    .where('lead_id', '=', leadId)
    .where('direction', '=', 'in')
    .where('result', '<>', 'spoke')
    .where('at', '>=', since)
    .where('courtesy_at', 'is', null)
    .where('undone_at', 'is', null)
    .orderBy('at')
    .execute();
