import { type Preset, presets, type ResponseRule, responseRule, type UrgentOutside, type Within } from '#domain/response-rule.ts';
import { rulePhrases, withinPhrase } from '#domain/rule-phrases.ts';
import { textIn } from '../refused.ts';
import { type Choice, withinChoices, withinKey, withinOf } from './within-choices.ts';

const outsides: readonly UrgentOutside[] = ['none', 'number', 'on-call'];
const mostExceptions = 30;

/** The rule as the form has it; what the form does not name stays as it was. */
export function readRule(form: FormData, before: ResponseRule): ResponseRule {
  const preset = presets.find((one) => one === textIn(form, 'preset'));
  const within = (name: string, was: Within): Within => withinOf(textIn(form, name)) ?? was;
  const number = (name: string, was: number): number => {
    const typed = textIn(form, name).trim();
    return typed === '' ? was : Number(typed);
  };
  const own = textIn(form, 'firstMinutes').trim();
  return {
    first: preset ? responseRule(preset).first : own === '' ? within('first', before.first) : { minutes: Number(own) },
    missedCall: within('missedCall', before.missedCall),
    again: within('again', before.again),
    outsideBy: textIn(form, 'outsideBy').slice(0, 5) || before.outsideBy,
    lastMinutes: {
      first: before.lastMinutes.first,
      missedCall: number('lastMissed', before.lastMinutes.missedCall),
      again: number('lastAgain', before.lastMinutes.again),
    },
    proposalHours: number('proposalHours', before.proposalHours),
    urgentMinutes: number('urgentMinutes', before.urgentMinutes),
    urgentOutside: outsides.find((one) => one === textIn(form, 'urgentOutside')) ?? before.urgentOutside,
    urgentNumber: form.has('urgentNumber') ? textIn(form, 'urgentNumber').trim().slice(0, 60) : before.urgentNumber,
    exceptions: form.has('exception.0.channel') ? exceptionsIn(form) : before.exceptions,
  };
}

function exceptionsIn(form: FormData): Record<string, Within> {
  const found: Record<string, Within> = {};
  for (let n = 0; n < mostExceptions; n++) {
    const channel = textIn(form, `exception.${n}.channel`);
    const within = withinOf(textIn(form, `exception.${n}.within`));
    if (channel && within) found[channel] = within;
  }
  return found;
}

/** What in the sentence is chosen from a list. */
export type RulePart = 'first' | 'missedCall' | 'again' | 'proposalHours' | 'urgentMinutes';

export type RuleShown = {
  words: Record<RulePart | 'outsideBy' | 'urgentOutside', string>;
  /** Said after the first time: "while we are open", and whether a time outside the hours is needed. */
  open: string;
  needsOutside: boolean;
  values: Record<RulePart | 'outsideBy' | 'urgentNumber' | 'lastMissed' | 'lastAgain', string> & { urgentOutside: UrgentOutside };
  choices: Record<RulePart, Choice[]>;
  exceptions: { channel: string; within: string; words: string }[];
  presets: { value: Preset; words: string }[];
};

/** The rule as the sentence on screen, with what each part may be changed to. */
export function showRule(rule: ResponseRule, nameOf: (channel: string) => string): RuleShown {
  const { first, missedCall, again, outside, proposal, urgent, urgentOutside } = rulePhrases(rule);
  const isMinutes = typeof rule.first === 'object' && 'minutes' in rule.first;
  const counted = (all: readonly number[], current: number, words: (n: number) => string): Choice[] =>
    [...new Set([...all, current])].sort((a, b) => a - b).map((n) => ({ value: String(n), words: words(n) }));
  return {
    words: { first, missedCall, again, outsideBy: outside, proposalHours: proposal, urgentMinutes: urgent, urgentOutside },
    open: isMinutes ? ' while we are open' : '',
    needsOutside: !(typeof rule.first === 'object' && 'hours' in rule.first),
    values: {
      first: withinKey(rule.first),
      missedCall: withinKey(rule.missedCall),
      again: withinKey(rule.again),
      outsideBy: rule.outsideBy,
      proposalHours: String(rule.proposalHours),
      urgentMinutes: String(rule.urgentMinutes),
      urgentOutside: rule.urgentOutside,
      urgentNumber: rule.urgentNumber,
      lastMissed: String(rule.lastMinutes.missedCall),
      lastAgain: String(rule.lastMinutes.again),
    },
    choices: {
      first: withinChoices(rule.first),
      missedCall: withinChoices(rule.missedCall),
      again: withinChoices(rule.again),
      proposalHours: counted([24, 48, 72, 96], rule.proposalHours, (n) => rulePhrases({ ...rule, proposalHours: n }).proposal),
      urgentMinutes: counted([5, 15, 30, 60], rule.urgentMinutes, (minutes) => withinPhrase({ minutes })),
    },
    exceptions: Object.entries(rule.exceptions).map(([channel, within]) => ({
      channel,
      within: withinKey(within),
      words: `${nameOf(channel)}: ${withinPhrase(within)}`,
    })),
    presets: presets.map((value) => ({ value, words: withinPhrase(responseRule(value).first) })),
  };
}
