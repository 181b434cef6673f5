import type { ClosedDay, Hours } from './opening-hours.ts';
import { dayNames, minuteOfDay, timetable, weekdays } from './opening-hours.ts';

const longestClosing = 400;

/** A plain sentence that says what is wrong with these hours, or null. Takes anything, because it guards what comes from outside. */
export const hoursProblem = (hours: unknown): string | null => {
  if (!isRecord(hours)) return 'Opening hours need a week.';
  const strange = unknownKey(hours, ['week', 'seasons']);
  if (strange) return `Opening hours do not know "${strange}".`;
  if (!Array.isArray(hours.seasons)) return 'Seasons need to be a list, which may be empty.';
  return weekProblem(hours.week, '') ?? seasonsProblem(hours.seasons);
};

/**
 * A plain sentence if nobody would be there for the 400 days after `now` (milliseconds), or null.
 * Ask hoursProblem first: this one reads the hours as they are.
 */
export const noOpeningProblem = (hours: Hours, closedDays: readonly ClosedDay[], zone: string, now: number): string | null => {
  const times = timetable(hours, closedDays, zone);
  let day = times.dayAt(now);
  for (let i = 0; i <= longestClosing; i++) {
    if ((day.blocks.at(-1)?.until ?? 0) > now) return null;
    day = times.dayAfter(day);
  }
  return `With these hours you would not be open once within ${longestClosing} days. Please open at least one day.`;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unknownKey = (value: Record<string, unknown>, known: readonly string[]) =>
  Object.keys(value).find((key) => !known.includes(key));

const weekProblem = (week: unknown, where: string): string | null => {
  if (!isRecord(week)) return `${where}The week is missing.`;
  const strange = unknownKey(week, weekdays);
  if (strange) return `${where}"${strange}" is not a day of the week.`;
  for (const weekday of weekdays) {
    const problem = blocksProblem(week[weekday]);
    if (problem) return `${where}${dayNames[weekday]}: ${problem}`;
  }
  return null;
};

const blocksProblem = (blocks: unknown): string | null => {
  if (!Array.isArray(blocks)) return 'the times are missing; a closed day has an empty list.';
  const spans: { from: number; until: number; words: string }[] = [];
  for (const block of blocks as unknown[]) {
    if (!isRecord(block)) return 'a time needs a beginning and an end.';
    const strange = unknownKey(block, ['from', 'until']);
    if (strange) return `"${strange}" is not known here.`;
    const from = minuteOfDay(String(block.from));
    const until = minuteOfDay(String(block.until));
    if (from === null) return `"${block.from}" is not a time like 08:00.`;
    if (until === null) return `"${block.until}" is not a time like 17:30.`;
    const words = `${block.from} to ${block.until}`;
    if (from >= until) return `${words} ends before it begins. Hours over midnight are two times: until 24:00, and from 00:00.`;
    const clash = spans.find((other) => from < other.until && other.from < until);
    if (clash) return `${clash.words} and ${words} overlap.`;
    spans.push({ from, until, words });
  }
  return null;
};

const seasonsProblem = (seasons: unknown[]): string | null => {
  const earlier: { days: boolean[]; name: string }[] = [];
  for (const [index, season] of seasons.entries()) {
    if (!isRecord(season)) return 'A season needs a first day, a last day and a week.';
    const strange = unknownKey(season, ['from', 'until', 'week', 'name']);
    if (strange) return `Seasons do not know "${strange}".`;
    if (season.name !== undefined && typeof season.name !== 'string') return 'The name of a season is a text.';
    const name = season.name || `Season ${index + 1}`;
    const from = dayOfYear(season.from);
    const until = dayOfYear(season.until);
    if (from === null) return `${name}: "${season.from}" is not a day like 11-01.`;
    if (until === null) return `${name}: "${season.until}" is not a day like 02-28.`;
    const problem = weekProblem(season.week, `${name}, `);
    if (problem) return problem;
    const days = Array.from({ length: 366 }, (_, day) =>
      from <= until ? from <= day && day <= until : from <= day || day <= until,
    );
    const clash = earlier.find((other) => other.days.some((there, day) => there && days[day]));
    if (clash) return `${clash.name} and ${name} overlap.`;
    earlier.push({ days, name });
  }
  return null;
};

/** The place of 'MM-DD' in a leap year, from 0. */
const dayOfYear = (text: unknown): number | null => {
  if (typeof text !== 'string' || !/^\d\d-\d\d$/.test(text)) return null;
  const at = Date.parse(`2024-${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(5, 10) !== text) return null;
  return (at - Date.UTC(2024, 0, 1)) / 86_400_000;
};
