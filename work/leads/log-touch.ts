import { type Direction, isAnswer, isAttempt, type Result } from '#domain/lead.ts';
import { type Happening, nextStep } from '#domain/next-step.ts';
import { readAnswers, storedAnswers } from '#domain/questions.ts';
import { isSource, type Source } from '#domain/source.ts';
import { stageNamed } from '#domain/stage.ts';
import { addTouch } from '#store/leads.ts';
import { timesChased } from '#store/letters.ts';
import { isOnlyCourtesy } from '../arrivals/join-lead.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Done, type Which } from './act-on-lead.ts';
import { type Close, closeCase } from './close-lead.ts';
import { answerAgain, hearFromUs, markSeen, planStep, startClock, stopWaiting } from './moves.ts';
import { putCaseLater } from './put-later.ts';
import { queueReply } from './write-letter.ts';

/** What follows the touch; missing means the usual step. */
export type Then =
  | { usual: true }
  | { nextStep: { what: string; dueAt: number; toldThem?: boolean } }
  | { waitUntil: number }
  | { later: { until: number; what?: string } }
  | { close: Close };

export type Touch = {
  kind: string;
  direction: Direction;
  result: Result;
  text?: string;
  subject?: string;
  at?: number;
  minutes?: number;
  then?: Then;
  /** What was learnt by it, to the team's own questions, by key. */
  answers?: Record<string, string>;
  /** A letter that Baton is to send; else the touch has taken place elsewhere and is only kept. */
  send?: boolean;
};

/** Keeps one contact with the person and what follows from it. A letter to send leaves after ten seconds. */
export const logTouch = (
  env: Env,
  which: Which,
  actor: Actor,
  touch: Touch,
): Promise<Done<{ touchId: string; letterId: string | null }>> =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'touch', async (act) => {
      if (act.case.lead.state === 'closed') throw new Refusal(409, 'This lead is closed. Reopen it to go on with it.');
      const at = Math.min(touch.at ?? tx.now, tx.now);
      const touchId = tx.id();
      const courtesy = await isCourtesyOf(act, touch);
      const letterId = touch.send ? await queueReply(act, touchId, touch) : null;
      await addTouch(tx.db, {
        id: touchId,
        lead_id: act.case.lead.id,
        contact_id: act.case.lead.contact_id,
        kind: touch.kind,
        direction: touch.direction,
        result: touch.result,
        text: touch.text ?? null,
        minutes: touch.minutes ?? null,
        member_id: actor.memberId,
        arrival_id: null,
        outbox_id: letterId,
        courtesy_at: courtesy ? tx.now : null,
        at,
        recorded_at: tx.now,
        undone_at: null,
      });
      act.made.push({ table: 'touches', id: touchId });
      act.tell('touch', { touch: touchId, kind: touch.kind, direction: touch.direction, result: touch.result });
      if (touch.answers) act.case.lead.answers = storedAnswers({ ...readAnswers(act.case.lead.answers), ...touch.answers });
      markSeen(act);
      await takeEffect(act, touch, { touchId, at, letterId, courtesy });
      return { touchId, letterId };
    }),
  );

async function takeEffect(
  act: Act,
  touch: Touch,
  { touchId, at, letterId, courtesy }: { touchId: string; at: number; letterId: string | null; courtesy: boolean },
) {
  const { lead } = act.case;
  const attempt = isAttempt(touch.direction, touch.result);
  const missed = touch.direction === 'in' && touch.result === 'no-answer';
  const planned = touch.then !== undefined && !('usual' in touch.then);
  if (!attempt && !missed && !letterId) lead.last_contact_at = Math.max(lead.last_contact_at ?? 0, at);
  if (courtesy && !planned) return;
  if (lead.state === 'later') Object.assign(lead, { state: 'open', later_until_at: null });
  if (courtesy) return follow(act, touch, at);
  if (touch.direction === 'in' && touch.result !== 'spoke') return theyWrote(act, touch, at);
  if (attempt) lead.tried_count += 1;
  else if (isAnswer(touch.direction, touch.result) && !letterId) await hearFromUs(act, at, touchId);
  // It took place before they wrote, so what they wrote is still to be answered.
  const stillOwed = !attempt && !letterId && act.case.clock !== null;
  if (!stillOwed || planned) await follow(act, touch, at);
  const { clock } = act.case;
  if (attempt && clock && lead.state === 'open') Object.assign(clock, { tried_at: at, try_due_at: lead.next_due_at });
}

