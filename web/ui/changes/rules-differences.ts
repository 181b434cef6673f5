import { hoursProblem } from '#domain/hours-problem.ts';
import type { ClosedDay, Hours, Season, weekdays } from '#domain/opening-hours.ts';
import { exceptionOf, type ResponseRule, ruleProblem } from '#domain/response-rule.ts';
import { rulePhrases, withinPhrase } from '#domain/rule-phrases.ts';
import { blocksSayer, daysAlike, sayHours } from '#domain/say-hours.ts';
import { sayMinutes } from '#domain/say-minutes.ts';
import { closedDayWords, showClosedDays } from '../settings/closed-days-form.ts';
import { type Difference, differs, type In, plainDifferences } from './difference.ts';

/** Part by part of the sentence that the settings show. */
export function ruleDifferences(before: unknown, after: unknown, on: In): Difference[] {
  if (ruleProblem(before) || ruleProblem(after)) return plainDifferences(before, after, on);
  const [was, now] = [before as ResponseRule, after as ResponseRule];
  const [wasSaid, nowSaid] = [partsOf(was), partsOf(now)];
  const channels = [...new Set([...Object.keys(was.exceptions), ...Object.keys(now.exceptions)])];
  const own = (rule: ResponseRule, channel: string) => {
    const within = exceptionOf(rule, channel);
    return within ? withinPhrase(within) : 'as everywhere';
  };
  return [
    ...Object.entries(wasSaid).flatMap(([label, said]) => differs(label, said, nowSaid[label as keyof typeof nowSaid])),
    ...channels.flatMap((channel) => differs(`${on.channel(channel)}: they hear from us`, own(was, channel), own(now, channel))),
  ];
}

function partsOf(rule: ResponseRule) {
  const { first, outside, missedCall, again, proposal, urgent, urgentOutside } = rulePhrases(rule);
  const last = (minutes: number) => (minutes === 0 ? 'never' : `in the last ${sayMinutes(minutes, 'en')} before closing`);
  return {
    'Somebody new hears from us': first,
    'While we are closed, otherwise': outside,
    'Missed calls are returned': missedCall,
    'Missed calls count for the next working day': last(rule.lastMinutes.missedCall),
    'When they write back, they hear from us': again,
    'What they write back counts for the next working day': last(rule.lastMinutes.again),
    'Somebody new counts for the next working day': last(rule.lastMinutes.first),
    'Quotes are followed up': proposal,
    'Urgent ones hear from us': urgent,
    'Urgent ones, outside hours': urgentOutside.replace(/^outside hours /, ''),
  };
}

/** Day by day, neighbours together; then the seasons. */
export function hoursDifferences(before: unknown, after: unknown, on: In): Difference[] {
  if (hoursProblem(before) || hoursProblem(after)) return plainDifferences(before, after, on);
  const [was, now] = [before as Hours, after as Hours];
  const say = blocksSayer(on.say.locale);
  const times = (hours: Hours, day: (typeof weekdays)[number]) => say(hours.week[day]) || 'closed';
  const days = daysAlike((day) => `${times(was, day)} | ${times(now, day)}`);
  return [
    ...days.flatMap(({ days: label, day }) => differs(capital(label), times(was, day), times(now, day))),
    ...seasonDifferences(was.seasons, now.seasons, on.say.locale),
  ];
}

function seasonDifferences(was: readonly Season[], now: readonly Season[], locale: string): Difference[] {
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const day = (monthDay: string) => date.format(Date.parse(`2024-${monthDay}T00:00:00Z`));
  const label = ({ name, from, until }: Season) => `${name ?? 'A season'}, ${day(from)} to ${day(until)}`;
  const saidOf = (seasons: readonly Season[]) => new Map(seasons.map((one) => [label(one), sayHours(one.week, locale)]));
  const [before, after] = [saidOf(was), saidOf(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((one) =>
    differs(one, before.get(one) ?? 'as in the rest of the year', after.get(one) ?? 'as in the rest of the year'),
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const mostStretches = 6;

export function closedDayDifferences(before: unknown, after: unknown, on: In): Difference[] {
  const daysIn = (value: unknown) => (Array.isArray(value) ? (value as ClosedDay[]) : []);
  const [was, now] = [daysIn(before), daysIn(after)];
  const added = stretches(without(now, was), on);
  const gone = stretches(without(was, now), on);
  return [...(added ? [{ label: 'Added', now: added }] : []), ...(gone ? [{ label: 'Taken out', was: gone }] : [])];
}

function without(days: readonly ClosedDay[], others: readonly ClosedDay[]): ClosedDay[] {
  const key = ({ date, name, yearly }: ClosedDay) => `${date} ${yearly === true} ${name}`;
  const there = new Set(others.map(key));
  return days.filter((day) => !there.has(key(day)));
}

function stretches(days: readonly ClosedDay[], { say, now, dayAt }: In): string {
  const all = showClosedDays(days, '', closedDayWords(say, dayAt, now));
  const said = all.slice(0, mostStretches).map(({ words, name, yearly }) => `${words} (${name}${yearly ? ', every year' : ''})`);
  const left = all.length - said.length;
  return [...said, ...(left > 0 ? [`${left} more`] : [])].join('; ');
}
