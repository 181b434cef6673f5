import type { ClosedDay } from './opening-hours.ts';

/** "Christmas Day (substitute day)" comes and goes with "Christmas Day". */
export const holidayName = ({ name }: Pick<ClosedDay, 'name'>): string => name.replace(/ \([^()]*\)$/, '');

/** Whether a closed day is a public holiday of this country, or of one of its regions. */
export const isHolidayOf = ({ of }: ClosedDay, country: string): boolean =>
  of === country || (of?.startsWith(`${country}-`) ?? false);

/** Whose public holidays a team keeps, as a region of its country; '' is all of it, null none. */
export function regionKept(days: readonly ClosedDay[], country: string): string | null {
  const of = days.findLast((day) => isHolidayOf(day, country))?.of;
  return of === undefined ? null : of.slice(country.length + 1);
}
