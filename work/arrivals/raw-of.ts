import { inflateSync } from 'node:zlib';
import { findArrival } from '#store/arrivals.ts';
import type { Db } from '#store/engine.ts';
import { findDeliveryBytes } from '#store/read-arrivals.ts';

/** The bytes as an arrival came, or null where none were kept. One delivery may hold several arrivals. */
export async function rawOf(db: Db, arrivalId: string): Promise<{ bytes: Uint8Array; contentType: string } | null> {
  const arrival = await findArrival(db, arrivalId);
  const delivery = arrival?.delivery_id ? await findDeliveryBytes(db, arrival.delivery_id) : undefined;
  if (!delivery) return null;
  return {
    bytes: delivery.encoding === 'deflate' ? inflateSync(delivery.raw) : delivery.raw,
    contentType: delivery.content_type,
  };
}
