import { parentPort, workerData } from 'node:worker_threads';
import Holidays from 'date-holidays';
import type { ClosedDay } from '#domain/opening-hours.ts';

const { country, region, locale, year } = workerData as { country: string; region: string; locale: string; year: number };
const aDay = 86_400_000;
const language = locale.slice(0, 2);
const [state = '', part = ''] = region.split('-');
const calendar = new Holidays(country, state, part, { languages: [language, 'en'], types: ['public'] });

const daysOf = ({ date, start, end, name }: { date: string; start: Date; end: Date; name: string }): ClosedDay[] => {
  // Where days begin at sunset, the day itself is the one after.
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) + (date.slice(11, 13) >= '12' ? aDay : 0);
  const many = Math.max(1, Math.round((end.getTime() - start.getTime()) / aDay));
  const of = region ? `${country}-${region}` : country;
  return Array.from({ length: many }, (_, n) => ({ date: new Date(first + n * aDay).toISOString().slice(0, 10), name, of }));
};

// What is played in may have come in the year before.
const all = [year - 1, year, year + 1, year + 2].flatMap((one) => calendar.getHolidays(one) ?? []).flatMap(daysOf);
const days = [...new Map(all.toReversed().map((day) => [day.date, day])).values()].toReversed();
const names = (found: object | undefined) => Object.entries((found ?? {}) as Record<string, string>);
const regions = names(calendar.getStates(country, language)).flatMap(([value, words]) => [
  { value, words },
  ...names(calendar.getRegions(country, value, language)).map(([more, of]) => ({
    value: `${value}-${more}`,
    words: `${words}: ${of}`,
  })),
]);
parentPort?.postMessage({ days, regions });
