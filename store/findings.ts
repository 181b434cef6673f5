import type { Db } from './engine.ts';
import { inserter } from './insert.ts';
import type { FindingRow } from './schema.ts';

const addFinding = inserter('findings');

/** Brings a lead's stored findings from one set to another. */
export async function saveFindings(
  db: Db,
  leadId: string,
  before: readonly FindingRow[],
  after: readonly FindingRow[],
): Promise<void> {
  for (const old of before)
    if (!after.some(({ kind }) => kind === old.kind))
      await db.deleteFrom('findings').where('lead_id', '=', leadId).where('kind', '=', old.kind).execute();
  for (const finding of after) {
    const old = before.find(({ kind }) => kind === finding.kind);
    if (!old) await addFinding(db, finding);
    else if (old.since_at !== finding.since_at)
      await db
        .updateTable('findings')
        .set({ since_at: finding.since_at })
        .where('lead_id', '=', leadId)
        .where('kind', '=', finding.kind)
        .execute();
  }
}
