import { letKeyGo } from '#store/arrivals.ts';
import { addPointIfNew, sortSender, takePointOff } from '#store/contacts.ts';
import type { Tx } from '#store/engine.ts';
import { saveFindings } from '#store/findings.ts';
import { saveChanges, setColumns } from '#store/insert.ts';
import type { Case } from '#store/leads.ts';
import { addTimelineEntry, findLead, readCase, takeLead } from '#store/leads.ts';
import { findLetter, withdrawLetters } from '#store/outbox.ts';
import type { LeadRow, UndoRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import { unmergeIn } from '../contacts/merge-contacts.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import type { Made } from './keep-undo.ts';
import { lookAhead } from './look-ahead.ts';
import { actedSince, takeBackLead } from './take-back-lead.ts';

type Asked = { id: string; memberId: string };

/**
 * Takes an act back within ten seconds, by the member who did it, as long as nobody has acted on the lead since. It is a deed of
 * its own with its own row on the timeline; nothing that left the house is called back, because nothing leaves before. Gives the
 * lead that was acted on; null where the act was on an arrival.
 */
export const undoAct = (env: Env, asked: Asked): Promise<LeadRow | null> => env.write((tx) => undoIn(tx, asked));

async function undoIn(tx: Tx, asked: Asked): Promise<LeadRow | null> {
  const undo = await tx.db.selectFrom('undo').selectAll().where('id', '=', asked.id).executeTakeFirst();
  if (!undo || undo.member_id !== asked.memberId) throw new Refusal(404, 'There is nothing to undo here.');
  if (undo.used_at !== null) throw new Refusal(409, 'This was undone already.');
  if (undo.until_at < tx.now) throw new Refusal(409, 'Ten seconds are over, so this cannot be undone any more.');
  await tx.db.updateTable('undo').set({ used_at: tx.now }).where('id', '=', undo.id).execute();
  if (undo.lead_id !== null) return undoOnLead(tx, undo, undo.lead_id);
  await takeBack(tx, null, JSON.parse(undo.made) as Made[], asked.memberId);
  // What was written down and taken back is no double of what is written down next.
  if (undo.arrival_id !== null && undo.what === 'log') await letKeyGo(tx.db, undo.arrival_id);
  tx.after('arrivals');
  return null;
}

async function undoOnLead(tx: Tx, undo: UndoRow, leadId: string): Promise<LeadRow> {
  const lead = await takeLead(tx.db, leadId, 1, undo.version);
  if (!lead) throw new Refusal(412, actedSince);
  await takeBack(tx, lead.id, JSON.parse(undo.made) as Made[], undo.member_id);
  const before = JSON.parse(undo.dossier) as Case;
  await restore(tx, lead, before);
  await addTimelineEntry(tx.db, {
    id: tx.id(),
    lead_id: lead.id,
    at: tx.now,
    kind: 'undone',
    member_id: undo.member_id,
    facts: JSON.stringify({ what: undo.what }),
    version: lead.version,
  });
  tx.after(`lead:${lead.id}`);
  return (await findLead(tx.db, lead.id))!;
}

/** What the act had added or changed. A touch stays as a row that was undone; a letter is withdrawn before it goes. */
async function takeBack(tx: Tx, leadId: string | null, made: readonly Made[], memberId: string): Promise<void> {
  for (const one of made.toReversed()) {
    if (one.table === 'points') await takeBackPoint(tx, one);
    else if (one.table === 'undo') await undoIn(tx, { id: one.id, memberId });
    else if (one.table === 'leads') await takeBackLead(tx, one, memberId);
    else if (one.table === 'contacts' && 'merged_into_id' in one.was) await unmergeIn(tx, { id: one.id, memberId });
    else if (one.table === 'steps' && 'was' in one)
      await tx.db.updateTable('steps').set(one.was).where('lead_id', '=', leadId).where('id', '=', one.id).execute();
    else if ('was' in one) {
      await setColumns(tx.db, one.table, one.id, one.was);
      if (one.table === 'contacts') await findAnew(tx, one.id);
    } else if (one.table === 'touches') await setColumns(tx.db, 'touches', one.id, { undone_at: tx.now });
    else if (one.table === 'outbox') await withdraw(tx, one.id);
    else await tx.db.deleteFrom(one.table).where('id', '=', one.id).where('lead_id', '=', leadId).execute();
  }
}

/** Leads are found by the name of their contact, and by its addresses and numbers. */
const findAnew = (tx: Tx, contactId: string) =>
  tx.db.updateTable('leads').set({ indexed_version: 0 }).where('contact_id', '=', contactId).execute();

async function takeBackPoint(tx: Tx, one: Made & { table: 'points' }): Promise<void> {
  if ('was' in one) return void (await sortSender(tx.db, one, one.was));
  if ('added' in one) await takePointOff(tx.db, one.added);
  // Somebody else has written from it since.
  else if (!(await addPointIfNew(tx.db, one.took))) throw new Refusal(412, actedSince);
  await findAnew(tx, ('added' in one ? one.added : one.took).contact_id);
}

/** A customer cannot be untold; a notice to one of us says at worst what is no longer so. */
async function withdraw(tx: Tx, id: string): Promise<void> {
  if ((await withdrawLetters(tx.db, { id }, tx.now)) > 0) return;
  if ((await findLetter(tx.db, id))?.audience !== 'member')
    throw new Refusal(409, 'It has left already, so it cannot be undone any more.');
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
    const there = await tx.db
      .selectFrom(table)
      .selectAll()
      .where('id', '=', row.id)
      .where('lead_id', '=', row.lead_id)
      .executeTakeFirst();
    if (there) await saveChanges(tx.db, table, there as typeof row, row);
  }
  lookAhead(back, await readStandard(tx.db), tx.now);
  await saveChanges(tx.db, 'leads', lead, back.lead);
  await saveFindings(tx.db, lead.id, now.findings, back.findings);
}
