import { Busy } from '#store/engine.ts';
import type { Env } from '../env.ts';

/** PostgreSQL has ten connections for what a process writes, and those at the screens want some of them; on SQLite all share one commit. */
export const deedsAtOnce = ({ settings }: Pick<Env, 'settings'>): number => (settings.databaseUrl ? 6 : 256);

/**
 * Does the same with each of many, at most so many at a time. One that fails holds up no other, but where the database takes no writes
 * none is begun any more. Ends when all have ended, so that a chore that is over has nothing under way; then throws the first failure.
 */
export async function sideBySide<One>(many: Iterable<One>, most: number, deed: (one: One) => Promise<unknown>): Promise<void> {
  const waiting = [...many];
  const failures: unknown[] = [];
  const lane = async () => {
    while (waiting.length > 0 && !(failures.at(-1) instanceof Busy)) {
      const one = waiting.shift()!;
      try {
        await deed(one);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, waiting.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
