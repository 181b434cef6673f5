import type { Sayer } from './say-time.ts';

/** After this time without a tick something is wrong. Milliseconds. */
const holds = 60_000;

type HealthLine = { ok: boolean; text: string };

/** Whether reminders run, in one line; where they do not, since when and what to do. */
export function healthLine(lastRan: number | null, now: number, say: Pick<Sayer, 'clock' | 'nearDay' | 'nearClock'>): HealthLine {
  const cure = 'Until Baton runs again nobody is reminded: start it, or ask whoever looks after it.';
  if (lastRan === null) return { ok: false, text: `Reminders have not run yet. ${cure}` };
  const ago = Math.max(0, now - lastRan);
  if (ago <= holds) return { ok: true, text: `Reminders last ran ${Math.round(ago / 1_000)} s ago.` };
  const since = say.nearDay(lastRan, now) === 'today' ? say.clock(lastRan) : say.nearClock(lastRan, now);
  return { ok: false, text: `Reminders have not run since ${since}. ${cure}` };
}
