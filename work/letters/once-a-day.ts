import type { Timetable } from '#domain/opening-hours.ts';
import { findChore } from '#store/chores.ts';
import type { Tx } from '#store/engine.ts';
import type { Env } from '../env.ts';

/**
 * Does a deed at most once on each of the team's days, whichever process comes first; that it was done is kept by the same
 * transaction. Days that nobody was there for are not made up.
 */
export async function onceADay(env: Env, chore: string, timetable: Timetable, deed: (tx: Tx) => Promise<unknown>): Promise<void> {
  const done = async (db: Env['read'], now: number) => {
    const at = (await findChore(db, chore))?.finished_at ?? null;
    return at !== null && timetable.dayOf(at) === timetable.dayOf(now);
  };
  if (await done(env.read, env.now())) return;
  await env.write(async (tx) => {
    await tx.db
      .insertInto('chores')
      .values({ name: chore, due_at: tx.now, lease_until_at: null, started_at: tx.now, finished_at: null, error: null })
      // The update is the lock: a second process looks again once the first is through.
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ started_at: tx.now }))
      .execute();
    if (await done(tx.db, tx.now)) return;
    await deed(tx);
    await tx.db.updateTable('chores').set({ finished_at: tx.now }).where('name', '=', chore).execute();
  });
}
