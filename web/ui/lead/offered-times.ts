import type { Timetable } from '#domain/opening-hours.ts';
import type { Sayer } from '#domain/say-time.ts';

export type Offer = { at: number; words: string };

const anHour = 3_600_000;
const aMinute = 60_000;

/** Times to choose from by one tap: later today, tomorrow, the days after; all in open time and later than `after`. */
export function offeredTimes(timetable: Timetable, now: number, say: Sayer, after = now): Offer[] {
  const today = timetable.dayAt(now);
  const closing = today.blocks.at(-1)?.until;
  const inTwoHours = Math.ceil((now + 2 * anHour) / (30 * aMinute)) * 30 * aMinute;
  const next = timetable.nextBusinessDay(today.date);
  const second = timetable.nextBusinessDay(next);
  const moments = [
    ...(timetable.isOpen(inTwoHours) && closing && inTwoHours < closing && timetable.dayOf(inTwoHours) === today.date
      ? [inTwoHours]
      : []),
    ...(closing ? [closing] : []),
    timetable.openAt(next, '10:00'),
    timetable.openAt(next, '16:00'),
    timetable.openAt(second, '10:00'),
  ];
  return [...new Set(moments)]
    .filter((at) => at > Math.max(now + 10 * aMinute, after))
    .map((at) => ({ at, words: say.nearClock(at, now) }));
}

/** Days to choose from by one tap, at opening. */
export function offeredDays(timetable: Timetable, now: number, say: Sayer): { date: string; words: string }[] {
  const today = timetable.dayOf(now);
  const inDays = (days: number) => timetable.addBusinessDays(Temporal.PlainDate.from(today).add({ days }).toString(), 0);
  const dates = [timetable.addBusinessDays(today, 1), timetable.addBusinessDays(today, 2), inDays(7), inDays(14)];
  return [...new Set(dates)].map((date) => ({
    date,
    words: say.shortDate(timetable.blocksOn(date)[0]!.from).replace(/,[^,]*$/, ''),
  }));
}
