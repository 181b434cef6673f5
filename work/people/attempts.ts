import { createHmac } from 'node:crypto';
import { networkOf } from '#domain/network.ts';
import { sayer } from '#domain/say-time.ts';
import { addAttempt, forgetAttempts, takeBackAttempt } from '#store/attempts.ts';
import type { Tx } from '#store/engine.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { keyFor } from '../running/secret.ts';

const quarter = 15 * 60_000;
/** Ten wrong tries within a quarter of an hour, then a quarter of an hour's pause. */
const limit = { window: quarter, most: 10, block: quarter };

/** Whose tries are counted: an email address, a sender's address (for signing in, for links), a member's codes and passwords. */
export type Tried = { kind: 'email' | 'sender' | 'links' | 'code' | 'password'; who: string };

/** Rows name nobody: what is counted is kept under a keyed hash. */
function keyOf(env: Env, { kind, who }: Tried): string {
  const known = kind === 'sender' || kind === 'links' ? networkOf(who) : who.trim().toLowerCase().slice(0, 320);
  return `${kind}:${createHmac('sha256', keyFor(env.settings.secret, 'attempts')).update(known).digest('base64url')}`;
}

/** Counts a try before it is judged. Throws a Refusal (429) with the time from which it may be tried again. */
export const countAttempt = (env: Env, tried: readonly Tried[]): Promise<void> =>
  env.write(async (tx) => {
    for (const one of tried) {
      const { blockedUntil } = await addAttempt(tx.db, { key: keyOf(env, one), now: tx.now, ...limit });
      if (blockedUntil !== null) throw await tooOften(tx, blockedUntil);
    }
  });

/** It was right: its own count is cleared. Of a sender only this one try is, since others may be trying from there. */
export async function clearAttempts(env: Env, tx: Tx, tried: readonly Tried[]): Promise<void> {
  for (const one of tried)
    if (one.kind === 'sender' || one.kind === 'links') await takeBackAttempt(tx.db, keyOf(env, one));
    else await forgetAttempts(tx.db, [keyOf(env, one)]);
}

async function tooOften(tx: Tx, until: number): Promise<Refusal> {
  const team = await tx.db.selectFrom('team').select(['locale', 'zone']).executeTakeFirst();
  // Said to the full minute, so that it is true at the moment that is said.
  const from = Math.ceil(until / 60_000) * 60_000;
  const when = team ? `at ${sayer(team.locale, team.zone).clock(from)}` : 'in a quarter of an hour';
  return new Refusal(429, `That went wrong too often. You can try again ${when}.`, { until, wait: until - tx.now });
}
