import { answerBy } from '#domain/answer-by.ts';
import { countryDefaults } from '#domain/country-defaults.ts';
import { hoursProblem } from '#domain/hours-problem.ts';
import { type Block, type Hours, timetable, type Weekday, weekdays } from '#domain/opening-hours.ts';
import { type ResponseRule, responseRule, ruleProblem, type Within } from '#domain/response-rule.ts';
import { rulePhrases, withinPhrase } from '#domain/rule-phrases.ts';
import { sayHours } from '#domain/say-hours.ts';
import { sayer } from '#domain/say-time.ts';

type Fields = readonly (readonly [string, string])[];

const withins: Record<string, Within> = {
  '15-minutes': { minutes: 15 },
  'one-hour': { minutes: 60 },
  'two-hours': { minutes: 120 },
  'four-hours': { minutes: 240 },
  'same-day': 'same-business-day',
  '24-hours': { hours: 24 },
};
const missedBy = ['one-hour', 'same-day', '24-hours'];
const outsideBy = ['09:00', '10:00', '11:00', '12:00', '14:00'];

/** Moments to try the rule on, told by weekday (1 is Monday) and time: after closing, in hours, late on a Friday, and so on. */
const moments: readonly (readonly [number, string])[] = [
  [5, '18:05'],
  [2, '10:20'],
  [5, '17:10'],
  [6, '11:00'],
  [3, '12:30'],
  [1, '07:15'],
];

/** What the second screen starts with. */
export const usualAnswer: [string, string][] = [
  ...weekdays.slice(0, 5).map((day): [string, string] => ['day', day]),
  ['from', '08:00'],
  ['until', '17:30'],
  ['pauseFrom', ''],
  ['pauseUntil', ''],
  ['first', 'one-hour'],
  ['outside', '10:00'],
  ['missed', 'same-day'],
];

const known: ReadonlySet<string> = new Set(usualAnswer.map(([name]) => name));

/** The fields of the second screen in a form that was sent. */
export const answerFields = (form: FormData): [string, string][] =>
  [...form].flatMap(([name, value]) =>
    known.has(name) && typeof value === 'string' ? [[name, value.slice(0, 20)] as [string, string]] : [],
  );

/** The hours and the rule that they stand for, or the sentence that says what is wrong with them. */
export function readAnswer(fields: Fields): { hours: Hours; rule: ResponseRule; problem: string | null } {
  const one = (name: string) => fields.find(([key]) => key === name)?.[1] ?? '';
  const open = fields.filter(([name]) => name === 'day').map(([, day]) => day);
  const blocks = blocksOf(one('from'), one('until'), one('pauseFrom'), one('pauseUntil'));
  const week = Object.fromEntries(weekdays.map((day) => [day, open.includes(day) ? blocks : []])) as Record<Weekday, Block[]>;
  const usual = responseRule();
  const rule: ResponseRule = {
    ...usual,
    first: withins[one('first')] ?? usual.first,
    missedCall: withins[one('missed')] ?? usual.missedCall,
    outsideBy: one('outside') || usual.outsideBy,
  };
  const hours = { week, seasons: [] };
  const never = open.length === 0 ? 'Please open at least one day.' : null;
  return { hours, rule, problem: never ?? hoursProblem(hours) ?? ruleProblem(rule) };
}

function blocksOf(from: string, until: string, pauseFrom: string, pauseUntil: string): Block[] {
  const end = until === '00:00' ? '24:00' : until;
  if (!pauseFrom && !pauseUntil) return [{ from, until: end }];
  return [
    { from, until: pauseFrom },
    { from: pauseUntil, until: end },
  ];
}

export type AnswerShown = {
  fields: [string, string][];
  /** The changeable words of the sentence; `otherwise` is null where the rule needs none. */
  words: { hours: string; first: string; open: string; otherwise: string | null; missed: string };
  choices: { first: Choice[]; outside: Choice[]; missed: Choice[] };
  example: { moment: number; when: string; by: string } | null;
  problem: string | null;
};
type Choice = { value: string; words: string };

/** The sentence as it stands now, and what it means for somebody who writes at one of our moments. */
export function showAnswer(
  fields: [string, string][],
  at: { country: string; zone: string; now: number; moment: number },
): AnswerShown {
  const { hours, rule, problem } = readAnswer(fields);
  const { locale } = countryDefaults(at.country);
  const outsideSaid = (time: string) => rulePhrases({ ...rule, outsideBy: time }).outside;
  const isMinutes = typeof rule.first === 'object' && 'minutes' in rule.first;
  const isHours = typeof rule.first === 'object' && 'hours' in rule.first;
  return {
    fields,
    words: {
      hours: sayHours(hours.week, locale),
      first: withinPhrase(rule.first),
      open: isMinutes ? ' while we are open' : '',
      otherwise: isHours ? null : outsideSaid(rule.outsideBy),
      missed: withinPhrase(rule.missedCall),
    },
    choices: {
      first: Object.entries(withins).map(([value, within]) => ({ value, words: withinPhrase(within) })),
      outside: outsideBy.map((value) => ({ value, words: outsideSaid(value) })),
      missed: missedBy.map((value) => ({ value, words: withinPhrase(withins[value]!) })),
    },
    example: problem ? null : exampleOf(hours, rule, { ...at, locale }),
    problem,
  };
}

function exampleOf(hours: Hours, rule: ResponseRule, at: { locale: string; zone: string; now: number; moment: number }) {
  const times = timetable(hours, [], at.zone);
  const [weekday, time] = moments[at.moment % moments.length]!;
  const today = Temporal.PlainDate.from(times.dayOf(at.now));
  const date = today.add({ days: 1 + ((weekday - today.dayOfWeek + 6) % 7) });
  const receivedAt = times.at(date.toString(), time);
  const { dueAt } = answerBy({ receivedAt, kind: 'first', source: 'website-form' }, rule, times);
  const say = sayer(at.locale.startsWith('en') ? at.locale : 'en-GB', at.zone);
  const saidAs = (ms: number) => `${say.weekday(ms)} ${say.clock(ms)}`;
  return { moment: at.moment, when: saidAs(receivedAt), by: saidAs(dueAt) };
}