/** Their short thank-you, as it is told from what comes in by itself. */
async function isCourtesyOf({ tx, case: { lead } }: Act, { direction, result, kind, text = '' }: Touch): Promise<boolean> {
  if (direction !== 'in' || result !== 'received') return false;
  return isOnlyCourtesy(tx.db, lead.id, { is: 'message', source: isSource(kind) ? kind : 'other', from: {}, asked: text });
}

async function theyWrote(act: Act, touch: Touch, at: number) {
  const { lead, clock } = act.case;
  lead.inbound_count += 1;
  const source: Source = isSource(touch.kind) ? touch.kind : 'other';
  await stopWaiting(act);
  if (clock) await answerAgain(act, clock);
  else await startClock(act, lead.first_answer_at === null ? 'first' : 'again', { at, source, channel: lead.channel_id });
  if (touch.then && !('usual' in touch.then)) await follow(act, touch, at);
}

/** What happens next: what the member said, else the usual. */
async function follow(act: Act, touch: Touch, at: number): Promise<void> {
  const { then = { usual: true } } = touch;
  const { timetable, rule } = act.standard;
  if ('close' in then) return closeCase(act, then.close);
  if ('later' in then) return putCaseLater(act, then.later, 'then.later');
  if ('waitUntil' in then) {
    const day = timetable.addBusinessDays(timetable.dayOf(then.waitUntil), 0);
    const dueAt = timetable.blocksOn(day)[0]?.from ?? then.waitUntil;
    if (dueAt <= act.now) throw new Refusal(422, 'Choose a day that is still to come.', { field: 'then.waitUntil' });
    return planStep(act, { what: 'Ring if nothing comes', dueAt, waiting: true, chosen: true, stepDone: true });
  }
  if ('nextStep' in then) {
    const { what, dueAt, toldThem } = then.nextStep;
    return planStep(act, { what, dueAt, waiting: false, chosen: true, stepDone: true, toldThem: toldThem ?? false });
  }
  const usual = nextStep(await happening(act, touch, at), timetable, rule, act.now);
  // Logged late, the usual time may have passed already.
  const ahead = usual.dueAt > act.now ? usual : nextStep(await happening(act, touch, act.now), timetable, rule, act.now);
  await planStep(act, { ...ahead, stepDone: true });
}

async function happening(act: Act, { direction, result }: Touch, at: number): Promise<Happening> {
  const { lead } = act.case;
  if (result === 'no-answer') return { is: 'no-answer', tries: Math.max(1, lead.tried_count), at };
  if (result === 'wrong-number') return { is: 'wrong-number' };
  if (result === 'spoke') return { is: 'spoke' };
  if (isAboutQuote(act)) return { is: 'proposal-sent', chased: Math.max(1, await timesChased(act.tx.db, lead.id)), at };
  return direction === 'out' && result === 'left-message' ? { is: 'left-message' } : { is: 'first-reply' };
}

/** Their silence about a quote brings it to Follow-up needed; it is a quote all the same. */
function isAboutQuote({ case: { lead }, standard: { stages } }: Act): boolean {
  const kinds = [lead.stage, lead.stage_before_waiting].map((key) => key !== null && stageNamed(stages, key)?.kind);
  return kinds[0] === 'proposal' || (kinds[0] === 'follow-up' && kinds[1] === 'proposal');
}
