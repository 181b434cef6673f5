import type { Timetable } from './opening-hours.ts';

type NoticeTimes = {
  half: number;
  threeQuarters: number;
  due: number;
  /** Ten minutes before the time we told them, where that is later than due. */
  beforeTold: number | null;
};

const aMinute = 60_000;
const bundleTimes = ['11:30', '16:00'];

/**
 * The moments (milliseconds) of a clock at which somebody may be told. Parts of the time are parts of its open time; where it
 * has none, because somebody on call answers at night, of its elapsed time.
 */
export const noticeTimes = (
  clock: { startedAt: number; dueAt: number; toldDueAt: number | null },
  timetable: Timetable,
): NoticeTimes => {
  const { startedAt, dueAt, toldDueAt } = clock;
  const open = timetable.openTimeBetween(startedAt, dueAt);
  const after = (share: number) =>
    open > 0
      ? timetable.addOpenTime(startedAt, Math.floor(open * share))
      : startedAt + Math.max(0, Math.floor((dueAt - startedAt) * share));
  const beforeTold = toldDueAt === null ? 0 : toldDueAt - 10 * aMinute;
  return {
    half: after(1 / 2),
    threeQuarters: after(3 / 4),
    due: dueAt,
    beforeTold: beforeTold > dueAt ? beforeTold : null,
  };
};

/**
 * The first moment after this one for the admins' bundle: 11:30 or 16:00 on a business day, while open; a day that is open
 * at neither has its bundle at opening.
 */
export const nextBundle = (ms: number, timetable: Timetable): number => {
  for (let day = timetable.dayAt(ms); ; day = timetable.businessDayAfter(day)) {
    const times = bundleTimes.map((time) => timetable.at(day.date, time)).filter((at) => timetable.isOpen(at));
    const next = (times.length > 0 ? times : day.blocks.slice(0, 1).map((block) => block.from)).find((at) => at > ms);
    if (next !== undefined) return next;
  }
};
