import type { Timetable } from './opening-hours.ts';
import type { Sayer } from './say-time.ts';

/** "open until 17:30", "closed until 8:00 on Monday". */
export function openWords(timetable: Timetable, now: number, say: Sayer): string {
  if (!timetable.isOpen(now)) return `closed until ${say.nearClock(timetable.nextOpening(now), now)}`;
  const block = timetable.dayAt(now).blocks.find(({ from, until }) => from <= now && now < until);
  return `open until ${say.clock(block!.until)}`;
}
