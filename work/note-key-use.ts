import type { Env } from './env.ts';

const hour = 3_600_000;

/** Keeps when a key was last used, to the hour, so that one nobody uses can be told. It never keeps its holder from what they asked. */
export async function noteKeyUse(env: Env, { id, used_at }: { id: string; used_at: number | null }): Promise<void> {
  if (used_at !== null && env.now() - used_at < hour) return;
  const noted = env.write(async (tx) => {
    await tx.db.updateTable('keys').set({ used_at: tx.now }).where('id', '=', id).execute();
  });
  await noted.catch((error: Error) => env.log('warn', 'the use of a key was not noted', { error: error.message }));
}
