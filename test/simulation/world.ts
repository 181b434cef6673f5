import type { TestContext } from 'node:test';
import { chores } from '#clock/chores.ts';
import { runChores } from '#clock/run-chores.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { openAgain } from '../acting.ts';
import type { Engine, TestHouse } from '../harness.ts';
import { type Fault, type MailServer, type ReceivedLetter, startMailServer } from '../mail-server.ts';
import { type Chance, chance, fateOf } from './chance.ts';

const minute = 60_000;

export type Plan = { engine: Engine; seed: number; zone: string; from: number; until: number };

/** A letter that the mail server took, and when by the house's clock. */
export type Mail = ReceivedLetter & { at: number; wasOpen: boolean };

/** A business whose time is moved by hand, with all that the checks remember of it. */
export type World = {
  plan: Plan;
  house: TestHouse;
  chance: Chance;
  mail: MailServer;
  /** All that was taken so far; kept up after every chore. */
  taken: Mail[];
  /** So many of them have been held against what is true. */
  held: number;
  /** Arrivals whose sender was told that we have them. */
  told: Set<string>;
  firstAnswers: Map<string, number>;
  /** The mail server is away in these times. */
  outages: { from: number; until: number }[];
  /** How often the process died, the clock jumped, a deed was refused. */
  counts: Record<string, number>;
  timeline: Map<string, string>;
  reopened: number;
};

export async function makeWorld(t: TestContext, plan: Plan): Promise<World> {
  const mail = await startMailServer();
  t.after(() => mail.stop());
  const house = await plan.engine.house(t, { now: plan.from, seed: plan.seed, settings: { SMTP_URL: mail.url } });
  await house.env.write((tx) => tx.db.updateTable('team').set({ zone: plan.zone }).execute());
  const world: World = {
    plan,
    house,
    chance: chance(plan.seed),
    mail,
    taken: [],
    held: 0,
    told: new Set(),
    firstAnswers: new Map(),
    outages: [],
    counts: {},
    timeline: new Map(),
    reopened: 0,
  };
  for (let at = plan.from; at < plan.until; at += world.chance.whole(30, 90) * 60 * minute)
    if (world.chance.odds(0.1)) world.outages.push({ from: at, until: at + world.chance.whole(5, 400) * minute });
  mail.fail((moment) => faultOf(world, moment));
  return world;
}

/** What goes wrong depends on the seed, the receiver and the moment alone: letters may go side by side. */
function faultOf({ plan, outages, house }: World, moment: { at: string; address?: string }): Fault | undefined {
  const now = house.time.now;
  if (moment.at === 'connection') return undefined;
  if (outages.some(({ from, until }) => from <= now && now < until)) return { say: 451 };
  const fate = fateOf(plan.seed, moment.at, moment.address ?? '', now);
  if (moment.at === 'recipient' && fate < 0.02) return { say: 550 };
  if (moment.at === 'sender' && fate < 0.02) return { say: 421 };
  if (moment.at === 'data' && fate < 0.02) return 'break';
  if (moment.at === 'message' && fate < 0.015) return 'keep and break';
  if (moment.at === 'message' && fate < 0.03) return 'break';
  if (moment.at === 'message' && fate < 0.04) return { say: 452 };
  return undefined;
}

export const count = (world: World, what: string): void => {
  world.counts[what] = (world.counts[what] ?? 0) + 1;
};

/** What the clock does at this moment, and what went out meanwhile. */
export async function tick(world: World, env: Env = world.house.env): Promise<void> {
  await runChores(env, chores);
  for (let more = 0; more < 10 && (await nextDue(world)) <= world.house.time.now; more++) await runChores(env, chores);
  await collectMail(world);
}

export async function collectMail(world: World): Promise<void> {
  if (world.mail.letters.length === world.taken.length) return;
  const { timetable } = await readStandard(world.house.env.read);
  const at = world.house.time.now;
  for (const letter of world.mail.letters.slice(world.taken.length))
    world.taken.push({ ...letter, at, wasOpen: timetable.isOpen(at) });
}

/** The next moment at which the house has something to do by itself. */
async function nextDue({ house: { env } }: World): Promise<number> {
  const [lead, letter, arrival, chore] = await Promise.all([
    env.read
      .selectFrom('leads')
      .select((eb) => eb.fn.min('look_due_at').as('at'))
      .executeTakeFirstOrThrow(),
    env.read
      .selectFrom('outbox')
      .select((eb) => eb.fn.min('due_at').as('at'))
      .executeTakeFirstOrThrow(),
    env.read
      .selectFrom('arrivals')
      .select((eb) => eb.fn.min('retry_due_at').as('at'))
      .executeTakeFirstOrThrow(),
    env.read
      .selectFrom('chores')
      .select((eb) => eb.fn.min('due_at').as('at'))
      .where('name', '<>', 'tick')
      .where('due_at', '>', env.now())
      .executeTakeFirstOrThrow(),
  ]);
  return Math.min(...[lead.at, letter.at, arrival.at, chore.at].map((at) => at ?? Number.POSITIVE_INFINITY));
}

/** Lets time pass until a moment, stopping wherever the house has something to do. */
export async function passTime(world: World, until: number): Promise<void> {
  const { time } = world.house;
  for (let round = 0; ; round++) {
    if (round > 2_000) throw new Error('the house never comes to rest');
    const due = await nextDue(world);
    if (due > until) break;
    time.now = Math.max(time.now, due);
    await tick(world);
  }
  time.now = Math.max(time.now, until);
}

/** The process dies and comes back on what is on disk. */
export async function crash(t: TestContext, world: World): Promise<void> {
  world.reopened += 1;
  world.house.time.now += 1_000;
  count(world, 'crashes');
  world.house = await openAgain(t, world.house, world.plan.seed * 1_000 + world.reopened);
}

/**
 * The process dies in the middle of its chores, or of sending: only so many writes still reach the disk. Where letters to several
 * receivers go side by side it would be chance which of them is cut off, so then it dies before that.
 */
export async function crashInChores(t: TestContext, world: World, writes: number, where: 'chores' | 'sending'): Promise<void> {
  const { env } = world.house;
  let left = writes;
  let died = 'working';
  const dying: Env = {
    ...env,
    write: (deed) => (left-- > 0 ? env.write(deed) : Promise.reject(new Error('the process is gone'))),
  };
  const send = async (): Promise<void> => {
    const receivers = await receiversNow(world);
    if (receivers > 1) left = 0;
    if (receivers === 1 && where === 'sending') died = 'sending';
    await deliverOutbox(dying);
  };
  const dyingChores = chores.map((chore) => (chore.run === deliverOutbox ? { ...chore, run: send } : chore));
  await (where === 'sending' ? send() : runChores(dying, dyingChores)).catch(() => {});
  await collectMail(world);
  count(world, `crashes while ${died}`);
  await crash(t, world);
}

/** To how many people letters are due. It is asked when they go: the chores before may have made some. */
async function receiversNow({ house: { env } }: World): Promise<number> {
  const due = await env.read.selectFrom('outbox').select(['address', 'member_id']).where('due_at', '<=', env.now()).execute();
  return new Set(due.map(({ address, member_id }) => address ?? member_id)).size;
}
