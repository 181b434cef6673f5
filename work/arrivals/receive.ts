import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { Attachment, Item, Raw } from '#channels/channel.ts';
import { differsByClick } from '#domain/labels.ts';
import { oneLine } from '#domain/well-formed.ts';
import { addArrival, addFile, findChannel, keepDelivery } from '#store/arrivals.ts';
import { mayRunAgain, type Tx } from '#store/engine.ts';
import { inSavepoint } from '#store/savepoint.ts';
import type { ArrivalRow, ChannelRow, LeadRow } from '#store/schema.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { decisionOf, keepUndo, type Undo, type Undoable } from '../leads/keep-undo.ts';
import { Refusal } from '../refusal.ts';
import { arrivalOf } from './arrival-of.ts';
import { understandArrival } from './understand-arrival.ts';
import { worldOf } from './world-of.ts';

const sameWithin = 600_000;
const compressFrom = 2_000;
const firstRetry = 60_000;

/** Photos take a while; nobody else is to wait for them. */
const compressed = promisify(deflate);

/** How something reached the door. */
export type Door = {
  /** The member who typed it, if one did. */
  by?: string | null;
  /** Whether whoever typed it may take it back for ten seconds; what leaves the house waits that long. */
  undoable?: true;
  /** Whether the sender is told that we have it, where the kind of channel allows it. */
  acknowledge?: boolean;
  practiceAt?: number | null;
  historyAt?: number | null;
  /** The next step, where whoever typed it said so. */
  step?: { what: string; dueAt: number };
  language?: string | null;
  /** Added on the customer's own page to what they had asked. */
  detail?: boolean;
  /** The member who is to have it, where whoever typed it said so; else the channel's rule decides. */
  ownerId?: string | null;
  /** Whether they were spoken to, where whoever typed it said so; else the way it came decides. */
  spoken?: boolean;
  /** Why a person should look first; the form's door says so when a post came quicker than anybody types. */
  doubt?: string | null;
};

export type Received = { arrival: ArrivalRow; lead: LeadRow | null; duplicate: boolean; undo?: Undo };

/** Channels whose raw form is kept and read: what the door hands in becomes arrivals, on disk when this returns. */
export async function receive(env: Env, channelId: string, raw: Raw, door: Door = {}): Promise<Received[]> {
  const row = await findChannel(env.read, channelId);
  const channel = row && env.channels.get(row.kind);
  if (!row || !channel?.understand) throw new Refusal(404, `There is no channel “${channelId}” that takes anything in.`);
  const items = channel.understand(raw, await worldOf(env));
  return receiveItems(env, row, raw, items, door);
}

/** The same for items that the door has read itself. Throws Busy when the database takes no writes. */
export async function receiveItems(
  env: Env,
  channel: ChannelRow,
  raw: Raw,
  items: readonly Item[],
  door: Door,
): Promise<Received[]> {
  const files = await keepFiles(env, items);
  const delivery = await deliveryOf(channel.id, raw, items);
  const take = (isStubborn: boolean) =>
    env.write(async (tx) => {
      const id = tx.id();
      // Asked beside it, because over a wire each answer is a journey.
      const asked = readStandard(tx.db);
      asked.catch(() => {});
      const there = await keepDelivery(tx.db, { ...delivery, id }, raw.key ? undefined : sameWithin);
      if (there) return seenBefore(tx, there, channel.id, items);
      const standard = await asked;
      const received: Received[] = [];
      for (const [place, item] of items.entries()) {
        const one = { channel, raw, item, place, deliveryId: id, door, files: files[place]!, isStubborn };
        received.push(await receiveItem(tx, env, standard, one));
      }
      tx.after('outbox');
      return received;
    });
  return take(false).catch((error) => {
    if (!mayRunAgain(error)) throw error;
    return take(true);
  });
}

type One = {
  channel: ChannelRow;
  raw: Raw;
  item: Item;
  place: number;
  deliveryId: string;
  door: Door;
  files: readonly Kept[];
  /** Others were quicker time and again, or so it looks: this time it is kept in any case. */
  isStubborn: boolean;
};

async function receiveItem(tx: Tx, env: Env, standard: Standard, one: One): Promise<Received> {
  const arrival = arrivalOf(tx, one, standard);
  if (arrival.external_id) {
    const known = await tx.db
      .selectFrom('arrivals')
      .selectAll()
      .where('channel_id', '=', arrival.channel_id)
      .where('external_id', '=', arrival.external_id)
      .executeTakeFirst();
    if (known) return again(tx, known);
  }
  const undo = one.door.undoable && one.door.by ? { by: one.door.by, made: [] } : undefined;
  const got = await understand(tx, env, standard, arrival, { ...one, undo });
  for (const file of one.files)
    await addFile(tx.db, {
      ...file,
      id: tx.id(),
      lead_id: null,
      arrival_id: arrival.id,
      touch_id: null,
      created_at: tx.now,
      erased_at: null,
    });
  return { ...got, duplicate: false, ...(undo ? { undo: await keepLogged(tx, got.arrival, undo) } : {}) };
}

