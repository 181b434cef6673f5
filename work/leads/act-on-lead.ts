import type { Tx } from '#store/engine.ts';
import { saveFindings } from '#store/findings.ts';
import { saveChanges } from '#store/insert.ts';
import { addTimelineEntry, type Case, findLead, findLeadByNumber, readCase, takeLead } from '#store/leads.ts';
import type { LeadRow } from '#store/schema.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import { changesSince } from '#store/timeline.ts';
import { Refusal } from '../refusal.ts';
import { keepUndo, type Made, type Undo } from './keep-undo.ts';
import { lookAhead } from './look-ahead.ts';

/** Who acts: a member, or Baton itself (null); and who may take it back, where Baton does it on somebody's word. */
export type Actor = { memberId: string | null; undoBy?: string | undefined };
export const baton: Actor = { memberId: null };

/** One act on one lead while it is being done: the case as it is becoming, and what will be told about it. */
export type Act = {
  tx: Tx;
  standard: Standard;
  by: string | null;
  now: number;
  case: Case;
  made: Made[];
  tell(kind: string, facts?: Record<string, unknown>): void;
};

export type Done<Value> = { value: Value; lead: LeadRow; undo: Undo | null };

/**
 * Which lead is meant, and at which version the asker saw it. A quiet act is Baton's own: it changes the version if it has something to
 * tell; one that only keeps record never does, so that it refuses nobody who is at work on the lead. A final one keeps nothing for an
 * undo, because another deed is its opposite.
 */
export type Which = {
  id?: string;
  number?: number;
  version?: number | undefined;
  quiet?: 'unless told' | 'always';
  final?: true;
};

async function take(tx: Tx, { id, number, version, quiet }: Which): Promise<LeadRow> {
  const known = number === undefined ? undefined : await findLeadByNumber(tx.db, number);
  const leadId = id ?? known?.id;
  const lead = leadId && (await takeLead(tx.db, leadId, quiet ? 0 : 1, version));
  if (lead) return lead;
  const there = leadId && (known ?? (await findLead(tx.db, leadId)));
  if (!there) throw new Refusal(404, 'There is no such lead.');
  const changes = await changesSince(tx.db, there.id, version ?? 0);
  throw new Refusal(412, 'Somebody changed this in the meantime. Nothing was saved; look at what changed and do it again.', {
    changes,
  });
}

/**
 * Every change of a lead goes this way: take it, change the case, look ahead again, write the timeline, keep what undo needs.
 * Throws Refusal where the lead is not there or has changed since `version`.
 */
export async function actOnLead<Value>(
  tx: Tx,
  which: Which,
  actor: Actor,
  name: string,
  change: (act: Act) => Promise<Value>,
): Promise<Done<Value>> {
  const lead = await take(tx, which);
  const before = await readCase(tx.db, lead);
  const standard = await readStandard(tx.db);
  const entries: { kind: string; facts: Record<string, unknown> | undefined }[] = [];
  const act: Act = {
    tx,
    standard,
    by: actor.memberId,
    now: tx.now,
    case: copyOf(before),
    made: [],
    tell: (kind, facts) => void entries.push({ kind, facts }),
  };
  const value = await change(act);
  const after = act.case.lead;
  if (which.quiet === 'unless told' && entries.length > 0) after.version += 1;
  lookAhead(act.case, standard, tx.now);
  await saveChanges(tx.db, 'leads', lead, after);
  for (const [table, row] of [
    ['clocks', 'clock'],
    ['stage_spans', 'span'],
    ['steps', 'step'],
    ['hand_overs', 'handOver'],
  ] as const) {
    const [was, is] = [before[row], act.case[row]];
    if (was && is && was.id === is.id) await saveChanges(tx.db, table, was as never, is as never);
  }
  await saveFindings(tx.db, after.id, before.findings, act.case.findings);
  for (const { kind, facts } of entries)
    await addTimelineEntry(tx.db, {
      id: tx.id(),
      lead_id: after.id,
      at: tx.now,
      kind,
      member_id: actor.memberId,
      facts: facts ? JSON.stringify(facts) : null,
      version: after.version,
    });
  tx.after(`lead:${after.id}`);
  const undoBy = actor.undoBy ?? actor.memberId;
  const isKept = undoBy !== null && entries.length > 0 && !which.final;
  const kept = { id: after.id, version: after.version, before };
  return {
    value,
    lead: after,
    undo: isKept ? await keepUndo(tx, { memberId: undoBy, what: name, made: act.made, lead: kept }) : null,
  };
}

/** Rows hold texts and numbers only, so a copy of each is a whole copy. */
const copyOf = ({ lead, clock, span, step, handOver, findings, ...rest }: Case): Case => ({
  ...rest,
  lead: { ...lead },
  clock: clock && { ...clock },
  span: span && { ...span },
  step: step && { ...step },
  handOver: handOver && { ...handOver },
  findings: findings.map((finding) => ({ ...finding })),
});
