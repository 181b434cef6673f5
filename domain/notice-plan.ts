import { noticeTimes } from './notice-times.ts';
import type { Timetable } from './opening-hours.ts';

/** The notices that an open clock gives by time alone; the one at arrival goes with the arrival itself. */
export type ClockNotice = 'half' | 'three-quarters' | 'due' | 'told-soon';

type NoticeClock = {
  kind: 'first' | 'again' | 'undelivered';
  started_at: number;
  due_at: number;
  told_due_at: number | null;
  /** Somebody tried: until then nobody is told that it is late. */
  try_due_at: number | null;
  /** Up to here the notices have been dealt with. */
  noticed_at: number;
};

/** The one table: which notice at which moment, in order of time. */
export function noticePlan(clock: NoticeClock, timetable: Timetable): { kind: ClockNotice; at: number }[] {
  const times = noticeTimes({ startedAt: clock.started_at, dueAt: clock.due_at, toldDueAt: clock.told_due_at }, timetable);
  const plan: { kind: ClockNotice; at: number }[] = [
    { kind: 'due', at: Math.max(clock.told_due_at ?? clock.due_at, clock.try_due_at ?? 0) },
  ];
  if (clock.kind !== 'undelivered')
    plan.push({ kind: 'half', at: times.half }, { kind: 'three-quarters', at: times.threeQuarters });
  if (times.beforeTold !== null) plan.push({ kind: 'told-soon', at: times.beforeTold });
  return plan.sort((a, b) => a.at - b.at);
}

/** The next notice that has not been dealt with, or undefined. */
export const nextNotice = (clock: NoticeClock, timetable: Timetable) =>
  noticePlan(clock, timetable).find(({ at }) => at > clock.noticed_at);
