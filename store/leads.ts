import type { ExpressionBuilder } from 'kysely';
import type { Db } from './engine.ts';
import { familyLeads } from './family.ts';
import { inserter } from './insert.ts';
import { prepared } from './prepared.ts';
import type { ClockRow, FindingRow, HandOverRow, LeadRow, Schema, StageSpanRow, StepRow } from './schema.ts';

export const addLead = inserter('leads');
export const addClock = inserter('clocks');
export const addStageSpan = inserter('stage_spans');
export const addStep = inserter('steps');
export const addTouch = inserter('touches');
export const addTimelineEntry = inserter('timeline');
export const addUndo = inserter('undo');

/**
 * Takes a lead for this deed alone: the update is the lock, on either engine.
 * Undefined where there is no such lead, or it is no longer at the version asked for.
 */
export async function takeLead(db: Db, id: string, step: 0 | 1, version?: number): Promise<LeadRow | undefined> {
  const taken = version === undefined ? takeAny(db, { id, step }) : takeVersion(db, { id, step, version });
  return (await taken)[0];
}

type Take = { id: string; step: number };

const take = (db: Db, id: string, step: number) =>
  db
    .updateTable('leads')
    .set((eb) => ({ version: eb('version', '+', step) }))
    .where('id', '=', id)
    .returningAll();

const takeAny = prepared<Take, LeadRow>((db, slot) => take(db, slot('id'), slot('step')));
const takeVersion = prepared<Take & { version: number }, LeadRow>((db, slot) =>
  take(db, slot('id'), slot('step')).where('version', '=', slot('version')),
);

const leadById = prepared<{ id: string }, LeadRow>((db, slot) => db.selectFrom('leads').selectAll().where('id', '=', slot('id')));

export const findLead = async (db: Db, id: string): Promise<LeadRow | undefined> => (await leadById(db, { id }))[0];

export const findLeadByNumber = (db: Db, number: number): Promise<LeadRow | undefined> =>
  db.selectFrom('leads').selectAll().where('number', '=', number).executeTakeFirst();

/** The lead, or the one it was merged into. */
export async function findSurvivor(db: Db, id: string): Promise<LeadRow | undefined> {
  let lead = await findLead(db, id);
  while (lead?.merged_into_id) lead = await findLead(db, lead.merged_into_id);
  return lead;
}

/** What belongs to a lead and changes with it: the clock that runs, the stage it is in, the step planned, the hand-over not yet accepted. */
export type Case = {
  lead: LeadRow;
  clock: ClockRow | null;
  span: StageSpanRow | null;
  step: StepRow | null;
  handOver: HandOverRow | null;
  findings: FindingRow[];
  unsentAt: number | null;
  quoteOwedDueAt: number | null;
};

const openClock = prepared<{ lead: string }, ClockRow>((db, slot) =>
  db
    .selectFrom('clocks')
    .selectAll()
    .where('lead_id', '=', slot('lead'))
    .where('answered_at', 'is', null)
    .where('ended_at', 'is', null),
);
const openSpan = prepared<{ lead: string }, StageSpanRow>((db, slot) =>
  db.selectFrom('stage_spans').selectAll().where('lead_id', '=', slot('lead')).where('left_at', 'is', null),
);
const stepOf = prepared<{ lead: string; step: string | null }, StepRow>((db, slot) =>
  db.selectFrom('steps').selectAll().where('lead_id', '=', slot('lead')).where('id', '=', slot('step')),
);
const openHandOver = prepared<{ lead: string }, HandOverRow>((db, slot) =>
  db
    .selectFrom('hand_overs')
    .selectAll()
    .where('lead_id', '=', slot('lead'))
    .where('accepted_at', 'is', null)
    .where('returned_at', 'is', null)
    .where('ended_at', 'is', null),
);
const findingsOf = prepared<{ lead: string }, FindingRow>((db, slot) =>
  db.selectFrom('findings').selectAll().where('lead_id', '=', slot('lead')),
);
/** A letter that a person wanted sent and that did not go: kept, refused or unknown, until somebody says what became of it. */
const unsentLetter = prepared<{ lead: string }, { at: number | null }>((db, slot) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min('created_at').as('at'))
    .where('lead_id', '=', slot('lead'))
    .where('kind', 'in', ['reply', 'takes-longer'])
    .where('state', 'in', ['kept', 'refused', 'unknown'])
    .where('settled_by', 'is', null),
);
const quoteOwed = prepared<{ lead: string }, { due: number | null }>((db, slot) =>
  db
    .selectFrom('quotes')
    .select((eb) => eb.fn.min('promised_due_at').as('due'))
    .where('lead_id', '=', slot('lead'))
    .where('sent_at', 'is', null),
);

/** Since when a letter on this lead has not gone, or null. */
export const unsentSince = async (db: Db, leadId: string): Promise<number | null> =>
  (await unsentLetter(db, { lead: leadId }))[0]?.at ?? null;

/** The lead with all that its deeds decide by. Take it first (`takeLead`) where something is to change. */
export async function readCase(db: Db, lead: LeadRow): Promise<Case> {
  const of = { lead: lead.id };
  return {
    lead,
    clock: (await openClock(db, of))[0] ?? null,
    span: (await openSpan(db, of))[0] ?? null,
    step: (await stepOf(db, { ...of, step: lead.step_id }))[0] ?? null,
    handOver: (await openHandOver(db, of))[0] ?? null,
    findings: await findingsOf(db, of),
    unsentAt: await unsentSince(db, lead.id),
    quoteOwedDueAt: (await quoteOwed(db, of))[0]?.due ?? null,
  };
}

/** Of the leads of a contact and of those merged into it that are not closed, the one that was touched last. */
export const findOpenLeadOf = prepared<{ contact: string }, { id: string }>((db, slot) =>
  familyLeads(db, slot('contact'))
    .select('leads.id')
    .where('state', 'in', ['open', 'later'])
    .orderBy(lastTouch, (order) => order.desc().nullsLast())
    .orderBy('leads.id', 'desc')
    .limit(1),
);

/** A call that nobody took and a try count as well; those that were taken back do not. */
const lastTouch = (eb: ExpressionBuilder<Schema, 'leads'>) =>
  eb
    .selectFrom('touches')
    .select((of) => of.fn.max('touches.at').as('at'))
    .whereRef('touches.lead_id', '=', 'leads.id')
    .where('touches.undone_at', 'is', null);

/** Of the leads of a contact that were merged into another one, perhaps somebody else's, the newest. */
export const findMergedLeadOf = prepared<{ contact: string }, { id: string }>((db, slot) =>
  familyLeads(db, slot('contact'))
    .select('leads.id')
    .where('leads.merged_into_id', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1),
);

/** Of the leads of a contact and of those merged into it that are closed, the one closed last. */
export const findClosedLeadOf = prepared<{ contact: string }, LeadRow>((db, slot) =>
  familyLeads(db, slot('contact'))
    .selectAll('leads')
    .where('state', '=', 'closed')
    .where('outcome', 'in', ['lost', 'question', 'won'])
    .orderBy('closed_at', 'desc')
    .orderBy('leads.id', 'desc')
    .limit(1),
);
