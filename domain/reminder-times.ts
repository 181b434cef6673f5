import type { Timetable } from './opening-hours.ts';

const anHour = 3_600_000;
const usualTime = '10:00';

/** When something may come back: two hours later if that is still before closing, and at 10:00 on the next business day. */
export function snoozeTimes(now: number, timetable: Timetable): number[] {
  const tomorrow = timetable.openAt(timetable.nextBusinessDay(timetable.dayOf(now)), usualTime);
  const later = now + 2 * anHour;
  const soon = timetable.isOpen(later) ? later : timetable.nextOpening(later);
  return timetable.dayOf(soon) === timetable.dayOf(now) ? [soon, tomorrow] : [tomorrow];
}

/**
 * The new time to tell somebody: closing of today, else 10:00 or closing of the next business day, and so on: the first that is
 * at least an hour after now and after the time they have.
 */
export function longerUntil(now: number, owedAt: number, timetable: Timetable): number {
  const earliest = Math.max(now, owedAt) + anHour;
  const today = timetable.dayAt(now);
  for (let day = today; ; day = timetable.businessDayAfter(day)) {
    const closing = day.blocks.at(-1)?.until;
    const times = day === today ? [closing] : [timetable.openAt(day.date, usualTime), closing];
    const found = times.find((at) => at !== undefined && at >= earliest);
    if (found !== undefined) return found;
  }
}
