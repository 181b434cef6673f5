import type { LocalDay, Timetable } from './opening-hours.ts';
import { intoOpen } from './opening-hours.ts';
import { exceptionOf, type ResponseRule, type RuleKind, type Within } from './response-rule.ts';
import type { Source } from './source.ts';

/** An answer owed: to what came when (milliseconds UTC), and how. `channel` is the channel's id. */
export type Owed = {
  receivedAt: number;
  kind: 'first' | 'again';
  source: Source;
  channel?: string | null;
  urgent?: boolean;
  /** Whether somebody is on call at that moment; taken from the rule when not given. */
  onCall?: boolean;
};

/** What made the time; whyInWords says it as a sentence. Moments are milliseconds. */
export type Why =
  /** So many minutes of open time, from the receipt or, in a break, from the next block's start. */
  | { key: 'open-minutes' | 'after-break'; minutes: number }
  /** Until closing of the day it came on. */
  | { key: 'same-day' }
  /** Elapsed hours, and where they ended. */
  | { key: 'hours'; hours: number; ended: 'open' | 'break' | 'closed' }
  /** Somebody on call answers at any hour. */
  | { key: 'on-call'; minutes: number }
  /** Not in opening hours, or too late for the same day; `came` says which, `set` what fixed the time on `day`. */
  | {
      key: 'outside';
      came: 'before-opening' | 'after-closing' | 'closed-day' | 'last-minutes';
      closed: string | null;
      day: string;
      set: 'time' | 'minutes' | 'break' | 'closing';
      minutes: number;
    };

export type AnswerBy = { receivedAt: number; dueAt: number; why: Why };

const aMinute = 60_000;
const anHour = 3_600_000;

/** The moment by which the person is to hear from us, and why (MODEL.md 3). */
export const answerBy = (owed: Owed, rule: ResponseRule, timetable: Timetable): AnswerBy => {
  const usual = usualAnswerBy(owed, rule, timetable);
  if (!owed.urgent) return usual;
  const urgent = urgentAnswerBy(owed, rule, timetable);
  return urgent.dueAt < usual.dueAt ? urgent : usual;
};

/**
 * So many elapsed hours after a moment; ending in a break: the next block's start; ending closed: one hour after the next
 * opening.
 */
export const afterHours = (ms: number, hours: number, timetable: Timetable): AnswerBy => {
  const end = ms + hours * anHour;
  const day = timetable.dayAt(end);
  const within = isWithin(day, end);
  if (within || atClosing(day, end)) {
    const dueAt = intoOpen(day, end);
    return { receivedAt: ms, dueAt, why: { key: 'hours', hours, ended: dueAt === end ? 'open' : 'break' } };
  }
  const next = openingAhead(day, end, timetable);
  const dueAt = intoOpen(next, next.blocks[0]!.from + anHour);
  return { receivedAt: ms, dueAt, why: { key: 'hours', hours, ended: 'closed' } };
};

const usualAnswerBy = ({ receivedAt, kind, source, channel }: Owed, rule: ResponseRule, timetable: Timetable): AnswerBy => {
  const which: RuleKind = kind === 'again' ? 'again' : source === 'missed-call' ? 'missedCall' : 'first';
  const exception =
    kind === 'first' ? ((channel ? exceptionOf(rule, channel) : undefined) ?? exceptionOf(rule, source)) : undefined;
  const within = exception ?? rule[which];
  if (within === 'same-business-day') return sameDay(receivedAt, rule.lastMinutes[which], rule, timetable);
  if ('hours' in within) return afterHours(receivedAt, within.hours, timetable);
  return openMinutes(receivedAt, within.minutes, rule, timetable);
};

const urgentAnswerBy = (owed: Owed, rule: ResponseRule, timetable: Timetable): AnswerBy => {
  const { receivedAt, onCall = rule.urgentOutside === 'on-call' } = owed;
  const answer = openMinutes(receivedAt, rule.urgentMinutes, rule, timetable);
  // Also for what comes minutes before closing: the person on call does not wait for the morning.
  const stillToday = isWithin(timetable.dayAt(receivedAt), receivedAt) && answer.dueAt <= timetable.dayAt(receivedAt).ends;
  if (!onCall || stillToday) return answer;
  const minutes = rule.urgentMinutes;
  return { receivedAt, dueAt: receivedAt + minutes * aMinute, why: { key: 'on-call', minutes } };
};

const openMinutes = (receivedAt: number, minutes: number, rule: ResponseRule, timetable: Timetable): AnswerBy => {
  const day = timetable.dayAt(receivedAt);
  if (!isWithin(day, receivedAt)) return outside(receivedAt, minutes, rule, timetable);
  const key = timetable.isOpen(receivedAt) ? 'open-minutes' : 'after-break';
  return { receivedAt, dueAt: timetable.addOpenMinutes(receivedAt, minutes), why: { key, minutes } };
};

const sameDay = (receivedAt: number, lastMinutes: number, rule: ResponseRule, timetable: Timetable): AnswerBy => {
  const day = timetable.dayAt(receivedAt);
  const opening = day.blocks[0]?.from;
  const closing = day.blocks.at(-1)?.until;
  if (opening !== undefined && closing !== undefined) {
    if (receivedAt < opening || receivedAt < closing - lastMinutes * aMinute) {
      return { receivedAt, dueAt: closing, why: { key: 'same-day' } };
    }
  }
  return outside(receivedAt, minutesOf(rule.first), rule, timetable);
};

/** After opening people get the minutes of the rule before something is due; a rule without minutes gives them an hour. */
const minutesOf = (within: Within) => (typeof within === 'object' && 'minutes' in within ? within.minutes : 60);

const outside = (receivedAt: number, minutes: number, rule: ResponseRule, timetable: Timetable): AnswerBy => {
  const today = timetable.dayAt(receivedAt);
  const day = openingAhead(today, receivedAt, timetable);
  const time = timetable.at(day.date, rule.outsideBy);
  const earliest = timetable.addOpenMinutes(day.blocks[0]!.from, minutes);
  const dueAt = intoOpen(day, Math.max(time, earliest));
  const came =
    day === today
      ? 'before-opening'
      : today.blocks.length === 0
        ? 'closed-day'
        : isWithin(today, receivedAt)
          ? 'last-minutes'
          : 'after-closing';
  const set = dueAt === time ? 'time' : dueAt === earliest ? 'minutes' : dueAt === day.blocks.at(-1)!.until ? 'closing' : 'break';
  return { receivedAt, dueAt, why: { key: 'outside', came, closed: today.closed, day: day.date, set, minutes } };
};

/** This day if it is still to open, else the next business day. */
const openingAhead = (day: LocalDay, ms: number, timetable: Timetable): LocalDay => {
  const opening = day.blocks[0]?.from;
  return opening !== undefined && ms < opening ? day : timetable.businessDayAfter(day);
};

/** From opening to closing, breaks included. */
const isWithin = (day: LocalDay, ms: number): boolean => {
  const opening = day.blocks[0];
  return opening !== undefined && opening.from <= ms && ms < day.blocks.at(-1)!.until;
};

const atClosing = (day: LocalDay, ms: number) => day.blocks.at(-1)?.until === ms;
