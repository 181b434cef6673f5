import { lookAtLeads } from '../leads/look-at-leads.ts';
import { deliverOutbox } from '../letters/deliver-outbox.ts';
import type { Life, Tale } from './tale.ts';

/** A reply is held for ten seconds, then it goes. */
const held = 10_000;

type Entry = { at: number; order: number; go(): Promise<void> };

/** Lets all lives take place side by side, each thing at its own moment, and does what the clock does by itself in between. */
export async function play(tale: Tale, lives: readonly Life[], until: number, tell: (share: number) => void): Promise<void> {
  const { clock, env } = tale;
  const began = clock.now;
  const entries: Entry[] = [];
  let order = 0;
  const plan = (at: number, go: Entry['go']) => {
    const entry = { at, order: order++, go };
    entries.splice(placeOf(entries, entry), 0, entry);
  };
  const chores = async () => {
    await lookAtLeads(env);
    while ((await deliverOutbox(env)) > 0);
  };
  const goOn = async (life: Life) => {
    const { done, value } = await life.next();
    if (!done) plan(Math.max(value, clock.now), () => goOn(life));
  };
  const leave = env.news.on('outbox', () => plan(clock.now + held, chores));
  for (const life of lives) plan(began, () => goOn(life));
  for (let next = entries.pop(); next && next.at <= until; next = entries.pop()) {
    if (next.at > clock.now) {
      clock.now = next.at;
      tell((clock.now - began) / (until - began));
    }
    await chores();
    await next.go();
  }
  clock.now = until;
  await chores();
  leave();
}

/** The list is kept with the soonest at its end, where it is taken from. */
function placeOf(entries: readonly Entry[], { at, order }: Entry): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = entries[middle]!;
    if (there.at > at || (there.at === at && there.order > order)) low = middle + 1;
    else high = middle;
  }
  return low;
}
