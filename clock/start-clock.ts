import type { Env } from '#work/env.ts';
import { heartbeat } from '#work/running/heartbeat.ts';
import { teamIsSetUp } from '#work/team/team-is-set-up.ts';
import type { Chore } from './chores.ts';

const every = 1_000;
/** A timer may come a little early; what is due then has not to wait for the next round. */
const early = 100;
const beatEvery = 15_000;
const usualRest = 9;

export type Clock = { stop(): Promise<void> };

/**
 * Runs the chores until `stop`, which waits for what is under way. A chore never runs beside itself here, and a slow one (a mail
 * server that hangs) does not hold up the others. Nothing is kept in memory that a crash would lose: due times are in the tables.
 */
export function startClock(env: Env, chores: readonly Chore[]): Clock {
  const running = new Map<string, Promise<void>>();
  const last = new Map<string, number>();
  const woken = new Set<string>();
  const resting = new Set<string>();
  let stopped = false;
  let beatAt = 0;

  function start(chore: Chore): void {
    const started = performance.now();
    last.set(chore.name, started);
    woken.delete(chore.name);
    running.set(
      chore.name,
      runChore(env, chore).finally(() => {
        running.delete(chore.name);
        resting.add(chore.name);
        setTimeout(wakeAgain, (chore.restFor ?? usualRest) * (performance.now() - started), chore).unref();
      }),
    );
  }

  function wake(chore: Chore): void {
    woken.add(chore.name);
    if (!stopped && !running.has(chore.name) && !resting.has(chore.name)) start(chore);
  }

  function wakeAgain(chore: Chore): void {
    resting.delete(chore.name);
    if (woken.has(chore.name)) wake(chore);
  }

  async function tick(): Promise<void> {
    const ready = await teamIsSetUp(env);
    if (performance.now() - beatAt >= beatEvery || beatAt === 0) {
      beatAt = performance.now();
      await heartbeat(env);
    }
    if (!ready || stopped) return;
    for (const chore of chores) {
      const due = performance.now() - (last.get(chore.name) ?? Number.NEGATIVE_INFINITY) >= chore.every - early;
      if (due && !running.has(chore.name)) start(chore);
    }
  }

  let ticking = Promise.resolve();
  const beat = () => {
    ticking = tick().catch((error) => env.log('error', 'the clock could not tick', { error: String(error) }));
  };
  const timer = setInterval(beat, every);
  const listening = chores.flatMap((chore) => (chore.wokenBy ? [env.news.on(chore.wokenBy, () => wake(chore))] : []));
  beat();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      for (const off of listening) off();
      await ticking;
      await Promise.allSettled(running.values());
    },
  };
}

async function runChore(env: Env, chore: Chore): Promise<void> {
  try {
    await chore.run(env);
  } catch (error) {
    env.log('error', 'a chore failed; it is tried again', { chore: chore.name, error: String(error) });
  }
}
