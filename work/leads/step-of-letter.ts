import { nextStep } from '#domain/next-step.ts';
import { saveChanges } from '#store/insert.ts';
import type { OutboxEntryRow, StepRow } from '#store/schema.ts';
import { isOfLetterNotGone, stepBackOf, stepDoneBy, stepOf } from '#store/steps.ts';
import type { Act } from './act-on-lead.ts';
import { kindOfStage, planStep, showStep, stopWaiting } from './moves.ts';
import { planAnswer } from './replace-clock.ts';

type Letter = Pick<OutboxEntryRow, 'id' | 'lead_id' | 'created_at'>;

/**
 * The letter did not go, so it is not their turn: the waiting that was planned with it ends, and the step that it would have been
 * is to be done still. What somebody has chosen, done or planned since stays.
 */
export async function takeStepBack(act: Act, letter: Letter): Promise<void> {
  const { lead, step, span, clock } = act.case;
  if (lead.state !== 'open' || !step || step.created_at !== letter.created_at) return;
  const isOver = kindOfStage(act) === 'follow-up' && span?.member_id === null && span.entered_at > letter.created_at;
  const isChosen = step.chosen_at !== null && step.chosen_at !== step.created_at;
  if (isChosen || (lead.waiting_at === null && !isOver)) return;
  if (isOver) await stopWaiting(act);
  const before = await stepBefore(act, step);
  const stands =
    before && (before.chosen_at !== null || clock?.try_due_at === before.due_at || (!clock && before.what !== 'Answer'));
  if (stands) await reviveStep(act, before);
  else if (clock) await planAnswer(act, clock);
  else await planStep(act, nextStep({ is: 'spoke' }, act.standard.timetable, act.standard.rule, act.now));
  act.tell('step-back', { letter: letter.id, step: act.case.step!.id, planned: step.id });
}

/** What was ended by the letter, or by one before it that did not go either. */
async function stepBefore({ tx }: Act, step: StepRow): Promise<StepRow | undefined> {
  let before = await stepDoneBy(tx.db, step);
  while (before && (await isOfLetterNotGone(tx.db, before))) before = await stepDoneBy(tx.db, before);
  return before;
}

/** A step that seemed to be done is to be done still, as it was. */
async function reviveStep(act: Act, before: StepRow): Promise<void> {
  const { tx, made, case: known, now } = act;
  if (known.step) await saveChanges(tx.db, 'steps', known.step, { ...known.step, dropped_at: now });
  const again: StepRow = { ...before, done_at: null, done_by: null };
  made.push({ table: 'steps', id: before.id, was: { done_at: before.done_at, done_by: before.done_by } });
  await saveChanges(tx.db, 'steps', before, again);
  showStep(act, again, false);
}

/** They have the letter after all: what was planned with it is planned again, where nobody has planned anything else since. */
export async function planStepAgain(act: Act, letter: Letter): Promise<void> {
  const { lead, step } = act.case;
  if (lead.state !== 'open' || !step) return;
  const { timetable, rule } = act.standard;
  const usual = nextStep({ is: 'first-reply' }, timetable, rule, act.now);
  const back = await stepBackOf(act.tx.db, lead.id, letter.id);
  if (back?.step === step.id && (step.chosen_at ?? 0) <= back.at) {
    const planned = (await stepOf(act.tx.db, lead.id, back.planned))!;
    const isAhead = planned.due_at > act.now;
    const plan = { ...usual, what: planned.what, ...(isAhead ? { dueAt: planned.due_at } : {}) };
    await planStep(act, { ...plan, chosen: isAhead && planned.chosen_at !== null, stepDone: true });
  } else if (lead.next_what === 'Answer' && lead.next_suggested_at !== null) await planStep(act, { ...usual, stepDone: true });
}
