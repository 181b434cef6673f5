import type { LocalDay, Timetable } from './opening-hours.ts';

const aDay = 86_400_000;

/** The week from Monday to Sunday that a moment is in: when it began, and its last business day, if it has one. */
export function weekOf(ms: number, timetable: Timetable): { starts: number; lastBusinessDay: LocalDay | null } {
  const { number } = timetable.dayAt(ms);
  // 1 January 1970, day 0, was a Thursday.
  const monday = number - ((((number + 3) % 7) + 7) % 7);
  const days = Array.from({ length: 7 }, (_, n) => timetable.dayOn(new Date((monday + n) * aDay).toISOString().slice(0, 10)));
  return { starts: days[0]!.starts, lastBusinessDay: days.findLast(({ blocks }) => blocks.length > 0) ?? null };
}

/** When the last opening hour of a business day begins. */
export function lastHourOf({ blocks }: LocalDay): number {
  const last = blocks.at(-1)!;
  return Math.max(last.from, last.until - 3_600_000);
}
