import { BadInput } from '#domain/bad-input.ts';
import type { ClosedDay } from '#domain/opening-hours.ts';
import type { Sayer } from '#domain/say-time.ts';
import { oneLine } from '#domain/well-formed.ts';
import { textIn } from '../refused.ts';

const aDay = 86_400_000;
const longest = 62;

/** The closed days after the form: those taken out are gone, a stretch of days is added. Throws BadInput with a sentence. */
export function readClosedDays(form: FormData, before: readonly ClosedDay[]): ClosedDay[] {
  const out = new Set(form.getAll('out').map(String));
  const kept = before.filter(({ date }) => !out.has(date));
  const from = textIn(form, 'from');
  if (from === '') return kept;
  const name = oneLine(textIn(form, 'name'), 120) || 'Closed';
  const first = dayNumber(from, 'from');
  const last = textIn(form, 'until') === '' ? first : dayNumber(textIn(form, 'until'), 'until');
  if (last < first) throw new BadInput(422, 'The last day comes before the first.', 'until');
  if (last - first >= longest) throw new BadInput(422, 'That is more than two months. Seasons are for longer times.', 'until');
  const added = Array.from({ length: last - first + 1 }, (_, n) => ({
    date: new Date((first + n) * aDay).toISOString().slice(0, 10),
    name,
  }));
  const days = new Map([...kept, ...added].map((day) => [day.date, day]));
  return [...days.values()];
}

function dayNumber(date: string, field: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new BadInput(422, `“${date}” is not a day.`, field);
  return ms / aDay;
}

export type ClosedShown = { dates: string[]; words: string; name: string };

/** Those still to come, days in a row with one name drawn together. */
export function showClosedDays(days: readonly ClosedDay[], today: string, dayWords: (date: string) => string): ClosedShown[] {
  const coming = days.filter(({ date }) => date >= today).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const stretches: { name: string; dates: string[] }[] = [];
  for (const { date, name } of coming) {
    const last = stretches.at(-1);
    const follows = last?.name === name && Date.parse(date) - Date.parse(last.dates.at(-1)!) === aDay;
    if (follows) last.dates.push(date);
    else stretches.push({ name, dates: [date] });
  }
  return stretches.map(({ name, dates }) => ({
    name,
    dates,
    words: dates.length === 1 ? dayWords(dates[0]!) : `${dayWords(dates[0]!)} to ${dayWords(dates.at(-1)!)}`,
  }));
}

/** "Friday 25 December", with the year where it is another. */
export const closedDayWords =
  (say: Sayer, at: (date: string) => number, now: number) =>
  (date: string): string =>
    say.date(at(date)) + (date.slice(0, 4) === new Date(now).toISOString().slice(0, 4) ? '' : ` ${date.slice(0, 4)}`);
