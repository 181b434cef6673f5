import type { Context } from 'hono';
import { findChore } from '#store/chores.ts';
import { type Counts, readCounts } from '#store/counts.ts';
import type { Env } from '#work/env.ts';
import { proveWrite } from '#work/running/prove-write.ts';
import { sameText } from '#work/running/secret.ts';
import type { OpenDoor } from './doors.ts';
import { metricsText } from './metrics-text.ts';
import { answerProblem, problem } from './problem.ts';
import type { RequestCounter } from './request-counter.ts';
import { isLoopback, peerAddress } from './sender-address.ts';

const second = 1_000;
const proofHolds = 5 * second;
const countsHold = 10 * second;
const longestProof = 5 * second;
const tickHolds = 60 * second;
const forwarding = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

/** Whether Baton is well, for whoever watches over it: /up for anyone, /metrics for this computer or with the metrics token. */
export function health(env: Env, open: OpenDoor, requests?: RequestCounter): void {
  const database = held(env.now, proofHolds, () => databaseTrouble(env));
  const counts = held(env.now, countsHold, () => readCounts(env.read));

  open('GET', '/up', 'anyone', async (c) => {
    const trouble = { database: await database(), ...(c.req.query('only') === 'web' ? {} : { clock: await clockTrouble(env) }) };
    const isUp = Object.values(trouble).every((why) => why === null);
    const said = Object.fromEntries(Object.entries(trouble).map(([part, why]) => [part, why ?? 'ok']));
    return c.json({ status: isUp ? 'ok' : 'trouble', ...said }, isUp ? 200 : 503, { 'cache-control': 'no-store' });
  });

  open('GET', '/metrics', 'anyone', async (c) => {
    if (!maySeeMetrics(c, env.settings.metricsToken))
      return answerProblem(problem(403, 'Metrics are shown to this computer, or with the metrics token.'));
    return c.body(metricsText(await figures(env, await counts(), requests)), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
  });
}

/** Asks at most once in that time (milliseconds), however many want to know. */
function held<Value>(now: () => number, time: number, ask: () => Promise<Value>): () => Promise<Value> {
  let last: { at: number; value: Promise<Value> } | undefined;
  return () => {
    if (!last || Math.abs(now() - last.at) >= time) last = { at: now(), value: ask() };
    return last.value;
  };
}

async function databaseTrouble(env: Env): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, longestProof, 'it does not take a write in time');
  });
  const proof = proveWrite(env).then(
    () => null,
    () => 'it takes no writes',
  );
  return Promise.race([proof, tooLong]).finally(() => clearTimeout(timer));
}

const tickedAt = async (env: Env): Promise<number | null> => (await findChore(env.read, 'tick'))?.finished_at ?? null;

async function clockTrouble(env: Env): Promise<string | null> {
  try {
    const at = await tickedAt(env);
    if (at === null) return 'it has not ticked yet';
    const age = env.now() - at;
    return Math.abs(age) <= tickHolds ? null : `it last ticked ${Math.round(age / second)} seconds ago`;
  } catch {
    return 'it cannot be looked at';
  }
}

function maySeeMetrics(c: Context, token: string | undefined): boolean {
  const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (token && given) return sameText(token, given);
  return isLoopback(peerAddress(c)) && !forwarding.some((name) => c.req.header(name) !== undefined);
}

async function figures(env: Env, counts: Counts, requests: RequestCounter | undefined) {
  const age = (at: number | null) => (at === null ? null : Math.max(0, (env.now() - at) / second));
  return {
    counts,
    oldestLetter: age(counts.outboxDueAt) ?? 0,
    lastTick: age(await tickedAt(env)),
    requests: requests?.byClass() ?? [],
  };
}
