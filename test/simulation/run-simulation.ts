import type { TestContext } from 'node:test';
import { checkWorld, lifeOf } from './check-world.ts';
import { adminChanges, customerWrites, memberActs, memberIsBusy, memberLogs, memberTidies, somethingDoubtful } from './people.ts';
import { count, crash, crashInChores, makeWorld, type Plan, passTime, tick, type World } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Lets the business live through its days, and checks it after each one and after every crash. Returns what is there at the end. */
export async function runSimulation(t: TestContext, plan: Plan): Promise<{ life: string[]; counts: World['counts'] }> {
  const world = await makeWorld(t, plan);
  for (let from = plan.from; from < plan.until; from += day) {
    for (const { at, what } of eventsOf(world, from)) {
      await passTime(world, at);
      await what();
    }
    await passTime(world, from + day);
    await tick(world);
    await checkWorld(world);
  }
  count(world, 'days');
  return { life: await lifeOf(world.house.env.read), counts: world.counts };

  function eventsOf(world: World, from: number): { at: number; what: () => Promise<unknown> }[] {
    const { chance } = world;
    const events: { at: number; what: () => Promise<unknown> }[] = [];
    const some = (least: number, most: number, early: number, late: number, what: (world: World) => Promise<unknown>) => {
      for (let n = chance.whole(least, most); n > 0; n--)
        events.push({ at: from + chance.whole(early * 60, late * 60) * minute, what: () => what(world) });
    };
    some(2, 7, 0, 23, customerWrites);
    some(0, 1, 8, 20, somethingDoubtful);
    some(0, 2, 8, 18, memberLogs);
    const isWorkday = ![0, 6].includes(new Date(from + 12 * hour).getUTCDay());
    if (isWorkday) some(4, 14, 8, 18, memberActs);
    if (isWorkday) some(1, 1, 9, 17, memberTidies);
    if (chance.odds(0.2)) some(1, 1, 8, 18, adminChanges);
    if (chance.odds(0.2)) some(1, 1, 8, 16, memberIsBusy);
    some(0, 3, 0, 23, () => trouble(t, world));
    return events.sort((a, b) => a.at - b.at);
  }
}

/** The process dies, the machine is off for a while, only the clock stands still, or the machine's time is wrong. */
async function trouble(t: TestContext, world: World): Promise<void> {
  const { chance, house } = world;
  const draw = chance.whole(0, 9);
  if (draw < 3) {
    await crash(t, world);
    await tick(world);
    await checkWorld(world);
  } else if (draw < 5) {
    if (chance.odds(0.6)) {
      await customerWrites(world);
      await crashInChores(t, world, chance.pick([0, 1, 1, 2]), 'sending');
    } else {
      house.time.now += chance.whole(0, 40) * minute;
      await crashInChores(t, world, chance.whole(0, 6), 'chores');
    }
    // Who died while sending may have sent: that is known once the lease has run out.
    await passTime(world, world.house.time.now + 3 * minute);
    await checkWorld(world);
  } else if (draw < 7) {
    count(world, 'downtimes');
    house.time.now += chance.odds(0.2) ? chance.whole(24, 80) * hour : chance.whole(10, 600) * minute;
    await crash(t, world);
    await tick(world);
    await checkWorld(world);
  } else if (draw < 9) {
    count(world, 'clock stood still');
    for (let n = chance.whole(1, 4); n > 0; n--) {
      house.time.now += chance.whole(5, 200) * minute;
      await chance.pick([customerWrites, memberActs, memberActs])(world);
    }
    await tick(world);
    await checkWorld(world);
  } else await wrongTime(world);
}

/** For a while the machine believes it is later than it is. */
async function wrongTime(world: World): Promise<void> {
  const { chance, house } = world;
  count(world, 'clock jumps');
  const jump = chance.whole(1, 30) * hour;
  house.time.now += jump;
  await tick(world);
  house.time.now -= jump - minute;
  await tick(world);
  await checkWorld(world);
}
