import { minuteOfDay } from './opening-hours.ts';
import { isSource } from './source.ts';

/** minutes: of open time. hours: elapsed. 'same-business-day': until that day's closing. */
export type Within = { minutes: number } | { hours: number } | 'same-business-day';

/** The first answer, the one to a missed call, and the one to a later message of theirs. */
export type RuleKind = 'first' | 'missedCall' | 'again';

/** Who helps with something urgent outside opening hours: the person on call, a number shown at once, or there is no urgent tick. */
export type UrgentOutside = 'on-call' | 'number' | 'none';

export type ResponseRule = {
  first: Within;
  missedCall: Within;
  again: Within;
  /** 'HH:MM' on the next business day, for what comes outside opening hours. */
  outsideBy: string;
  /** What comes in so many minutes before closing is not for the same business day any more. */
  lastMinutes: Record<RuleKind, number>;
  proposalHours: number;
  urgentMinutes: number;
  urgentOutside: UrgentOutside;
  /** The number shown when urgentOutside is 'number', else empty. */
  urgentNumber: string;
  /** For first answers, by source slug or channel id. */
  exceptions: Record<string, Within>;
};

const firstOf = {
  '15-minutes': { minutes: 15 },
  'one-hour': { minutes: 60 },
  'same-day': 'same-business-day',
  '24-hours': { hours: 24 },
} as const satisfies Record<string, Within>;

export type Preset = keyof typeof firstOf;
export const presets = Object.keys(firstOf) as Preset[];

/** The rule a team starts with, or the one of another preset: presets differ in the time for a first answer. */
export const responseRule = (preset: Preset = 'one-hour'): ResponseRule => ({
  first: firstOf[preset],
  missedCall: 'same-business-day',
  again: 'same-business-day',
  outsideBy: '10:00',
  lastMinutes: { first: 60, missedCall: 60, again: 120 },
  proposalHours: 48,
  urgentMinutes: 15,
  urgentOutside: 'none',
  urgentNumber: '',
  exceptions: {},
});

/** The exception for a channel or a source, if there is one; a channel may be called "constructor". */
export const exceptionOf = ({ exceptions }: ResponseRule, name: string): Within | undefined =>
  Object.hasOwn(exceptions, name) ? exceptions[name] : undefined;

/** The number for what cannot wait while the team is closed: the one the rule names, else the team's own, else null. */
export const numberOutside = ({ urgentOutside, urgentNumber }: ResponseRule, own: string | null): string | null =>
  (urgentOutside === 'number' && urgentNumber) || own || null;

/** A plain sentence that says what is wrong with this rule, or null. Takes anything, because it guards what comes from outside. */
export const ruleProblem = (rule: unknown): string | null => {
  if (!isRecord(rule)) return 'The rule is missing.';
  const model = responseRule();
  const strange = Object.keys(rule).find((key) => !Object.hasOwn(model, key));
  if (strange) return `The rule does not know "${strange}".`;
  for (const [key, words] of Object.entries(timeWords)) {
    const problem = withinProblem(rule[key]);
    if (problem) return `${words}: ${problem}`;
  }
  if (typeof rule.outsideBy !== 'string' || (minuteOfDay(rule.outsideBy) ?? 1440) >= 1440) {
    return `Outside opening hours: "${rule.outsideBy}" is not a time like 10:00.`;
  }
  const last = rule.lastMinutes;
  if (!isRecord(last)) return 'The last minutes before closing are missing.';
  for (const [key, words] of Object.entries(timeWords)) {
    if (!isCount(last[key], 0, 720)) return `${words}: the last minutes before closing are a number from 0 to 720.`;
  }
  if (!isCount(rule.proposalHours, 1, 720)) return 'Proposals are followed up after 1 to 720 hours.';
  if (!isCount(rule.urgentMinutes, 1, 480)) return 'Urgent enquiries are answered within 1 to 480 minutes.';
  if (!(['on-call', 'number', 'none'] as unknown[]).includes(rule.urgentOutside)) {
    return 'Outside opening hours, urgent means somebody on call, a number that is shown, or no urgent tick.';
  }
  if (typeof rule.urgentNumber !== 'string') return 'The number for urgent enquiries is a text, which may be empty.';
  if (rule.urgentOutside === 'number' && rule.urgentNumber.trim() === '') {
    return 'Please give the number that is shown for urgent enquiries.';
  }
  return exceptionsProblem(rule.exceptions);
};

const timeWords: Record<RuleKind, string> = { first: 'New enquiries', missedCall: 'Missed calls', again: 'Later messages' };

const exceptionsProblem = (exceptions: unknown): string | null => {
  if (!isRecord(exceptions)) return 'The exceptions need to be given by channel; there may be none.';
  for (const [channel, within] of Object.entries(exceptions)) {
    const problem = withinProblem(within);
    if (problem) return `Exception for ${isSource(channel) ? channel : `channel ${channel}`}: ${problem}`;
  }
  return null;
};

const withinProblem = (within: unknown): string | null => {
  if (within === 'same-business-day') return null;
  if (!isRecord(within) || Object.keys(within).length !== 1) return 'give minutes, hours, or the same business day.';
  if ('minutes' in within) return isCount(within.minutes, 1, 1440) ? null : 'minutes are a whole number from 1 to 1440.';
  if ('hours' in within) return isCount(within.hours, 1, 720) ? null : 'hours are a whole number from 1 to 720.';
  return 'give minutes, hours, or the same business day.';
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown, least: number, most: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
