import { data } from 'react-router';
import { howMany } from '#domain/letters/how-many.ts';
import { isSource, sources } from '#domain/source.ts';
import { listChannels } from '#store/channels.ts';
import { listMembers, listOwners } from '#store/members.ts';
import { cameByChannel } from '#store/read-ways.ts';
import type { ChannelRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { OwnerRule } from '#work/arrivals/choose-owner.ts';
import type { Env } from '#work/env.ts';
import { changeChannel } from '#work/team/change-channel.ts';
import { stampOf } from '#work/team/changed-meanwhile.ts';
import { checkChannel } from '#work/team/check-channel.ts';
import { momentWords } from '../lead-words.ts';
import { type Refused, refused, textIn } from '../refused.ts';
import { sayerOf } from '../sayer-of.ts';
import { admitAdmin } from './admit-admin.ts';

const days = 30;
const aDay = 86_400_000;

/** Every way in: how it comes, when last, how much, who gets it, and what is wrong with it. */
export async function readWays({ read, now: clock }: Pick<Env, 'read' | 'now'>, me: { role: string }) {
  const now = clock();
  const [standard, channels, members, owners] = await Promise.all([
    readStandard(read),
    listChannels(read),
    listMembers(read),
    listOwners(read),
  ]);
  const say = sayerOf(standard);
  const starts = standard.timetable.dayAt(now).starts;
  const came = await cameByChannel(read, starts - (days - 1) * aDay);
  const nameOf = (id: string | null | undefined) => members.find((member) => member.id === id)?.name ?? null;
  const fallback = nameOf(standard.team.fallback_id) ?? '';
  const way = (row: ChannelRow) => {
    const owner = (JSON.parse(row.owner_rule) as OwnerRule)?.fixed ?? null;
    const { last, enquiries } = came.get(row.id) ?? { last: null, enquiries: [] };
    return {
      id: row.id,
      seen: stampOf(row, ['name', 'owner_rule', 'checker_id', 'deputy_id']),
      name: row.name,
      kind: isSource(row.kind) ? sources[row.kind] : row.kind,
      connected: row.connected_at !== null,
      state: stateOf(row, last ?? row.last_arrival_at, (at) => momentWords(at, now, say), nameOf),
      owner,
      ownerWords: `goes to ${nameOf(owner) ?? fallback}`,
      checker: row.checker_id ?? '',
      deputy: row.deputy_id ?? '',
      count: enquiries.length,
      bars: barsOf(enquiries, starts),
    };
  };
  const ways = channels.map(way);
  const isUsed = ({ connected, count, checker, state }: (typeof ways)[number]) =>
    connected || count > 0 || checker !== '' || state.tone === 'late';
  const used = ways.filter(isUsed);
  const broken = used.filter(({ state }) => state.tone === 'late');
  return {
    headline: `${howMany(used.length, 'way in', 'ways in')}. ${
      broken.length === 0
        ? 'None reports a fault.'
        : broken.length === 1
          ? `${broken[0]!.name} reports a fault.`
          : `${howMany(broken.length, '', '').trim()} report a fault.`
    }`,
    used,
    others: ways.filter((one) => !isUsed(one)),
    mayChange: me.role === 'admin',
    mayAct: me.role !== 'viewer',
    members: members.map(({ id, name }) => ({ value: id, words: name })),
    owners: owners.map(({ id, name }) => ({ value: id, words: name })),
    fallback,
  };
}

type State = { words: string; tone: 'ok' | 'late' | 'quiet' };

function stateOf(
  row: ChannelRow,
  last: number | null,
  when: (at: number) => string,
  nameOf: (id: string | null) => string | null,
): State {
  if (row.last_error !== null) return { words: `${row.last_error} (${when(row.last_error_at ?? row.created_at)})`, tone: 'late' };
  const came = last === null ? `nothing in ${days} days` : `last came ${when(last)}`;
  const tone = last === null ? 'quiet' : 'ok';
  const refused = row.refused_count > 0 ? ` · ${row.refused_count} turned away for a wrong key or signature` : '';
  if (row.connected_at !== null) return { words: `connected · ${came}${refused}`, tone };
  const checker = nameOf(row.checker_id);
  if (!checker) return { words: `who hears it writes it down · ${came}`, tone };
  const checked = row.checked_at === null ? 'not checked yet' : `checked ${when(row.checked_at)}`;
  return { words: `checked by hand, ${checker} · ${checked} · ${came}`, tone };
}

/** Enquiries per day, the oldest first, as shares of the busiest. */
function barsOf(times: readonly number[], starts: number): number[] {
  const counts = Array.from({ length: days }, () => 0);
  for (const at of times) {
    const ago = at >= starts ? 0 : Math.ceil((starts - at) / aDay);
    if (ago < days) counts[days - 1 - ago]! += 1;
  }
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

type WayFields = Record<'name' | 'owner' | 'checker' | 'deputy', string>;
export type WayTold = Partial<Refused> & { id: string; saved?: string; fields?: WayFields };

export async function changeWay(env: Env, me: { id: string; role: string }, form: FormData) {
  const id = textIn(form, 'id');
  const typed = (name: string) => textIn(form, name).slice(0, 200);
  const fields = { name: typed('name'), owner: typed('owner'), checker: typed('checker'), deputy: typed('deputy') };
  try {
    if (textIn(form, 'do') === 'check') {
      await checkChannel(env, { channelId: id, memberId: me.id });
      return data<WayTold>({ id, saved: 'Noted: looked, nothing new.' });
    }
    admitAdmin(me);
    const { name, owner, checker, deputy } = fields;
    const change = { name, owner: owner || null, checker: checker || null, deputy: deputy || null };
    await changeChannel(env, { id, memberId: me.id, change, seen: textIn(form, 'seen') || undefined });
    return data<WayTold>({ id, saved: 'Saved.' });
  } catch (error) {
    const { data: told, init } = refused(error);
    return data<WayTold>({ id, ...told, ...(form.has('name') ? { fields } : {}) }, init ?? 422);
  }
}

export type WaysPage = Awaited<ReturnType<typeof readWays>>;
