import { afterHours } from './answer-by.ts';
import type { LocalDay, Timetable } from './opening-hours.ts';
import type { ResponseRule } from './response-rule.ts';

/** What just happened with a lead. Moments are milliseconds. */
export type Happening =
  /** Theirs; dueAt is the clock's. */
  | { is: 'new' | 'their-message'; dueAt: number }
  /** A message of ours went, or a message was left on their voicemail: their turn. */
  | { is: 'first-reply' | 'left-message' }
  | { is: 'spoke' | 'wrong-number' }
  /** tries counts this one, at is when it was. */
  | { is: 'no-answer'; tries: number; at: number }
  /** chased counts how often we asked after the quote went; at is when it went or when we asked last. */
  | { is: 'proposal-sent'; chased: number; at: number }
  | { is: 'appointment'; endsAt: number }
  | { is: 'appointment-cancelled' };

/** waiting: it is their turn, and this is what we do if nothing comes. */
export type NextStep = { what: string; dueAt: number; waiting: boolean };

const anHour = 3_600_000;
const aDay = 86_400_000;
const usualTime = '10:00';

/** The step that usually comes next, to be suggested; a person may choose another. */
export const nextStep = (happening: Happening, timetable: Timetable, rule: ResponseRule, now: number): NextStep => {
  switch (happening.is) {
    case 'new':
    case 'their-message':
      return step('Answer', happening.dueAt);
    case 'first-reply':
    case 'left-message':
      return {
        what: 'Ring if nothing comes',
        dueAt: opening(timetable.addBusinessDays(timetable.dayOf(now), 2), timetable),
        waiting: true,
      };
    case 'spoke':
      return step('Decide what happens next', tomorrow(now, timetable));
    case 'wrong-number':
      return step('Find another way to reach them', soon(now, timetable));
    case 'no-answer':
      return afterTry(happening, timetable);
    case 'proposal-sent':
      return afterProposal(happening, timetable, rule);
    case 'appointment':
      return step('Ask how it went', happening.endsAt + anHour);
    case 'appointment-cancelled':
      return step('Find a new time', tomorrow(now, timetable));
  }
};

const step = (what: string, dueAt: number): NextStep => ({ what, dueAt, waiting: false });

const afterTry = ({ tries, at }: { tries: number; at: number }, timetable: Timetable): NextStep => {
  if (tries <= 1) return step('Ring again', soon(at, timetable));
  if (tries === 2) return step('Ring again', otherEndOfTheDay(at, timetable));
  if (tries === 3) return step('Write instead', soon(at, timetable));
  return step('Shall we close this?', tomorrow(at, timetable));
};

const afterProposal = ({ chased, at }: { chased: number; at: number }, timetable: Timetable, rule: ResponseRule): NextStep => {
  if (chased < 1) return step('Ask about the quote', afterHours(at, rule.proposalHours, timetable).dueAt);
  const weeks = chased === 2 ? 2 : 1;
  const date = timetable.addBusinessDays(timetable.dayOf(at + weeks * 7 * aDay), 0);
  return {
    what: chased < 3 ? 'Ask about the quote again' : 'Shall we close this?',
    dueAt: opening(date, timetable),
    waiting: true,
  };
};

const opening = (date: string, timetable: Timetable): number => timetable.blocksOn(date)[0]!.from;

const tomorrow = (ms: number, timetable: Timetable): number =>
  timetable.openAt(timetable.nextBusinessDay(timetable.dayOf(ms)), usualTime);

/** Two hours later if that is before closing today (out of a break), else the next business day. */
const soon = (ms: number, timetable: Timetable): number => {
  const later = ms + 2 * anHour;
  const next = timetable.nextOpening(later);
  if (timetable.isOpen(later)) return timetable.dayOf(later) === timetable.dayOf(ms) ? later : tomorrow(ms, timetable);
  return timetable.dayOf(next) === timetable.dayOf(ms) ? next : tomorrow(ms, timetable);
};

/** An hour before closing for those not reached in the morning, an hour after opening for those not reached in the afternoon. */
const otherEndOfTheDay = (ms: number, timetable: Timetable): number => {
  const today = timetable.dayAt(ms);
  const next = timetable.businessDayAfter(today);
  const first = today.blocks[0];
  const last = today.blocks.at(-1);
  const wasMorning = first !== undefined && last !== undefined && ms < (first.from + last.until) / 2;
  if (!wasMorning) return timetable.addOpenTime(next.blocks[0]!.from, anHour);
  const evening = lateOn(today);
  return evening - ms >= 2 * anHour ? evening : lateOn(next);
};

const lateOn = ({ blocks }: LocalDay): number => {
  const last = blocks.at(-1)!;
  return Math.max(last.from, last.until - anHour);
};
