import { findChannel } from '#store/arrivals.ts';
import { mayRunAgain } from '#store/engine.ts';
import { inSavepoint } from '#store/savepoint.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from './env.ts';
import { messageOf } from './sort-arrival.ts';
import { understandArrival } from './understand-arrival.ts';

const atOnce = 50;
const longest = 6 * 3_600_000;

/** Tries again to understand what failed. What was kept of the arrival is enough; each time it waits twice as long. */
export async function retryArrivals(env: Env): Promise<number> {
  const now = env.now();
  const due = await env.read
    .selectFrom('arrivals')
    .selectAll()
    .where('retry_due_at', 'is not', null)
    .where('retry_due_at', '<=', now)
    .orderBy('retry_due_at')
    .limit(atOnce)
    .execute();
  for (const seen of due)
    await env.write(async (tx) => {
      const { numUpdatedRows } = await tx.db
        .updateTable('arrivals')
        .set({ attempts: seen.attempts + 1, retry_due_at: now + Math.min(60_000 * 2 ** seen.attempts, longest) })
        .where('id', '=', seen.id)
        .where('attempts', '=', seen.attempts)
        .where('outcome', '=', 'failed')
        .executeTakeFirst();
      const channel = await findChannel(tx.db, seen.channel_id);
      if (numUpdatedRows === 0n || !channel) return;
      const arrival = { ...seen, attempts: seen.attempts + 1 };
      const standard = await readStandard(tx.db);
      try {
        await inSavepoint(tx, () => understandArrival(tx, standard, arrival, { channel, item: messageOf(arrival), door: {} }));
        tx.after('leads');
      } catch (error) {
        if (mayRunAgain(error)) throw error;
        env.log('error', 'an arrival could not be understood; it is kept and tried again', {
          arrival: arrival.id,
          error: String(error),
        });
      }
    });
  return due.length;
}
