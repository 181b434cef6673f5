import type { Db } from './engine.ts';
import type { ClockRow } from './schema.ts';

/** The clock of a lead's first answer; of several, as a merge leaves them, the one that began first. */
export const firstClockOf = (db: Db, leadId: string): Promise<ClockRow | undefined> =>
  db
    .selectFrom('clocks')
    .selectAll()
    .where('lead_id', '=', leadId)
    .where('kind', '=', 'first')
    .orderBy('started_at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
