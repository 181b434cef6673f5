import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Env } from '#work/env.ts';
import { Refusal } from '#work/refusal.ts';
import type { TestHouse } from './harness.ts';

/**
 * Two deeds that cross: the second begins when the first has done all it does. On PostgreSQL that is committed only when the second is
 * done too, or waits for the first; on SQLite they come one after the other anyway. Gives how many were done; others have to be refused.
 */
export async function crossing(
  house: TestHouse,
  first: (env: Env) => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<number> {
  let other: Promise<unknown> | undefined;
  const slow: Env = {
    ...house.env,
    write: (deed) =>
      house.env.write(async (tx) => {
        const value = await deed(tx);
        // What only counts a try gives nothing.
        if (value === undefined || other) return value;
        other = second();
        if (house.store.kind === 'postgres') await doneOrWaiting(house, other);
        return value;
      }),
  };
  const ends = [...(await Promise.allSettled([first(slow)])), ...(await Promise.allSettled([other]))];
  for (const end of ends) if (end.status === 'rejected' && !(end.reason instanceof Refusal)) throw end.reason;
  return ends.filter(({ status }) => status === 'fulfilled').length;
}

async function doneOrWaiting({ env }: TestHouse, deed: Promise<unknown>): Promise<void> {
  let done = false;
  const settled = Promise.allSettled([deed]).then(() => {
    done = true;
  });
  const waits = sql<{ n: number }>`
    select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while (!done) {
    const { rows } = await waits.execute(env.read);
    if (Number(rows[0]!.n) > 0) return;
    await Promise.race([settled, pause(10)]);
  }
}
