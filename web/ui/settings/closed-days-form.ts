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
  const yearly = textIn(form, 'yearly') !== '';
  const added = Array.from({ length: last - first + 1 }, (_, n): ClosedDay => {
    const date = new Date((first + n) * aDay).toISOString().slice(0, 10);
    return yearly ? { date, name, yearly } : { date, name };
  });
  const days = new Map([...kept, ...added].map((day) => [day.date, day]));
  return [...days.values()];
}

export type TypedDay = { from: string; until: string; name: string; yearly: boolean };

/** The day to be added, just as it was typed. */
export const typedDay = (form: FormData): TypedDay => {
  const said = (name: string) => textIn(form, name).slice(0, 200);
  return { from: said('from'), until: said('until'), name: said('name'), yearly: said('yearly') !== '' };
};

function dayNumber(date: string, field: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new BadInput(422, `“${date}” is not a day.`, field);
  return ms / aDay;
}

/** `dates` are as they are kept, `words` the next time that they come. */
export type ClosedShown = { dates: string[]; words: string; name: string; yearly: boolean };

/** Those still to come, days in a row with one name drawn together. */
export function showClosedDays(days: readonly ClosedDay[], today: string, dayWords: (date: string) => string): ClosedShown[] {
  const coming = days
    .map((day) => ({ ...day, next: nextOf(day, today) }))
    .filter(({ next }) => next >= today)
    .toSorted((a, b) => (a.next < b.next ? -1 : 1));
  const stretches: (typeof coming)[] = [];
  for (const day of coming) {
    const last = stretches.at(-1)?.at(-1);
    const follows =
      last && last.name === day.name && last.yearly === day.yearly && Date.parse(day.next) - Date.parse(last.next) === aDay;
    if (follows) stretches.at(-1)!.push(day);
    else stretches.push([day]);
  }
  return stretches.map((stretch) => {
    const [first, last] = [stretch[0]!, stretch.at(-1)!];
    return {
      name: first.name,
      yearly: first.yearly === true,
      dates: stretch.map(({ date }) => date),
      words: stretch.length === 1 ? dayWords(first.next) : `${dayWords(first.next)} to ${dayWords(last.next)}`,
    };
  });
}

/** When a closed day comes next: its date, or for a yearly one that date in this year or a later one. */
function nextOf({ date, yearly }: ClosedDay, today: string): string {
  if (!yearly || date >= today) return date;
  const monthDay = date.slice(5);
  for (let year = Number(today.slice(0, 4)); ; year++) {
    const next = `${year}-${monthDay}`;
    if (next >= today && isDay(next)) return next;
  }
}

const isDay = (date: string): boolean => !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);

/** "Friday 25 December", with the year where it is another. */
export const closedDayWords =
  (say: Sayer, at: (date: string) => number, now: number) =>
  (date: string): string =>
    say.date(at(date)) + (date.slice(0, 4) === new Date(now).toISOString().slice(0, 4) ? '' : ` ${date.slice(0, 4)}`);
