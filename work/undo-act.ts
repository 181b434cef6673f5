import type { Tx } from '#store/engine.ts';
import { saveFindings } from '#store/findings.ts';
import { saveChanges, setColumns } from '#store/insert.ts';
import type { Case } from '#store/leads.ts';
import { addTimelineEntry, readCase, takeLead } from '#store/leads.ts';
import type { LeadRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Made } from './act-on-lead.ts';
import type { Env } from './env.ts';
import { lookAhead } from './look-ahead.ts';
import { Refusal } from './refusal.ts';

type Asked = { id: string; memberId: string };

/**
 * Takes an act back within ten seconds, by the member who did it, as long as nobody has acted on the lead since. It is a deed of
 * its own with its own row on the timeline; nothing that left the house is called back, because nothing leaves before.
 */
export const undoAct = (env: Env, asked: Asked): Promise<LeadRow> => env.write((tx) => undoIn(tx, asked));

async function undoIn(tx: Tx, asked: Asked): Promise<LeadRow> {
  const undo = await tx.db.selectFrom('undo').selectAll().where('id', '=', asked.id).executeTakeFirst();
  if (!undo?.lead_id || undo.member_id !== asked.memberId) throw new Refusal(404, 'There is nothing to undo here.');
  if (undo.used_at !== null) throw new Refusal(409, 'This was undone already.');
  if (undo.until_at < tx.now) throw new Refusal(409, 'Ten seconds are over, so this cannot be undone any more.');
  const lead = await takeLead(tx.db, undo.lead_id, 1, undo.version);
  if (!lead) throw new Refusal(412, 'Somebody has acted on this lead since, so this cannot be undone any more.');
  await takeBack(tx, JSON.parse(undo.made) as Made[], asked.memberId);
  const before = JSON.parse(undo.dossier) as Case;
  await restore(tx, lead, before);
  await addTimelineEntry(tx.db, {
    id: tx.id(),
    lead_id: lead.id,
    at: tx.now,
    kind: 'undone',
    member_id: asked.memberId,
    facts: JSON.stringify({ what: undo.what }),
    version: lead.version,
  });
  await tx.db.updateTable('undo').set({ used_at: tx.now }).where('id', '=', undo.id).execute();
  tx.after(`lead:${lead.id}`);
  return (await tx.db.selectFrom('leads').selectAll().where('id', '=', lead.id).executeTakeFirst())!;
}

/** What the act had added or changed. A touch stays as a row that was undone; a letter is withdrawn before it goes. */
async function takeBack(tx: Tx, made: readonly Made[], memberId: string): Promise<void> {
  for (const one of made.toReversed()) {
    const { table, id } = one;
    if ('was' in one) {
      await setColumns(tx.db, one.table, id, one.was);
      // Leads are found by the name of their contact.
      if (one.table === 'contacts')
        await tx.db.updateTable('leads').set({ indexed_version: 0 }).where('contact_id', '=', id).execute();
    } else if (table === 'undo') await undoIn(tx, { id, memberId });
    else if (table === 'touches') await tx.db.updateTable('touches').set({ undone_at: tx.now }).where('id', '=', id).execute();
    else if (table === 'outbox') {
      const { numUpdatedRows } = await tx.db
        .updateTable('outbox')
        .set({ state: 'withdrawn', due_at: null, settled_at: tx.now })
        .where('id', '=', id)
        .where('state', '=', 'queued')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new Refusal(409, 'It has left already, so it cannot be undone any more.');
    } else await tx.db.deleteFrom(table).where('id', '=', id).execute();
  }
}

/** The case as it was before the act, looked at with the rules of now. */
async function restore(tx: Tx, lead: LeadRow, before: Case): Promise<void> {
  const now = await readCase(tx.db, lead);
  const back: Case = {
    ...structuredClone(before),
    unsentAt: now.unsentAt,
    quoteOwedDueAt: now.quoteOwedDueAt,
    lead: { ...before.lead, version: lead.version, indexed_version: lead.indexed_version },
  };
  for (const [table, row] of [
    ['clocks', before.clock],
    ['stage_spans', before.span],
    ['steps', before.step],
    ['hand_overs', before.handOver],
  ] as const) {
    if (!row) continue;
    const there = await tx.db.selectFrom(table).selectAll().where('id', '=', row.id).executeTakeFirst();
    if (there) await saveChanges(tx.db, table, there as typeof row, row);
  }
  lookAhead(back, await readStandard(tx.db), tx.now);
  await saveChanges(tx.db, 'leads', lead, back.lead);
  await saveFindings(tx.db, lead.id, now.findings, back.findings);
}
