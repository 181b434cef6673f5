import { type AnswerBy, answerBy } from '#domain/answer-by.ts';
import type { NextStep } from '#domain/next-step.ts';
import { nextStep } from '#domain/next-step.ts';
import { answerDueAt } from '#domain/outlook.ts';
import type { Source } from '#domain/source.ts';
import { type StageKind, stageNamed, stageOfKind } from '#domain/stage.ts';
import { saveChanges } from '#store/insert.ts';
import { addClock, addStageSpan, addStep } from '#store/leads.ts';
import type { ClockRow, StepRow } from '#store/schema.ts';
import type { Act } from './act-on-lead.ts';

const aMinute = 60_000;

/** Puts the lead into a stage and keeps how long it was in the last one. */
export async function moveStage(act: Act, key: string): Promise<void> {
  const { lead, span } = act.case;
  if (lead.stage === key) return;
  const kind = stageNamed(act.standard.stages, key)!.kind;
  if (span) {
    await saveChanges(act.tx.db, 'stage_spans', span, { ...span, left_at: act.now });
  }
  const next = { id: act.tx.id(), lead_id: lead.id, stage: key, kind, entered_at: act.now, left_at: null, member_id: act.by };
  await addStageSpan(act.tx.db, next);
  act.made.push({ table: 'stage_spans', id: next.id });
  act.tell('stage', { from: lead.stage, to: key });
  act.case.span = next;
  lead.stage = key;
  if (lead.stage_before_waiting && kind !== 'follow-up') lead.stage_before_waiting = key;
}

/** The kind of the lead's stage; undefined for a stage that the team has no longer. */
export const kindOfStage = (act: Act): StageKind | undefined => stageNamed(act.standard.stages, act.case.lead.stage)?.kind;

/** Puts the lead into the first stage of a kind. Throws where the team has none in use. */
export const moveToKind = (act: Act, kind: StageKind): Promise<void> =>
  moveStage(act, stageOfKind(act.standard.stages, kind).key);

/** A suggested step is Baton's; a chosen one is the member's. */
export type Plan = NextStep & { chosen?: boolean; toldThem?: boolean; stepDone?: boolean };

/** The lead's one next step becomes this one; the one before is done or dropped, and kept. */
export async function planStep(act: Act, plan: Plan): Promise<void> {
  const { tx, now, by } = act;
  const { lead, step } = act.case;
  if (step) {
    const end = plan.stepDone ? { done_at: now, done_by: by } : { dropped_at: now };
    await saveChanges(tx.db, 'steps', step, { ...step, ...end });
  }
  const next = {
    id: tx.id(),
    lead_id: lead.id,
    what: plan.what,
    due_at: plan.dueAt,
    suggested_at: plan.chosen ? null : now,
    chosen_at: plan.chosen ? now : null,
    chosen_by: plan.chosen ? by : null,
    told_at: plan.toldThem ? now : null,
    done_at: null,
    done_by: null,
    dropped_at: null,
    moved_count: plan.stepDone || !step ? 0 : step.moved_count + 1,
    created_at: now,
  };
  await addStep(tx.db, next);
  act.made.push({ table: 'steps', id: next.id });
  showStep(act, next, plan.waiting);
}

/** This is the lead's step from now on. */
export function showStep(act: Act, step: StepRow, waiting: boolean): void {
  const { lead } = act.case;
  act.case.step = step;
  lead.step_id = step.id;
  lead.next_what = step.what;
  lead.next_due_at = step.due_at;
  lead.next_suggested_at = step.suggested_at;
  lead.next_told_at = step.told_at;
  lead.waiting_at = waiting ? act.now : null;
  lead.waiting_until_at = waiting ? step.due_at : null;
  if (waiting && kindOfStage(act) !== 'follow-up') lead.stage_before_waiting = lead.stage;
  lead.woke_at = null;
}

/** The step is dropped with nothing in its place: only for a lead that is put to later or closed. */
export async function dropStep(act: Act): Promise<void> {
  const { lead, step } = act.case;
  if (step) await saveChanges(act.tx.db, 'steps', step, { ...step, dropped_at: act.now });
  act.case.step = null;
  Object.assign(lead, {
    step_id: null,
    next_what: null,
    next_due_at: null,
    next_suggested_at: null,
    next_told_at: null,
    waiting_at: null,
    waiting_until_at: null,
    woke_at: null,
  });
}

