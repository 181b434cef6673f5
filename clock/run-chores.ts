import type { Env } from '#work/env.ts';
import { heartbeat } from '#work/running/heartbeat.ts';
import type { Chore } from './chores.ts';

/** Every chore once, one after the other: what a moment of the clock is where time is moved by hand. */
export async function runChores(env: Env, chores: readonly Chore[]): Promise<void> {
  await heartbeat(env);
  for (const chore of chores) await chore.run(env);
}
