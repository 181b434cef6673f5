import type { ClosedDay } from '#domain/opening-hours.ts';
import { holidayName, isHolidayOf, regionKept } from '#domain/public-holiday.ts';
import { inForce } from '#store/rules.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { changeRules } from './change-rules.ts';
import { holidaysOf } from './holidays.ts';

const yearOf = ({ date }: ClosedDay): number => Number(date.slice(0, 4));

/**
 * In a new year the public holidays that a team keeps are written down for one more, so that they never run out; and those of last
 * year where they are missing, because what is played in may have come then.
 */
export async function renewHolidays(env: Env): Promise<void> {
  const standard = await findStandard(env.read);
  if (!standard) return;
  const { country, locale } = standard.team;
  const { body, version } = await inForce(env.read, 'closed_days');
  const days = JSON.parse(body) as ClosedDay[];
  const kept = days.filter((day) => isHolidayOf(day, country));
  const year = Number(standard.timetable.dayOf(env.now()).slice(0, 4));
  const years = kept.map(yearOf);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (kept.length === 0 || (last >= year + 2 && first < year)) return;
  const calendar = await holidaysOf({ country, region: regionKept(days, country)!, locale, year });
  const names = new Set(kept.map(holidayName));
  const there = new Set(days.map(({ date }) => date));
  const fresh = calendar.days.filter(
    (day) => (yearOf(day) > last || yearOf(day) < first) && names.has(holidayName(day)) && !there.has(day.date),
  );
  if (fresh.length > 0) await changeRules(env, { memberId: null, change: { closedDays: [...days, ...fresh] }, version });
}
