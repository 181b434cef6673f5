import { z } from 'zod';
import { listChannels } from '#store/channels.ts';
import type { Db } from '#store/engine.ts';
import { listMembers } from '#store/members.ts';
import type { ChannelRow, MemberRow } from '#store/schema.ts';
import type { OwnerRule } from '#work/arrivals/choose-owner.ts';
import { changeChannel } from '#work/team/change-channel.ts';
import { checkChannel } from '#work/team/check-channel.ts';
import type { At } from './address.ts';
import { iso, line, lines, maybeIso, word } from './fields.ts';
import { pageShape, person, time } from './lead-shape.ts';

const maybePerson = person.nullable();

const channel = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    connected: z.boolean().meta({ description: 'Baton takes it in by itself; else somebody logs it by hand.' }),
    owner: maybePerson.meta({ description: 'Who gets what comes in; null: the team’s fallback.' }),
    checker: maybePerson,
    deputy: maybePerson,
    config: z.record(z.string(), z.string()).optional().meta({ description: 'For admins.' }),
    connectedAt: time.nullable(),
    lastArrivalAt: time.nullable(),
    lastError: z.object({ what: z.string(), at: time }).nullable(),
    refused: z.int().meta({ description: 'Deliveries with a wrong key or signature.' }),
    checkedAt: time.nullable(),
  })
  .meta({ id: 'Channel' });

type Channel = z.output<typeof channel>;

function channelOf(row: ChannelRow, members: readonly MemberRow[], forAdmin: boolean): Channel {
  const memberOf = (id: string | null | undefined) => {
    const member = members.find((one) => one.id === id);
    return member ? { id: member.id, name: member.name } : null;
  };
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    connected: row.connected_at !== null,
    owner: memberOf((JSON.parse(row.owner_rule) as OwnerRule)?.fixed),
    checker: memberOf(row.checker_id),
    deputy: memberOf(row.deputy_id),
    ...(forAdmin ? { config: JSON.parse(row.config) as Record<string, string> } : {}),
    connectedAt: maybeIso(row.connected_at),
    lastArrivalAt: maybeIso(row.last_arrival_at),
    lastError: row.last_error === null ? null : { what: row.last_error, at: iso(row.last_error_at ?? row.created_at) },
    refused: row.refused_count,
    checkedAt: maybeIso(row.checked_at),
  };
}

const entry = z.string().max(4_000).nullable();
const member = word(320).nullable().optional();

const change = z.strictObject({
  name: line(80).optional(),
  owner: member.meta({ description: 'A member by id or email; null: the team’s fallback.' }),
  checker: member,
  deputy: member,
  config: z.record(z.string().max(60), entry).optional().meta({ description: 'Entries to set; null takes one out.' }),
});

const check = z.object({
  id: z.string(),
  channel: z.string(),
  by: z.string(),
  at: time,
  found: z.int(),
  note: z.string().nullable(),
});

export function channels(at: At, { read }: { read: Db }): void {
  at(
    { method: 'GET', path: '/channels', who: 'read', says: 'The ways in.', answer: pageShape(channel) },
    async ({ asker, reply }) => {
      const members = await listMembers(read);
      const rows = await listChannels(read);
      return reply({ data: rows.map((row) => channelOf(row, members, asker.member.role === 'admin')), next: null });
    },
  );
  at(
    {
      method: 'PATCH',
      path: '/channels/:id',
      who: 'admin',
      says: 'Changes who gets what comes in by a channel, who checks it, and its settings.',
      body: change,
      answer: z.object({ channel }),
    },
    ({ c, asker, body, act }) =>
      act(
        (env) => changeChannel(env, { id: c.req.param('id')!, memberId: asker.member.id, change: body }),
        async (db, row) => ({ channel: channelOf(row, await listMembers(db), true) }),
      ),
  );
  at(
    {
      method: 'POST',
      path: '/channels/:id/checks',
      who: 'write',
      says: 'Says that somebody has looked into a channel.',
      body: z.strictObject({ found: z.int().min(0).max(10_000).optional(), note: lines(2_000).optional() }),
      answer: z.object({ check }),
      status: 201,
    },
    ({ c, asker, body, act }) =>
      act(
        (env) => checkChannel(env, { channelId: c.req.param('id')!, memberId: asker.member.id, ...body }),
        async (_db, { id, channel_id, member_id, at: looked, found, note }) => ({
          check: { id, channel: channel_id, by: member_id, at: iso(looked), found, note },
        }),
      ),
  );
}
