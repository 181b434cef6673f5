import type { Env } from '../env.ts';

/**
 * More than an enquiry with all that belongs to it writes, which is some 150 kB: a row of a few bytes still finds room in a log or a
 * page on a disk that takes no enquiry any more. By chance, so that nothing makes it smaller. In bytes; a third more as text.
 */
const asMuch = 192 * 1024;

/** Writes as much as an enquiry, and takes it away again, to see that the database takes one. Throws what the database throws. */
export async function proveWrite(env: Env): Promise<void> {
  await write(env, Buffer.from(env.random(asMuch)).toString('base64'));
  await write(env, null);
}

const write = (env: Env, error: string | null): Promise<void> =>
  env.write(async (tx) => {
    const proof = { finished_at: tx.now, due_at: tx.now, error };
    await tx.db
      .insertInto('chores')
      .values({ name: 'up', lease_until_at: null, started_at: null, ...proof })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(proof))
      .execute();
  });
