import type { Question } from '#domain/questions.ts';
import { acknowledgementWords, languageWords, urgentWords } from '../settings/choice-words.ts';
import { type Difference, differs, type Facts, factsIn, type In, plainDifferences, shortly } from './difference.ts';

type Words = [label: string, say: (value: unknown, on: In) => string];

const text = (value: unknown): string => (typeof value === 'string' && value !== '' ? shortly(value) : 'not set');

/** What an entry that is JSON within JSON holds; null where it is none. */
function within(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : null;
  } catch {
    return null;
  }
}

const chosen =
  (words: Readonly<Record<string, string>>) =>
  (value: unknown): string =>
    words[typeof value === 'string' ? value : ''] ?? text(value);

function onCall(value: unknown, { member }: In): string {
  const { members } = factsIn(within(value));
  return Array.isArray(members) && members.length > 0 ? members.map(member).join(', then ') : 'nobody';
}

function questions(value: unknown): string {
  const asked = within(value);
  if (!Array.isArray(asked) || asked.length === 0) return 'none';
  return (asked as Question[])
    .map(({ label, when, required }) => {
      const beside = [when === 'when-known' && 'noted when it is known', required && 'needs an answer'].filter(Boolean);
      return `“${label}”${beside.length > 0 ? ` (${beside.join(', ')})` : ''}`;
    })
    .join(', ');
}

const ofTeam: Readonly<Record<string, Words>> = {
  phone: ['Telephone', text],
  urgent_phone: ['Telephone for what cannot wait', text],
  email: ['Email', text],
  website: ['Website', text],
  acknowledgement: ['What they are told at once', chosen(acknowledgementWords)],
  names_shown_at: ['Customers see which of you answers', (value) => (value === null || value === undefined ? 'no' : 'yes')],
  booking_url: ['Link to book a call', text],
  privacy_url: ['Link to your privacy page', text],
  signature: ['Signature', text],
  colour: ['Colour', text],
  on_call: ['On call, a week each', onCall],
  questions: ['Questions of your own', questions],
};

const nobody = (value: unknown, { member }: In): string => (value ? member(value) : 'nobody');

const ofChannel: Readonly<Record<string, Words>> = {
  name: ['Name', text],
  owner: ['Who gets what comes in', (value, { member }) => (value ? member(factsIn(value).fixed) : 'nobody named')],
  checker: ['Who checks it', nobody],
  deputy: ['And who if they are away', nobody],
};

const ofConfig: Readonly<Record<string, Words>> = {
  urgent: ['A tick “This is urgent”', chosen(urgentWords)],
  language: ['Language', chosen(languageWords)],
  nextHosts: ['Websites to which the form may lead back', text],
};

export const teamDifferences = (before: unknown, after: unknown, on: In): Difference[] =>
  differencesBy(ofTeam, factsIn(before), factsIn(after), on);

export function channelDifferences(before: unknown, after: unknown, on: In): Difference[] {
  const [{ config: configBefore, ...was }, { config, ...now }] = [factsIn(before), factsIn(after)];
  return [...differencesBy(ofChannel, was, now, on), ...differencesBy(ofConfig, factsIn(configBefore), factsIn(config), on)];
}

/** In the order of the words; what has none comes last, as plainly as it can be said. */
function differencesBy(words: Readonly<Record<string, Words>>, was: Facts, now: Facts, on: In): Difference[] {
  const known = Object.entries(words).flatMap(([key, [label, say]]) =>
    key in was || key in now ? differs(label, say(was[key], on), say(now[key], on)) : [],
  );
  const others = (facts: Facts) => Object.fromEntries(Object.entries(facts).filter(([key]) => !Object.hasOwn(words, key)));
  return [...known, ...plainDifferences(others(was), others(now), on)];
}
