import type { Sayer } from './say-time.ts';
import type { Timetable } from './opening-hours.ts';

/** How the time until a promise stands: words, and the share of it that is left (0 to 1). */
export type Burn = { tone: 'ok' | 'soon' | 'late' | 'waiting'; words: string; left: number; exact: string };

const anHour = 3_600_000;
const aDay = 86_400_000;

/** Of an answer owed: open time left between start and due. Soon is the last quarter, or the last quarter of an hour. */
export function burnOf(owed: { startedAt: number; dueAt: number; second: boolean }, now: number, timetable: Timetable, say: Sayer): Burn {
  const { startedAt, dueAt, second } = owed;
  const exact = say.by(dueAt);
  if (now >= dueAt) {
    const words = second || now - startedAt > aDay ? `waiting since ${say.nearDay(startedAt, now)}` : `late by ${say.span(now - dueAt)}`;
    return { tone: 'late', words, left: 1, exact };
  }
  const whole = timetable.openTimeBetween(startedAt, dueAt);
  const open = timetable.openTimeBetween(now, dueAt);
  const left = whole > 0 ? open / whole : (dueAt - now) / (dueAt - startedAt);
  const soon = left <= 0.25 || dueAt - now <= anHour / 4;
  const words = dueAt - now < 3 * anHour ? `${say.span(dueAt - now)} left` : say.byNear(dueAt, now);
  return { tone: soon ? 'soon' : 'ok', words, left: Math.max(0.02, Math.min(1, left)), exact };
}

/** Of a next step: the day is its measure. */
export function burnOfStep(dueAt: number, waiting: boolean, now: number, timetable: Timetable, say: Sayer): Burn {
  const exact = say.by(dueAt);
  if (waiting) return { tone: 'waiting', words: `waiting until ${say.nearDay(dueAt, now)}`, left: 1, exact };
  if (now >= dueAt) return { tone: 'late', words: `since ${now - dueAt > aDay ? say.nearDay(dueAt, now) : say.clock(dueAt)}`, left: 1, exact };
  const opening = timetable.dayAt(dueAt).blocks[0]?.from ?? timetable.dayAt(dueAt).starts;
  const left = dueAt > opening ? Math.min(1, (dueAt - Math.max(now, opening)) / (dueAt - opening)) : 1;
  return { tone: dueAt - now <= 2 * anHour ? 'soon' : 'ok', words: say.byNear(dueAt, now), left: Math.max(0.02, left), exact };
}
