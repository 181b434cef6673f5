import { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Channel } from '#channels/channel.ts';
import { chores } from '#clock/chores.ts';
import type { House } from '#start.ts';
import { receive } from '#work/arrivals/receive.ts';
import type { Env } from '#work/env.ts';
import { lookAtLeads } from '#work/leads/look-at-leads.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { grower } from './grow.ts';
import { furnish, openPlace } from './house.ts';
import { median } from './median.ts';
import { person } from './people.ts';
import type { Place } from './servers.ts';
import { lastFriday, simulate } from './simulate.ts';

/** Milliseconds at one size of the database. */
export type Ticks = { leads: number; open: number; nothing: number; looks: number; letters: number };

const many = 100;
/** At each size; the first warms up. */
const rounds = 3;

/** Figure 3: what one tick costs with nothing due, with 100 leads to look at and with 100 letters to send, at each size. */
export async function measureTicks(place: Place, sizes: readonly number[]): Promise<{ ticks: Ticks[]; scans: string[] }> {
  const heard = listenIn();
  const until = lastFriday(Date.now());
  const time = { now: until - 4 * 86_400_000 };
  const now = () => time.now;
  await furnish(place, { now });
  const house = await openPlace(place, { now });
  const env = withoutMail(house.env);
  await simulate(house, time, until);
  const growTo = grower(house);
  const ticks: Ticks[] = [];
  for (const leads of sizes) {
    heard.isOn = false;
    const { open } = await growTo(leads);
    heard.isOn = true;
    await settle(env);
    const nothing: number[] = [];
    const looks: number[] = [];
    const letters: number[] = [];
    for (let n = 0; n < 30; n++) nothing.push(per(1, await timeOf(() => tick(env))));
    for (let n = 0; n < rounds; n++) {
      time.now = await momentOf(house, time.now);
      looks.push(per(many, await timeOf(() => lookAtLeads(env))));
      await settle(env);
      await manyEnquiries(env, time.now);
      letters.push(per(many, await timeOf(() => drained(env))));
      await settle(env);
    }
    ticks.push({ leads, open, nothing: median(nothing), looks: median(looks), letters: median(letters) });
  }
  const scans = house.store.kind === 'sqlite' ? scansOf(place, heard) : [];
  await house.close();
  return { ticks, scans };
}

/** A mail server that takes everything at once: what is measured is ours. */
function withoutMail(env: Env): Env {
  const email: Channel = { kind: 'email', sources: ['email'], send: async () => ({ state: 'accepted', providerId: '' }) };
  return { ...env, channels: new Map([...env.channels, ['email', email]]) };
}

async function tick(env: Env): Promise<number> {
  for (const chore of chores) await chore.run(env);
  return 1;
}

/** Until nothing more happens by itself. */
async function settle(env: Env): Promise<void> {
  for (const chore of chores) while (Number(await chore.run(env)) > 0);
}

async function drained(env: Env): Promise<number> {
  let sent = 0;
  for (let some = await deliverOutbox(env); some > 0; some = await deliverOutbox(env)) sent += some;
  return sent;
}

/** The moment at which the hundredth lead is to be looked at. */
async function momentOf({ env }: House, now: number): Promise<number> {
  const due = await env.read
    .selectFrom('leads')
    .select('look_due_at')
    .where('look_due_at', '>', now)
    .orderBy('look_due_at')
    .limit(many)
    .execute();
  return due.at(-1)!.look_due_at!;
}

async function manyEnquiries(env: Env, now: number): Promise<void> {
  for (let n = 0; n < many / 2; n++) {
    const { name, email, phone, message } = person(10_000_000 + (now % 1_000_000) * many + n);
    const body = new TextEncoder().encode(new URLSearchParams({ name, email, phone, message }).toString());
    await receive(
      env,
      'website',
      { body, contentType: 'application/x-www-form-urlencoded', receivedAt: now },
      { acknowledge: true },
    );
  }
}

type Timed = { ms: number; done: number };

async function timeOf(deed: () => Promise<number>): Promise<Timed> {
  const started = performance.now();
  const done = await deed();
  return { ms: performance.now() - started, done };
}

const per = (count: number, { ms, done }: Timed) => (ms / Math.max(1, done)) * count;

type Heard = { asked: Map<string, readonly unknown[]>; isOn: boolean };

/** What SQLite is asked while it is on, with the values of the first time. */
function listenIn(): Heard {
  const heard: Heard = { asked: new Map(), isOn: false };
  for (const way of ['all', 'run'] as const) {
    const answer = StatementSync.prototype[way] as (...values: unknown[]) => never;
    StatementSync.prototype[way] = function (this: StatementSync, ...values: unknown[]) {
      if (heard.isOn && !heard.asked.has(this.sourceSQL)) heard.asked.set(this.sourceSQL, values);
      return answer.apply(this, values);
    } as never;
  }
  return heard;
}

const large =
  /^SCAN (?:leads|contacts|points|arrivals|deliveries|clocks|touches|timeline|stage_spans|steps|findings|outbox)(?! USING INDEX \w+_(?:unindexed|rules|look|retry|due|attention)\b)/;

/** What reads a large table, or a whole index of one, from end to end. */
function scansOf({ data }: Place, { asked }: Heard): string[] {
  const db = new DatabaseSync(`${data}/baton.db`, { readOnly: true });
  const found: string[] = [];
  for (const [text, values] of asked)
    if (/^(?:select|update|delete|with)\b/i.test(text))
      for (const { detail } of db.prepare(`explain query plan ${text}`).all(...(values as string[])) as { detail: string }[])
        if (large.test(detail)) found.push(`${detail}: ${text.slice(0, 160)}`);
  db.close();
  return found;
}
