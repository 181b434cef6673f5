import type { ResponseRule, Within } from './response-rule.ts';
import { sayMinutes } from './say-minutes.ts';

/** The pieces of the sentence that a screen lets people change, each as it stands in it. */
type RulePhrases = Record<'first' | 'outside' | 'missedCall' | 'again' | 'proposal' | 'urgent' | 'urgentOutside', string>;

/** What the rule says, piece by piece. The team's screens speak English. */
export const rulePhrases = (rule: ResponseRule): RulePhrases => ({
  first: withinPhrase(rule.first),
  outside: `by ${rule.outsideBy} the next working day`,
  missedCall: withinPhrase(rule.missedCall),
  again: withinPhrase(rule.again),
  proposal: `after ${hours(rule.proposalHours)}`,
  urgent: withinPhrase({ minutes: rule.urgentMinutes }),
  urgentOutside: urgentOutsideWords(rule),
});

const urgentOutsideWords = ({ urgentOutside, urgentNumber }: ResponseRule): string => {
  if (urgentOutside === 'on-call') return 'outside hours somebody is on call';
  return urgentOutside === 'number' ? `outside hours we show ${urgentNumber}` : 'outside hours like all others';
};

/** "within one hour", "within 24 hours", "the same working day" */
export const withinPhrase = (within: Within): string => {
  if (within === 'same-business-day') return 'the same working day';
  return `within ${'hours' in within ? hours(within.hours) : sayMinutes(within.minutes, 'en')}`;
};

const hours = (many: number): string => (many === 1 ? '1 hour' : `${many} hours`);
