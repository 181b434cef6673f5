import type { SettingsDeed } from '#work/team/log-setting.ts';
import { type Difference, type Facts, factsIn, type In, plainDifferences } from './difference.ts';
import { closedDayDifferences, hoursDifferences, ruleDifferences } from './rules-differences.ts';
import { channelDifferences, teamDifferences } from './team-differences.ts';

export type Entry = { memberId: string | null; by: string | null; what: string; before: unknown; after: unknown };

/** A deed as a sentence that begins with who did it, and what is other than before. */
export type Told = { who: string; did: string; differences: Difference[] };

/** `own`: they did it to themselves. */
type Said = { was: Facts; now: Facts; own: boolean; on: In };

/** What people do to each other and to how they sign in: the sentence is the whole of it. */
type Whole = Exclude<SettingsDeed, keyof typeof changes>;

const deeds: Readonly<Record<Whole, (said: Said) => string>> = {
  'team set up': () => 'set up the team',
  'channel added': ({ now, on }) => `added the way in “${on.channel(now.channel)}”`,
  'member added': ({ now, on }) => `added ${on.member(now.member)} as ${role(now.role)}`,
  'member removed': ({ was, on }) => `removed ${on.member(was.member)}, who was ${role(was.role)}`,
  'member signed out': ({ now, on }) =>
    `signed ${on.member(now.member)} out on ${now.sessions === 1 ? 'one device' : `${now.sessions} devices`}`,
  'role changed': ({ was, now, on }) => `made ${on.member(now.member)}, who was ${role(was.role)}, ${role(now.role)}`,
  'name changed': () => 'chose another name',
  'invitation accepted': () => 'accepted the invitation and came in',
  'invitation taken back': ({ was, on }) => `took back the invitation of ${on.member(was.member)}`,
  'invitation link made': ({ now, on }) => `made a new invitation link for ${on.member(now.member)}`,
  'sign-in link made': ({ now, on }) => `made a link by which ${on.member(now.member)} can sign in`,
  'password set': () => 'chose a password',
  'passkey added': ({ now }) => `added the passkey “${now.name}”`,
  'passkey removed': ({ was }) => `removed the passkey “${was.name}”`,
  'two-factor turned on': () => 'turned two-factor on',
  'two-factor turned off': ({ now, own, on }) => `turned two-factor off${own ? '' : ` for ${on.member(now.member)}`}`,
  'key added': ({ now, on }) => `got the API key “${on.key(now.key).name}” at the terminal, ${scopes(now.scopes)}`,
  'key revoked': ({ now, on }) => `ended the API key “${on.key(now.key).name}” of ${on.key(now.key).owner}`,
};

const roles: Readonly<Record<string, string>> = { admin: 'an admin', member: 'a member', viewer: 'a viewer' };
const role = (value: unknown): string => roles[String(value)] ?? String(value);

const scopes = (value: unknown): string => (Array.isArray(value) && value.includes('write') ? 'to read and to write' : 'to read');

type Change = { thing: string; differences(before: unknown, after: unknown, on: In): Difference[] };

const changes = {
  'team changed': { thing: 'what customers see', differences: teamDifferences },
  'opening hours changed': { thing: 'the opening hours', differences: hoursDifferences },
  'response rule changed': { thing: 'the rule', differences: ruleDifferences },
  'closed days changed': { thing: 'the closed days', differences: closedDayDifferences },
} as const satisfies Record<string, Change>;

/** Parts of the team that stand on screens of their own. */
const alone: Readonly<Record<string, string>> = { on_call: 'who is on call', questions: 'your own questions' };

/** Every deed of the log in words; one that has none is said as it is named. */
export function tell(entry: Entry, on: In): Told {
  const { memberId, what, before, after } = entry;
  const who = whoOf(entry);
  const [was, now] = [factsIn(before), factsIn(after)];
  if (isOf(deeds, what)) {
    const own = memberId !== null && now.member === memberId;
    return { who, did: deeds[what]({ was, now, own, on }), differences: [] };
  }
  const change = changeOf(what, now, on);
  if (!change) return { who, did: `did this: ${what}`, differences: plainDifferences(before, after, on) };
  const differences = change.differences(before, after, on);
  return { who, did: `${differences.length > 0 ? 'changed' : 'saved, as it was,'} ${change.thing}`, differences };
}

function changeOf(what: string, now: Facts, on: In): Change | null {
  const [, channel] = /^channel (\S+) changed$/.exec(what) ?? [];
  if (channel !== undefined) return { thing: `the way in “${on.channel(channel)}”`, differences: channelDifferences };
  if (!isOf(changes, what)) return null;
  const [only = '', ...more] = what === 'team changed' ? Object.keys(now) : [];
  return { ...changes[what], thing: (more.length === 0 && alone[only]) || changes[what].thing };
}

const isOf = <Key extends string>(of: Readonly<Record<Key, unknown>>, key: string): key is Key => Object.hasOwn(of, key);

/** Baton itself keeps public holidays from running out; whatever else no member did was done by a command. */
function whoOf({ memberId, by, what }: Entry): string {
  if (memberId !== null) return by ?? 'Somebody who has left';
  return what === 'closed days changed' ? 'Baton' : 'Somebody at the terminal';
}
