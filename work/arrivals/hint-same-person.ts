import type { Tx } from '#store/engine.ts';
import { addTimelineEntry } from '#store/leads.ts';
import type { LeadRow } from '#store/schema.ts';

/** "Same person?": the address and the number of a sender belong to two contacts. Asked once on a lead, answered by merging or not. */
export async function hintSamePerson(tx: Tx, lead: Pick<LeadRow, 'id' | 'version'>, contactId: string): Promise<void> {
  const facts = JSON.stringify({ contact: contactId });
  const asked = await tx.db
    .selectFrom('timeline')
    .select('id')
    .where('lead_id', '=', lead.id)
    .where('kind', '=', 'same-person')
    .where('facts', '=', facts)
    .limit(1)
    .executeTakeFirst();
  if (asked) return;
  await addTimelineEntry(tx.db, {
    id: tx.id(),
    lead_id: lead.id,
    at: tx.now,
    kind: 'same-person',
    member_id: null,
    facts,
    version: lead.version,
  });
}
