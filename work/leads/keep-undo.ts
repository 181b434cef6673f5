import type { Decision } from '#store/arrivals.ts';
import type { Tx } from '#store/engine.ts';
import type { Changeable } from '#store/insert.ts';
import { addUndo } from '#store/leads.ts';
import type { ArrivalRow, PointRow, StepRow } from '#store/schema.ts';

/** So long an act can be taken back, and what leaves the house waits so long. Milliseconds. */
export const undoFor = 10_000;

/** What an act has added, and what it has changed beside the case: its undo takes back the one and puts back the other. */
export type Made =
  | { table: 'touches' | 'notes' | 'outbox' | 'clocks' | 'stage_spans' | 'steps' | 'tasks' | 'appointments'; id: string }
  | { table: 'steps'; id: string; was: Pick<StepRow, 'done_at' | 'done_by'> }
  | { table: Changeable; id: string; was: Record<string, string | number | null> }
  | { table: 'points'; kind: PointRow['kind']; value: string; was: Pick<PointRow, 'sorted_as' | 'sorted_by'> }
  | { table: 'points'; added: PointRow }
  | { table: 'points'; took: PointRow }
  /** A lead that was opened; it is taken back whole if it is still as it was. */
  | { table: 'leads'; id: string; version: number }
  /** Another act that belongs to this one. */
  | { table: 'undo'; id: string };

export type Undo = { id: string; until: number };

/** Whom an act can be taken back by, and what it has made; a deed on an arrival collects it here. */
export type Undoable = { by: string; made: Made[] };

/** What had been decided about an arrival, or is to be decided about it when it is taken back. */
export const decisionOf = (arrival: Pick<ArrivalRow, 'id' | keyof Decision>): Made => ({
  table: 'arrivals',
  id: arrival.id,
  was: {
    outcome: arrival.outcome,
    reason: arrival.reason,
    decided_by: arrival.decided_by,
    decided_at: arrival.decided_at,
    lead_id: arrival.lead_id,
    contact_id: arrival.contact_id,
    owner_id: arrival.owner_id,
    look_due_at: arrival.look_due_at,
    retry_due_at: arrival.retry_due_at,
    told_due_at: arrival.told_due_at,
  },
});

type Kept = {
  memberId: string;
  what: string;
  made: readonly Made[];
  lead?: { id: string; version: number; before: object };
  arrivalId?: string;
};

/** Keeps what taking an act back needs. */
export async function keepUndo(tx: Tx, { memberId, what, made, lead, arrivalId }: Kept): Promise<Undo> {
  const undo = { id: tx.id(), until: tx.now + undoFor };
  await addUndo(tx.db, {
    id: undo.id,
    member_id: memberId,
    lead_id: lead?.id ?? null,
    arrival_id: arrivalId ?? null,
    version: lead?.version ?? 0,
    what,
    dossier: JSON.stringify(lead?.before ?? {}),
    made: JSON.stringify(made),
    until_at: undo.until,
    used_at: null,
    created_at: tx.now,
  });
  return undo;
}
