import type { Channel, Item, Raw } from '#channels/channel.ts';
import { isForm, isSource, type Source } from '#domain/source.ts';
import { listChannels } from '#store/channels.ts';
import type { ChannelRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Received, receive, receiveItems } from './receive.ts';
import { worldOf } from './world-of.ts';

/** Sources whose raw form is a machine's: until their channel can read it, it is not taken for something typed by hand. */
const written: readonly Source[] = ['email', 'whatsapp', 'instagram', 'linkedin', 'marketplace'];

/** How raw input of a kind gets in: by a channel that reads it, of a source that this channel has beside its own, or as typed by hand under a source. */
type WayIn = { channel: ChannelRow; source?: Source } | { byHand: Channel; source: Source | null };

/** The kinds that can be read, by which `findWayIn` knows them. */
export function kindsRead(env: Env): string[] {
  const kinds = [...env.channels.values()].filter((channel) => channel.understand).map((channel) => channel.kind);
  const sources = env.channels.get('manual')?.sources.filter((source) => !written.includes(source)) ?? [];
  return [...new Set([...kinds, ...sources])];
}

/** `name` is a connected channel's id, a kind of channel or a source. Null where Baton cannot read such a thing. */
export async function findWayIn(env: Env, name: string): Promise<WayIn | null> {
  await readStandard(env.read);
  const byHand = env.channels.get('manual');
  if (byHand && name === byHand.kind) return { byHand, source: null };
  const rows = (await listChannels(env.read)).filter(
    (row) => row.connected_at !== null && env.channels.get(row.kind)?.understand,
  );
  const channel = rows.find((row) => row.id === name) ?? rows.find((row) => row.kind === name);
  if (channel) return { channel };
  const other = isSource(name) ? rows.find((row) => env.channels.get(row.kind)!.sources.includes(name)) : undefined;
  if (other && isSource(name)) return { channel: other, source: name };
  if (env.channels.get(name)?.understand)
    throw new Refusal(404, `There is no channel of the kind “${name}” yet. Add one with: bin/baton channel add`);
  return byHand && isSource(name) && !written.includes(name) ? { byHand, source: name } : null;
}

/** Plays raw input through the door of its channel, without a check of signatures. Throws BadInput where it cannot be read at all. */
export async function playIn(env: Env, way: WayIn, raw: Raw): Promise<Received[]> {
  if ('channel' in way) {
    const { channel, source } = way;
    const door = { acknowledge: isForm(channel.kind) };
    if (!source) return receive(env, channel.id, raw, door);
    const items = env.channels.get(channel.kind)!.understand!(raw, await worldOf(env));
    return receiveItems(env, channel, raw, items.map(of(source)), door);
  }
  const items = way.byHand.understand!(raw, await worldOf(env)).map((item) =>
    way.source && item.is === 'message' && item.source === 'other' ? { ...item, source: way.source } : item,
  );
  const [first] = items;
  const id = way.source ?? (first?.is === 'message' && items.length === 1 ? first.source : 'other');
  const row = (await listChannels(env.read)).find((one) => one.id === id);
  if (!row) throw new Refusal(404, `The channel “${id}” is no longer there.`);
  return receiveItems(env, row, raw, items, {});
}

const of =
  (source: Source) =>
  (item: Item): Item =>
    item.is === 'message' ? { ...item, source } : item;
