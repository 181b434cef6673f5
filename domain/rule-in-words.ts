import type { ResponseRule, Within } from './response-rule.ts';
import type { Language } from './say-time.ts';
import { isSource, sources } from './source.ts';

/** The pieces of the sentence that a screen lets people change, each as it stands in it. */
export type RulePhrases = {
  first: string;
  outside: string;
  missedCall: string;
  again: string;
  proposal: string;
  urgent: string;
  urgentOutside: string;
};

/** The rule as one short paragraph. `nameOf` names a channel of an exception by its id; without it the source's own name is used. */
export const ruleInWords = (rule: ResponseRule, language: Language = 'en', nameOf = sourceName): string => {
  const say = rulePhrases(rule, language);
  const german = language === 'de';
  const open = isMinutes(rule.first) ? (german ? ', solange wir geöffnet haben' : ' while we are open') : '';
  const otherwise = isHours(rule.first) ? '' : `, ${german ? 'sonst' : 'otherwise'} ${say.outside}`;
  const exceptions = Object.entries(rule.exceptions).map(
    ([channel, within]) => `${nameOf(channel)}: ${phrase(within, language)}.`,
  );
  const sentences = german
    ? [
        `Wer neu anfragt, hört ${say.first} von uns${open}${otherwise}.`,
        `Verpasste Anrufe erwidern wir ${say.missedCall}.`,
        `Wer noch einmal schreibt, hört ${say.again} von uns.`,
        `Bei Angeboten fragen wir ${say.proposal} nach.`,
        `Dringendes: ${say.urgent}; ${say.urgentOutside}.`,
      ]
    : [
        `Somebody new hears from us ${say.first}${open}${otherwise}.`,
        `Missed calls are returned ${say.missedCall}.`,
        `When they write back, they hear from us ${say.again}.`,
        `Quotes are followed up ${say.proposal}.`,
        `Urgent ones: ${say.urgent}; ${say.urgentOutside}.`,
      ];
  return [...sentences, ...exceptions].join(' ');
};

/** The changeable pieces of ruleInWords. */
export const rulePhrases = (rule: ResponseRule, language: Language = 'en'): RulePhrases => {
  const german = language === 'de';
  return {
    first: phrase(rule.first, language),
    outside: german ? `bis ${rule.outsideBy} Uhr am nächsten Arbeitstag` : `by ${rule.outsideBy} the next working day`,
    missedCall: phrase(rule.missedCall, language),
    again: phrase(rule.again, language),
    proposal: german
      ? `nach ${count(rule.proposalHours, 'Stunde', 'Stunden')}`
      : `after ${count(rule.proposalHours, 'hour', 'hours')}`,
    urgent: phrase({ minutes: rule.urgentMinutes }, language),
    urgentOutside: urgentOutsideWords(rule, german),
  };
};

const urgentOutsideWords = ({ urgentOutside, urgentNumber }: ResponseRule, german: boolean): string => {
  if (urgentOutside === 'on-call') {
    return german ? 'außerhalb der Öffnungszeiten ist jemand in Bereitschaft' : 'outside hours somebody is on call';
  }
  if (urgentOutside === 'number') {
    return german ? `außerhalb der Öffnungszeiten gilt ${urgentNumber}` : `outside hours we show ${urgentNumber}`;
  }
  return german ? 'außerhalb der Öffnungszeiten wie alle anderen' : 'outside hours like all others';
};

/** "within one hour", "within 24 hours", "the same working day" */
const phrase = (within: Within, language: Language): string => {
  const german = language === 'de';
  if (within === 'same-business-day') return german ? 'am selben Arbeitstag' : 'the same working day';
  if (isHours(within)) {
    return german
      ? `innerhalb von ${count(within.hours, 'Stunde', 'Stunden')}`
      : `within ${count(within.hours, 'hour', 'hours')}`;
  }
  return (german ? 'innerhalb von ' : 'within ') + sayMinutes(within.minutes, language);
};

/** "15 minutes", "one hour", "3 hours"; German in the dative, as after "von". */
export const sayMinutes = (minutes: number, language: Language): string => {
  const german = language === 'de';
  if (minutes === 60) return german ? 'einer Stunde' : 'one hour';
  if (minutes % 60 === 0 && minutes > 0) return german ? `${minutes / 60} Stunden` : `${minutes / 60} hours`;
  return german ? count(minutes, 'Minute', 'Minuten') : count(minutes, 'minute', 'minutes');
};

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const isMinutes = (within: Within): within is { minutes: number } => typeof within === 'object' && 'minutes' in within;
const isHours = (within: Within): within is { hours: number } => typeof within === 'object' && 'hours' in within;

function sourceName(channel: string): string {
  return isSource(channel) ? sources[channel] : channel;
}
