import type { Env } from './env.ts';

/** Keeps that the clock ticks, so that anybody can see when it does not. */
export const heartbeat = (env: Env): Promise<void> =>
  env.write(async (tx) => {
    const beat = { finished_at: tx.now, due_at: tx.now };
    await tx.db
      .insertInto('chores')
      .values({ name: 'tick', lease_until_at: null, started_at: null, error: null, ...beat })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(beat))
      .execute();
  });
