import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openHouse } from '#start.ts';
import type { Tx } from '#store/engine.ts';
import { takeLead } from '#store/leads.ts';
import type { LeadRow, Schema } from '#store/schema.ts';
import { receive } from '#work/arrivals/receive.ts';
import { retryArrivals } from '#work/arrivals/retry-arrivals.ts';
import type { Then, Touch } from '#work/leads/log-touch.ts';
import { lookAtLeads } from '#work/leads/look-at-leads.ts';
import { recomputeLeads } from '#work/leads/recompute-leads.ts';
import { bundleLate } from '#work/letters/bundle-late.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { Refusal } from '#work/refusal.ts';
import type { Engine, TestHouse } from './harness.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { seededRandom } from './seeded-random.ts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** So many days after Friday 20 November 2026, at that time in London, where winter time is UTC. */
export const at = (hours: number, minutes = 0, days = 0): number => Date.UTC(2026, 10, 20 + days, hours, minutes);

export const martin = {
  name: 'Martin Hale',
  email: 'martin@hale.example',
  phone: '07700 900118',
  message: 'Boiler making a knocking noise',
};

/** What the form's door hands in, with an acknowledgement as there. */
export const post = (house: TestHouse, fields: Record<string, string>, moment = house.time.now) =>
  receive(
    house.env,
    'website',
    {
      body: new TextEncoder().encode(new URLSearchParams(fields).toString()),
      contentType: 'application/x-www-form-urlencoded',
      receivedAt: moment,
    },
    { acknowledge: true },
  );

/** Posts the form and gives back the lead it is on now. */
export async function enquire(house: TestHouse, fields: Record<string, string> = martin, moment?: number): Promise<LeadRow> {
  const [got] = await post(house, fields, moment);
  if (!got?.lead) throw new Error(`no lead: ${got?.arrival.outcome}, ${house.errors.join()}`);
  return got.lead;
}

/** All rows of a table, in the order in which they were made where it has ids. */
export async function rows<Table extends keyof Schema>(house: TestHouse, table: Table): Promise<Schema[Table][]> {
  const all = (await house.env.read.selectFrom(table).selectAll().execute()) as Schema[Table][];
  return all.sort((a, b) => ('id' in a && 'id' in b ? (String(a.id) < String(b.id) ? -1 : 1) : 0));
}

export const leadNow = (house: TestHouse, id: string): Promise<LeadRow> =>
  house.env.read.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Every chore of the clock that these tests are about, once. */
export async function chores(house: TestHouse): Promise<void> {
  await retryArrivals(house.env);
  await recomputeLeads(house.env);
  await lookAtLeads(house.env);
  await bundleLate(house.env);
  await deliverOutbox(house.env);
}

/** Moves the clock in steps of a minute, or in one leap as after a time in which nothing ran, and does the chores at each. */
export async function passTo(house: TestHouse, moment: number, step = minute): Promise<void> {
  while (house.time.now < moment) {
    house.time.now = Math.min(house.time.now + step, moment);
    await chores(house);
  }
}

export async function leapTo(house: TestHouse, moment: number): Promise<void> {
  house.time.now = moment;
  await chores(house);
}

/** A house whose mail goes to a server of its own. */
export async function houseWithMail(
  t: TestContext,
  engine: Engine,
  options: Parameters<Engine['house']>[1] = {},
): Promise<{ house: TestHouse; mail: MailServer }> {
  const mail = await startMailServer();
  t.after(() => mail.stop());
  const house = await engine.house(t, { ...options, settings: { SMTP_URL: mail.url, ...options.settings } });
  return { house, mail };
}

/** The same place opened again, as after a crash: nothing is known but what is on disk. */
export async function openAgain(t: TestContext, house: TestHouse, seed = 2): Promise<TestHouse> {
  await house.close().catch(() => {});
  const errors = house.errors;
  const again = await openHouse(house.settings, {
    now: () => house.time.now,
    random: seededRandom(seed),
    log: (level, what, facts) => void (level === 'error' && errors.push(`${what} ${JSON.stringify(facts)}`)),
  });
  t.after(() => again.close());
  return { ...again, settings: house.settings, time: house.time, cast: house.cast, errors };
}

/**
 * Does all of it while somebody else holds a row, so that on PostgreSQL each has read what it reads first before another has written.
 * Gives how many were done; what is not done has to be a Refusal.
 */
export async function atOnce(
  house: TestHouse,
  hold: (tx: Tx) => Promise<unknown>,
  deeds: readonly (() => Promise<unknown>)[],
): Promise<number> {
  const under = await house.env.write(async (tx) => {
    await hold(tx);
    const way = Promise.allSettled(deeds.map((deed) => deed()));
    // On SQLite they wait for this very transaction.
    if (house.store.kind === 'postgres') await pause(200);
    return { way };
  });
  const ends = await under.way;
  for (const end of ends) if (end.status === 'rejected' && !(end.reason instanceof Refusal)) throw end.reason;
  return ends.filter(({ status }) => status === 'fulfilled').length;
}

/** Holds a lead. */
export const holdLead = (id: string) => (tx: Tx) => takeLead(tx.db, id, 0);

/** What is to come after a touch. An object with a word "then" written out would be taken for a promise. */
export const and = (next: Then): Partial<Touch> => Object.fromEntries([['then', next]]);
