import type { KeyRow } from '#store/schema.ts';
import type { Env } from '../env.ts';

/** Milliseconds. */
const often = 3_600_000;

/** Keeps when a key was used last, to the hour. Whoever asks is answered also where that cannot be kept just now. */
export async function noteKeyUse(env: Env, { id, used_at }: Pick<KeyRow, 'id' | 'used_at'>): Promise<void> {
  if (used_at !== null && Math.abs(env.now() - used_at) < often) return;
  const noted = env.write(async (tx) => {
    await tx.db.updateTable('keys').set({ used_at: tx.now }).where('id', '=', id).execute();
  });
  await noted.catch((error: Error) => env.log('warn', 'the use of a key was not noted', { error: error.message }));
}
