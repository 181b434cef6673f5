import type { Timetable } from './opening-hours.ts';
import { type Sayer, saySpan } from './say-time.ts';

/** How the time until a promise stands: words, and the share of it that is left (0 to 1). */
export type Burn = { tone: 'ok' | 'soon' | 'late' | 'waiting'; words: string; left: number; exact: string };

/**
 * All that is needed to say again and again how a promise stands, without the team's hours and zone: it can go to a browser and burn
 * there. Times are milliseconds; `open` are the pieces of open time that were left when it was lit.
 */
export type Fuse =
  | {
      is: 'answer';
      startedAt: number;
      dueAt: number;
      second: boolean;
      whole: number;
      open: Piece[];
      by: string;
      since: string;
      exact: string;
    }
  | { is: 'step'; startsAt: number; dueAt: number; by: string; since: string; exact: string }
  | { is: 'waiting'; words: string; exact: string };

type Piece = readonly [from: number, until: number];

const anHour = 3_600_000;
const aDay = 86_400_000;
const least = 0.02;

type Owed = { startedAt: number; dueAt: number; second: boolean };

/** Of an answer owed: what burns is open time between start and due. */
export const fuseOf = ({ startedAt, dueAt, second }: Owed, now: number, timetable: Timetable, say: Sayer): Fuse => ({
  is: 'answer',
  startedAt,
  dueAt,
  second,
  whole: timetable.openTimeBetween(startedAt, dueAt),
  open: timetable.openPartsBetween(now, dueAt).map(({ from, until }) => [from, until]),
  by: byThen(dueAt, now, say),
  since: sinceThen(startedAt, now, say),
  exact: say.by(dueAt),
});

/** Of a next step: the day is its measure. */
export function fuseOfStep(dueAt: number, waiting: boolean, now: number, timetable: Timetable, say: Sayer): Fuse {
  const exact = say.by(dueAt);
  if (waiting) return { is: 'waiting', words: `waiting until ${say.nearDay(dueAt, now)}`, exact };
  const day = timetable.dayAt(dueAt);
  const startsAt = Math.min(day.blocks[0]?.from ?? day.starts, dueAt);
  return { is: 'step', startsAt, dueAt, by: byThen(dueAt, now, say), since: sinceThen(dueAt, now, say), exact };
}

const byThen = (ms: number, now: number, say: Sayer): string =>
  say.nearDay(ms, now) === 'today' ? `by ${say.clock(ms)}` : say.byNear(ms, now);

/** "09:00" today, "yesterday", "Tuesday", further back "Wed 11 Nov". */
function sinceThen(ms: number, now: number, say: Sayer): string {
  const day = say.nearDay(ms, now);
  if (day === 'today') return say.clock(ms);
  if (day === 'yesterday') return day;
  return now - ms < 6 * aDay ? say.weekday(ms) : say.shortDate(ms).replace(/,[^,]*$/, '');
}

/** How it has burnt at this moment. Soon is the last quarter, or the last quarter of an hour. */
export function burnAt(fuse: Fuse, now: number): Burn {
  const { exact } = fuse;
  if (fuse.is === 'waiting') return { tone: 'waiting', words: fuse.words, left: 1, exact };
  const { dueAt } = fuse;
  const toGo = dueAt - now;
  if (fuse.is === 'step') {
    if (toGo <= 0) return { tone: 'late', words: `since ${fuse.since}`, left: 1, exact };
    const day = dueAt - fuse.startsAt;
    const left = day > 0 ? Math.min(1, toGo / day) : 1;
    return { tone: toGo <= 2 * anHour ? 'soon' : 'ok', words: fuse.by, left: Math.max(least, left), exact };
  }
  const { startedAt, second, whole, open } = fuse;
  if (toGo <= 0) {
    const words = second || now - startedAt > aDay ? `waiting since ${fuse.since}` : `late by ${saySpan(-toGo)}`;
    return { tone: 'late', words, left: 1, exact };
  }
  const openLeft = open.reduce((sum, [from, until]) => sum + Math.max(0, until - Math.max(now, from)), 0);
  const left = whole > 0 ? openLeft / whole : toGo / (dueAt - startedAt);
  const soon = left <= 0.25 || toGo <= anHour / 4;
  const words = toGo < 3 * anHour ? `${saySpan(toGo)} left` : fuse.by;
  return { tone: soon ? 'soon' : 'ok', words, left: Math.max(least, Math.min(1, left)), exact };
}
