import type { Item, Raw } from '#channels/channel.ts';
import { isSource } from '#domain/source.ts';
import { oneLine, wellFormed } from '#domain/well-formed.ts';
import type { Tx } from '#store/engine.ts';
import type { ArrivalRow, ChannelRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Door } from './receive.ts';

const line = (text: string | undefined): string | null => (text ? oneLine(text) || null : null);
const json = (value: object | undefined): string | null =>
  value && Object.keys(value).length > 0 ? wellFormed(JSON.stringify(value)) : null;

type From = { channel: ChannelRow; raw: Raw; item: Item; place: number; deliveryId: string; door: Door };

/** The arrival as it came: not yet understood, and not kept yet (isKept). The first of a delivery bears its id, so that it is found by it. */
export function arrivalOf(tx: Tx, { channel, raw, item, place, deliveryId, door }: From, { team }: Standard): ArrivalRow {
  const said = 'asked' in item || 'from' in item ? item : null;
  const from = (said && 'from' in said && said.from) || {};
  const message = item.is === 'message' || item.is === 'answer' ? item : null;
  const doubt = (item.is === 'message' && item.doubt) || door.doubt || null;
  return {
    id: place === 0 ? deliveryId : tx.id(),
    delivery_id: deliveryId,
    place,
    channel_id: channel.id,
    external_id: 'externalId' in item && item.externalId ? item.externalId : null,
    is_a: item.is,
    source: message?.source ?? (isSource(channel.kind) ? channel.kind : 'other'),
    from_name: line(from.name),
    from_email: line(from.email),
    from_phone: line(from.phone),
    from_handle: line(from.handle),
    company: line(from.company),
    subject: line(message?.subject),
    asked: wellFormed((said && 'asked' in said && said.asked) || ''),
    fields: json(said && 'fields' in said ? said.fields : undefined),
    wants: message?.wants?.length ? JSON.stringify(message.wants) : null,
    urgent_at: message?.urgent ? tx.now : null,
    language: message?.language ?? door.language ?? team.locale.slice(0, 2),
    referred_by: line(message?.referredBy),
    thread: message?.thread ?? null,
    doubt,
    outcome: 'failed',
    reason: 'not understood yet',
    decided_by: null,
    decided_at: null,
    lead_id: null,
    contact_id: null,
    owner_id: null,
    look_due_at: null,
    retry_due_at: null,
    attempts: 0,
    duplicates: 0,
    told_due_at: null,
    withdrawn_at: null,
    page_seen_at: null,
    logged_by: door.by ?? null,
    practice_at: door.practiceAt ?? null,
    history_at: door.historyAt ?? null,
    backlog_at: null,
    // What a message says of itself is never later than the door saw it; what is played in may have a time of its own.
    received_at: Math.min(message?.receivedAt ?? raw.receivedAt, Math.max(raw.receivedAt, tx.now)),
    recorded_at: tx.now,
  };
}
