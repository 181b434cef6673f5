import type { Db } from './engine.ts';
import { inserter, newInserter } from './insert.ts';
import { inMoment, prepared } from './prepared.ts';
import type { ArrivalRow, ChannelRow, DeliveryRow } from './schema.ts';

export const addArrival = inserter('arrivals');

/** Whether it is in the table; that holds none that failed and is not tried again. */
export const isKept = ({ outcome, retry_due_at }: ArrivalRow): boolean => outcome !== 'failed' || retry_due_at !== null;

export const addFile = inserter('files');

const addDeliveryOnce = newInserter('deliveries', ['channel_id', 'key']);

const findDelivery = prepared<{ channel: string; key: string }, Pick<DeliveryRow, 'id' | 'received_at'>>((db, slot) =>
  db
    .selectFrom('deliveries')
    .select(['id', 'received_at'])
    .where('channel_id', '=', slot('channel'))
    .where('key', '=', slot('key')),
);

/**
 * Keeps a delivery once. Returns null, or the id of the one that is there already. Where the key is made from the content
 * (`sameWithin` milliseconds), an older delivery with the same content gives way: that is a second try, not a double.
 */
export async function keepDelivery(db: Db, delivery: DeliveryRow, sameWithin?: number): Promise<string | null> {
  if (await addDeliveryOnce(db, delivery)) return null;
  const [there] = await findDelivery(db, { channel: delivery.channel_id, key: delivery.key });
  if (there && (sameWithin === undefined || Math.abs(delivery.received_at - there.received_at) <= sameWithin)) return there.id;
  if (there)
    await db
      .updateTable('deliveries')
      .set({ key: `${delivery.key}:${there.id}` })
      .where('id', '=', there.id)
      .execute();
  if (await addDeliveryOnce(db, delivery)) return null;
  const [winner] = await findDelivery(db, { channel: delivery.channel_id, key: delivery.key });
  return winner!.id;
}

/** The same content is new again: the delivery of this arrival no longer stands for it. */
export const letKeyGo = (db: Db, arrivalId: string): Promise<unknown> =>
  db
    .updateTable('deliveries')
    .set((eb) => ({ key: eb(eb.ref('key'), '||', `:${arrivalId}`) }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('arrivals').select('delivery_id').where('id', '=', arrivalId).where('delivery_id', 'is not', null),
    )
    .execute();

const arrivalById = prepared<{ id: string }, ArrivalRow>((db, slot) =>
  db.selectFrom('arrivals').selectAll().where('id', '=', slot('id')),
);

export const findArrival = async (db: Db, id: string): Promise<ArrivalRow | undefined> => (await arrivalById(db, { id }))[0];

/** Takes an arrival for this deed alone, so that two people cannot put it somewhere at once. */
export const takeArrival = (db: Db, id: string): Promise<ArrivalRow | undefined> =>
  db
    .updateTable('arrivals')
    .set((eb) => ({ attempts: eb.ref('attempts') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();

export const findArrivalByExternalId = prepared<{ channel: string; external: string }, { id: string }>((db, slot) =>
  db.selectFrom('arrivals').select('id').where('channel_id', '=', slot('channel')).where('external_id', '=', slot('external')),
);

/** What is decided about an arrival; the rest of it never changes. */
export type Decision = Pick<
  ArrivalRow,
  | 'outcome'
  | 'reason'
  | 'decided_by'
  | 'decided_at'
  | 'lead_id'
  | 'contact_id'
  | 'owner_id'
  | 'look_due_at'
  | 'retry_due_at'
  | 'attempts'
  | 'told_due_at'
>;

export const decideArrival = prepared<Decision & { id: string }, unknown>((db, slot) =>
  db
    .updateTable('arrivals')
    .set({
      outcome: slot('outcome'),
      reason: slot('reason'),
      decided_by: slot('decided_by'),
      decided_at: slot('decided_at'),
      lead_id: slot('lead_id'),
      contact_id: slot('contact_id'),
      owner_id: slot('owner_id'),
      look_due_at: slot('look_due_at'),
      retry_due_at: slot('retry_due_at'),
      attempts: slot('attempts'),
      told_due_at: slot('told_due_at'),
    })
    .where('id', '=', slot('id')),
);

const channelById = prepared<{ id: string }, ChannelRow>((db, slot) =>
  db.selectFrom('channels').selectAll().where('id', '=', slot('id')),
);

export async function findChannel(db: Db, id: string): Promise<ChannelRow | undefined> {
  const [channel] = await inMoment(db, `channel ${id}`, () => channelById(db, { id }));
  return channel;
}