/** Taken back, what somebody has written down was no enquiry; that it was written down is kept. */
function keepLogged(tx: Tx, arrival: ArrivalRow, { by, made }: Undoable): Promise<Undo> {
  const none = { lead_id: null, owner_id: null, look_due_at: null, retry_due_at: null, told_due_at: null };
  const over = { ...arrival, ...none, outcome: 'not-an-enquiry' as const, reason: 'taken back', decided_by: by };
  return keepUndo(tx, { memberId: by, what: 'log', arrivalId: arrival.id, made: [decisionOf(over), ...made] });
}

/** What cannot be understood is kept and tried again: our mistake must not lose an enquiry. */
async function understand(tx: Tx, env: Env, standard: Standard, arrival: ArrivalRow, one: One & { undo?: Undoable | undefined }) {
  try {
    return await inSavepoint(tx, () => understandArrival(tx, standard, arrival, one));
  } catch (error) {
    if (mayRunAgain(error) && (tx.isHasty || !one.isStubborn)) throw error;
    env.log('error', 'an arrival could not be understood; it is kept and tried again', {
      arrival: arrival.id,
      error: String(error),
    });
    const failed = { ...arrival, retry_due_at: tx.now + firstRetry };
    await addArrival(tx.db, failed);
    return { arrival: failed, lead: null };
  }
}

/** The arrivals of a delivery that came before; where they had come by another delivery, they are known by their own ids. */
async function seenBefore(tx: Tx, deliveryId: string, channelId: string, items: readonly Item[]): Promise<Received[]> {
  const ids = items.flatMap((item) => ('externalId' in item && item.externalId ? [item.externalId] : []));
  const known = await tx.db
    .selectFrom('arrivals')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('id', '=', deliveryId),
        eb.and([eb('delivery_id', '=', deliveryId), eb('place', '>', eb.lit(0))]),
        ...(ids.length > 0 ? [eb.and([eb('channel_id', '=', channelId), eb('external_id', 'in', ids)])] : []),
      ]),
    )
    .orderBy('place')
    .execute();
  return Promise.all(known.map((arrival) => again(tx, arrival)));
}

async function again(tx: Tx, arrival: ArrivalRow): Promise<Received> {
  await tx.db
    .updateTable('arrivals')
    .set((eb) => ({ duplicates: eb('duplicates', '+', 1) }))
    .where('id', '=', arrival.id)
    .execute();
  const lead = arrival.lead_id
    ? await tx.db.selectFrom('leads').selectAll().where('id', '=', arrival.lead_id).executeTakeFirst()
    : undefined;
  return { arrival, lead: lead ?? null, duplicate: true };
}

type Kept = { sha256: string; name: string; type: string; size: number };

/** Files are on disk before the transaction that names them. */
async function keepFiles(env: Env, items: readonly Item[]): Promise<Kept[][]> {
  const kept: Kept[][] = [];
  for (const item of items) {
    const attachments: readonly Attachment[] = 'attachments' in item ? (item.attachments ?? []) : [];
    const ofItem: Kept[] = [];
    for (const { name, type, bytes } of attachments)
      ofItem.push({
        sha256: await env.files.keep(bytes),
        name: oneLine(name) || 'file',
        type: oneLine(type),
        size: bytes.length,
      });
    kept.push(ofItem);
  }
  return kept;
}

/** What came, as it came; known again by the provider's id, else by what it says. */
async function deliveryOf(channelId: string, raw: Raw, items: readonly Item[]) {
  const small = raw.body.length < compressFrom;
  return {
    channel_id: channelId,
    key: raw.key ?? `content:${contentOf(items)}`,
    content_type: raw.contentType,
    encoding: small ? ('identity' as const) : ('deflate' as const),
    raw: small ? raw.body : await compressed(raw.body),
    size: raw.body.length,
    received_at: raw.receivedAt,
  };
}

const contentOf = (items: readonly Item[]): string => {
  const told = items.map(asSaid);
  const holdsBytes = items.some((item) => 'attachments' in item && item.attachments);
  return hash('sha256', holdsBytes ? JSON.stringify(told, bytesByHash) : JSON.stringify(told), 'base64url');
};

function asSaid(item: Item): Item {
  if (!('fields' in item) || !item.fields) return item;
  return { ...item, fields: Object.fromEntries(Object.entries(item.fields).filter(([label]) => !differsByClick(label))) };
}

const bytesByHash = (_key: string, value: unknown) => (value instanceof Uint8Array ? hash('sha256', value, 'hex') : value);
