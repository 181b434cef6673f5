import type { Within } from '#domain/response-rule.ts';
import { withinPhrase } from '#domain/rule-phrases.ts';

/** A time to answer in, as the value of a form's field: "60m", "24h", "day". */
export const withinKey = (within: Within): string =>
  within === 'same-business-day' ? 'day' : 'minutes' in within ? `${within.minutes}m` : `${within.hours}h`;

/** The other way round; null for what is no time to answer in. */
export function withinOf(key: string): Within | null {
  const [, count, unit] = /^(\d{1,4})([mh])$/.exec(key) ?? [];
  if (key === 'day') return 'same-business-day';
  if (count === undefined) return null;
  return unit === 'm' ? { minutes: Number(count) } : { hours: Number(count) };
}

export type Choice = { value: string; words: string };

const usual: readonly Within[] = [
  { minutes: 15 },
  { minutes: 60 },
  { minutes: 120 },
  { minutes: 240 },
  'same-business-day',
  { hours: 24 },
];

/** The usual times to choose from, and the one that is in force where it is another. */
export function withinChoices(current: Within): Choice[] {
  const all = usual.some((within) => withinKey(within) === withinKey(current)) ? usual : [current, ...usual];
  return all.map((within) => ({ value: withinKey(within), words: withinPhrase(within) }));
}
