import { isForm } from '#domain/source.ts';
import { findChannel } from '#store/arrivals.ts';
import { Busy, mayRunAgain, type Tx } from '#store/engine.ts';
import { inSavepoint } from '#store/savepoint.ts';
import type { ArrivalRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { messageOf } from './sort-arrival.ts';
import { understandArrival } from './understand-arrival.ts';

const atOnce = 50;
const longest = 6 * 3_600_000;

/** Tries again to understand what failed. What was kept of the arrival is enough; each time it waits twice as long. */
export async function retryArrivals(env: Env): Promise<number> {
  const due = await env.read
    .selectFrom('arrivals')
    .selectAll()
    .where('retry_due_at', 'is not', null)
    .where('retry_due_at', '<=', env.now())
    .orderBy('retry_due_at')
    .limit(atOnce)
    .execute();
  for (const seen of due) {
    const run = (isStubborn: boolean) => env.write((tx) => retryArrival(tx, env, seen, isStubborn));
    // One that cannot be understood holds up no other.
    await run(false).catch((error) => {
      if (error instanceof Busy) throw error;
      return run(true);
    });
  }
  return due.length;
}

async function retryArrival(tx: Tx, env: Env, seen: ArrivalRow, isStubborn: boolean): Promise<void> {
  const attempts = seen.attempts + 1;
  const { numUpdatedRows } = await tx.db
    .updateTable('arrivals')
    .set({ attempts, retry_due_at: tx.now + Math.min(60_000 * 2 ** seen.attempts, longest) })
    .where('id', '=', seen.id)
    .where('attempts', '=', seen.attempts)
    .where('outcome', '=', 'failed')
    .executeTakeFirst();
  const channel = await findChannel(tx.db, seen.channel_id);
  if (numUpdatedRows === 0n || !channel) return;
  const standard = await readStandard(tx.db);
  // Who posted a form was told that we have it, and is told when they hear if that is still worth saying.
  const door = { acknowledge: isForm(channel.kind), by: seen.logged_by };
  const arrival = { ...seen, attempts };
  try {
    await inSavepoint(tx, () => understandArrival(tx, standard, arrival, { channel, item: messageOf(arrival), door }));
    tx.after('leads');
    tx.after('outbox');
  } catch (error) {
    if (mayRunAgain(error) && (tx.isHasty || !isStubborn)) throw error;
    env.log('error', 'an arrival could not be understood; it is kept and tried again', {
      arrival: seen.id,
      error: String(error),
    });
  }
}
