import type { ClosedDay } from '#domain/opening-hours.ts';
import { holidayName, isHolidayOf, regionKept } from '#domain/public-holiday.ts';
import type { Calendar } from '#work/team/holidays.ts';

type Wanted = { days: readonly ClosedDay[]; calendar: Calendar; country: string; region: string; today: string };

export type HolidaysShown = {
  region: string;
  regions: Calendar['regions'];
  /** What comes in the next year, a substitute day with the one it stands for. */
  holidays: { name: string; words: string; ticked: boolean }[];
};

const comingYear = ({ calendar, today }: Wanted): Map<string, ClosedDay[]> => {
  const year = Number(today.slice(0, 4)) + 1;
  return Map.groupBy(
    calendar.days.filter(({ date }) => date >= today && date < `${year}${today.slice(4)}`),
    holidayName,
  );
};

/** The public holidays to choose from. Another region than the one that is kept begins with all of them. */
export function showHolidays(wanted: Wanted, dayWords: (date: string) => string): HolidaysShown {
  const { days, calendar, country, region } = wanted;
  const kept = regionKept(days, country);
  const closed = new Set(days.map(({ date }) => date));
  const isOther = kept !== null && kept !== region;
  return {
    region,
    regions: calendar.regions,
    holidays: [...comingYear(wanted)].map(([name, on]) => ({
      name,
      words: on.map(({ date }) => dayWords(date)).join(' and '),
      ticked: isOther || on.some(({ date }) => closed.has(date)),
    })),
  };
}

/**
 * The closed days with these public holidays and no others, in all years of the calendar. Days of the team's own stay, and so does
 * what has been.
 */
export function takeHolidays(wanted: Wanted, ticked: ReadonlySet<string>): ClosedDay[] {
  const { days, calendar, today } = wanted;
  const offered = comingYear(wanted);
  const stays = days.filter((day) => day.date < today || day.yearly || !isOf(day, wanted, offered));
  const dates = new Set(stays.map(({ date }) => date));
  // What does not come in the next year cannot be ticked; it goes with most of the others.
  const wants = (name: string) => (offered.has(name) ? ticked.has(name) : ticked.size > 0);
  const taken = calendar.days.filter((day) => day.date >= today && wants(holidayName(day)) && !dates.has(day.date));
  return [...stays, ...taken];
}

/** A public holiday, also where an earlier Baton or a program has written it without saying whose. */
const isOf = (day: ClosedDay, { country }: Wanted, offered: ReadonlyMap<string, ClosedDay[]>): boolean =>
  day.of === undefined ? offered.has(holidayName(day)) : isHolidayOf(day, country);
