import { oneLine } from '#domain/well-formed.ts';
import { addChannelRow, newChannel } from '#store/channels.ts';
import type { ChannelRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { checkConfig } from './check-config.ts';
import { logSetting } from './log-setting.ts';

/** Connects one more channel of a kind that Baton can read. The id is made from the name, so that its address can be said aloud. */
export function addChannel(env: Env, asked: { kind: string; name: string; config: Record<string, string> }): Promise<ChannelRow> {
  return env.write(async (tx) => {
    await readStandard(tx.db);
    const name = oneLine(asked.name, 80);
    if (!name) throw new Refusal(422, 'A channel needs a name.', { field: 'name' });
    const kinds = [...env.channels.values()].filter((channel) => channel.understand).map((channel) => channel.kind);
    if (!kinds.includes(asked.kind))
      throw new Refusal(422, `Baton cannot connect “${asked.kind}”. It can connect: ${kinds.join(', ')}.`, { field: 'kind' });
    checkConfig(env, asked.kind, asked.config);
    const base = slug(name);
    const taken = await tx.db.selectFrom('channels').select('id').where('id', 'like', `${base}%`).execute();
    const ids = new Set(taken.map((row) => row.id));
    let id = base;
    for (let n = 2; ids.has(id); n++) id = `${base}-${n}`;
    const row = newChannel({
      id,
      kind: asked.kind,
      name,
      config: JSON.stringify(asked.config),
      connected_at: tx.now,
      created_at: tx.now,
    });
    await addChannelRow(tx.db, row);
    await logSetting(tx, null, 'channel added', null, { channel: id, kind: asked.kind });
    return row;
  });
}

const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40) || 'channel';
