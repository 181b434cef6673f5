import type { Sayer } from '#domain/say-time.ts';
import { isSource, sources } from '#domain/source.ts';

export const reasonWords: Record<string, string> = {
  'too-slow': 'we were too slow',
  'chose-another': 'chose somebody else',
  price: 'price',
  'no-answer': 'no answer',
  'not-a-fit': 'not a fit',
  withdrawn: 'no longer needed',
  other: 'another reason',
};

export const outcomeWords: Record<string, string> = {
  won: 'won',
  lost: 'lost',
  question: 'just a question',
  'not-an-enquiry': 'no enquiry',
  merged: 'merged',
};

export const sourceWords = (source: string): string => (isSource(source) ? sources[source] : source);

/** "Wed 25 Nov" */
export const dayWords = (at: number, say: Sayer): string => say.shortDate(at).replace(/,[^,]*$/, '');

/** "today, 13:52", else "Thu 19 Nov, 15:42" */
export function momentWords(at: number, now: number, say: Sayer): string {
  const day = say.nearDay(at, now);
  return day === 'today' || day === 'yesterday' ? `${day}, ${say.clock(at)}` : say.shortDate(at);
}

/** "ring again" as it stands in the middle of a sentence. */
export const stepWords = (what: string): string =>
  /^\p{Lu}\p{Ll}/u.test(what) ? what.charAt(0).toLowerCase() + what.slice(1) : what;
