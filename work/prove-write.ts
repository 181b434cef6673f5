import type { Env } from './env.ts';

/** Writes one small row, to see that the database takes a write. Throws what the database throws. */
export const proveWrite = (env: Env): Promise<void> =>
  env.write(async (tx) => {
    const proof = { finished_at: tx.now, due_at: tx.now };
    await tx.db
      .insertInto('chores')
      .values({ name: 'up', lease_until_at: null, started_at: null, error: null, ...proof })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(proof))
      .execute();
  });
