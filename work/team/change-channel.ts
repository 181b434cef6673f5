import { oneLine } from '#domain/well-formed.ts';
import { takeChannel } from '#store/channels.ts';
import type { Tx } from '#store/engine.ts';
import { findMember, findMemberByEmail, isOwner } from '#store/members.ts';
import type { ChannelRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { checkStamp } from './changed-meanwhile.ts';
import { checkConfig } from './check-config.ts';
import { logSetting } from './log-setting.ts';

/** Members by id or address; null takes them off. */
type ChannelChange = {
  name?: string | undefined;
  owner?: string | null | undefined;
  checker?: string | null | undefined;
  deputy?: string | null | undefined;
  /** Entries to set; null takes one out. */
  config?: Record<string, string | null> | undefined;
};

const mostEntries = 100;

/** `seen`: the stamp of the columns that are changed, as the author saw them, if it matters (`stampOf`). */
type ChannelAsked = { id: string; memberId: string; change: ChannelChange; seen?: string | undefined };

const columns = { name: 'name', owner: 'owner_rule', checker: 'checker_id', deputy: 'deputy_id', config: 'config' } as const;

/** Changes who gets what comes in by a channel, who checks it, and its settings. Secrets are not among them. */
export const changeChannel = (env: Env, asked: ChannelAsked): Promise<ChannelRow> =>
  env.write(async (tx) => {
    const before = await takeChannel(tx.db, asked.id);
    if (!before || before.retired_at !== null) throw new Refusal(404, 'There is no such channel.');
    const { name, owner, checker, deputy, config } = asked.change;
    const named = Object.keys(columns).filter((key) => asked.change[key as keyof ChannelChange] !== undefined);
    checkStamp(
      asked.seen,
      before,
      named.map((key) => columns[key as keyof typeof columns]),
    );
    const after = { ...before };
    if (name !== undefined) after.name = oneLine(name, 80);
    if (!after.name) throw new Refusal(422, 'A channel needs a name.', { field: 'name' });
    if (owner !== undefined) after.owner_rule = JSON.stringify(owner === null ? null : { fixed: await ownerId(tx, owner) });
    if (checker !== undefined) after.checker_id = checker && (await memberId(tx, checker, 'checker'));
    if (deputy !== undefined) after.deputy_id = deputy && (await memberId(tx, deputy, 'deputy'));
    if (config !== undefined) checkConfig(env, before.kind, config);
    if (config !== undefined) after.config = JSON.stringify(merged(JSON.parse(before.config) as Record<string, string>, config));
    const { owner_rule, checker_id, deputy_id } = after;
    await tx.db
      .updateTable('channels')
      .set({ name: after.name, owner_rule, checker_id, deputy_id, config: after.config })
      .where('id', '=', before.id)
      .execute();
    await logSetting(tx, asked.memberId, `channel ${before.id} changed`, settingsOf(before), settingsOf(after));
    tx.after('channels');
    return after;
  });

const settingsOf = ({ name, owner_rule, checker_id, deputy_id, config }: ChannelRow) => ({
  name,
  owner: JSON.parse(owner_rule) as unknown,
  checker: checker_id,
  deputy: deputy_id,
  config: JSON.parse(config) as unknown,
});

function merged(before: Record<string, string>, changes: Record<string, string | null>): Record<string, string> {
  const entries = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(changes)) value === null ? entries.delete(key) : entries.set(key, value);
  if (entries.size > mostEntries) throw new Refusal(422, `A channel has at most ${mostEntries} settings.`, { field: 'config' });
  return Object.fromEntries(entries);
}

async function memberId(tx: Tx, said: string, field: string): Promise<string> {
  const member = said.includes('@') ? await findMemberByEmail(tx.db, said.trim().toLowerCase()) : await findMember(tx.db, said);
  if (!member || member.removed_at !== null) throw new Refusal(422, `${field} should be a member, by id or email.`, { field });
  return member.id;
}

async function ownerId(tx: Tx, said: string): Promise<string> {
  const id = await memberId(tx, said, 'owner');
  if (!(await isOwner(tx.db, id)))
    throw new Refusal(422, 'A viewer owns nothing. Choose an admin or a member.', { field: 'owner' });
  return id;
}