/** An answer is owed from the moment they wrote; at most one clock runs. Plants the step that goes with it. */
export async function startClock(
  act: Act,
  kind: 'first' | 'again' | 'undelivered',
  owed: { at: number; source: Source; channel: string; promised?: boolean },
): Promise<void> {
  const { tx, standard } = act;
  const { lead } = act.case;
  const by = answerBy(
    {
      receivedAt: owed.at,
      // The form named the time of a first answer before they sent it, whoever they are.
      kind: kind === 'first' || owed.promised ? 'first' : 'again',
      source: owed.source,
      channel: owed.channel,
      urgent: lead.urgent_at !== null,
      onCall: standard.rule.urgentOutside === 'on-call' && standard.team.on_call !== null,
    },
    standard.rule,
    standard.timetable,
  );
  const clock = {
    id: tx.id(),
    lead_id: lead.id,
    kind,
    rule: JSON.stringify(by.why),
    rules_version: standard.team.rules_version,
    started_at: owed.at,
    due_at: by.dueAt,
    told_due_at: null,
    tried_at: null,
    try_due_at: null,
    answered_at: null,
    touch_id: null,
    ended_at: null,
    noticed_at: owed.at,
  };
  await addClock(tx.db, clock);
  act.made.push({ table: 'clocks', id: clock.id });
  act.case.clock = clock;
  lead.inbound_count = 1;
  await planStep(act, nextStep({ is: 'their-message', dueAt: clock.due_at }, standard.timetable, standard.rule, act.now));
}

/** The answer is due at another time, and so is the step that is this answer. */
export function moveDue(act: Act, clock: ClockRow, { dueAt, why }: AnswerBy): void {
  const { lead, step } = act.case;
  if (lead.next_due_at === clock.due_at) {
    lead.next_due_at = dueAt;
    if (step) step.due_at = dueAt;
  }
  clock.due_at = dueAt;
  clock.rule = JSON.stringify(why);
}

/** They wrote once more before we answered: the clock goes on as it was, and what a try had hidden is back. */
export function answerAgain(act: Act, clock: ClockRow): Promise<void> {
  clock.try_due_at = null;
  const { timetable, rule } = act.standard;
  const dueAt = answerDueAt({ dueAt: clock.due_at, toldDueAt: clock.told_due_at });
  return planStep(act, nextStep({ is: 'their-message', dueAt }, timetable, rule, act.now));
}

/** They heard from us at this moment. The first time is kept for good; what came before they wrote is no answer to it. */
export async function hearFromUs(act: Act, heardAt: number, touchId: string): Promise<void> {
  const { lead, clock } = act.case;
  // What is logged by hand is known to the minute.
  if (clock && heardAt < clock.started_at - (clock.started_at % aMinute)) return;
  const at = Math.max(heardAt, clock?.started_at ?? 0);
  if (clock) {
    await saveChanges(act.tx.db, 'clocks', clock, { ...clock, answered_at: at, touch_id: touchId });
    act.case.clock = null;
  }
  lead.first_answer_at ??= at;
  lead.inbound_count = 0;
  lead.tried_count = 0;
  lead.woke_at = null;
  if (kindOfStage(act) === 'new') await moveToKind(act, 'active');
  const before = lead.stage_before_closing && stageNamed(act.standard.stages, lead.stage_before_closing);
  if (before && before.kind === 'new') lead.stage_before_closing = stageOfKind(act.standard.stages, 'active').key;
}

/** The clock ends without an answer, because nothing is owed any more. */
export async function endClock(act: Act): Promise<void> {
  const { clock } = act.case;
  if (!clock) return;
  await saveChanges(act.tx.db, 'clocks', clock, { ...clock, ended_at: act.now });
  act.case.clock = null;
}

/** The waiting is over because they wrote: the stage is the one before it. */
export async function stopWaiting(act: Act): Promise<void> {
  const { lead } = act.case;
  const before = lead.stage_before_waiting;
  lead.waiting_at = null;
  lead.waiting_until_at = null;
  lead.stage_before_waiting = null;
  if (before && kindOfStage(act) === 'follow-up' && stageNamed(act.standard.stages, before)) await moveStage(act, before);
}

/** Somebody who acts has had it before their eyes: that silences the notices to owner and cover. */
export function markSeen(act: Act): void {
  const { lead } = act.case;
  if (!act.by || lead.seen_at !== null) return;
  lead.seen_at = act.now;
  lead.seen_by = act.by;
}
