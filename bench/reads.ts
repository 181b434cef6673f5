import { chores } from '#clock/chores.ts';
import { grower } from './grow.ts';
import { furnish, openPlace } from './house.ts';
import { load } from './load.ts';
import { type Place, startProgram } from './servers.ts';
import { lastFriday, simulate } from './simulate.ts';

/** Milliseconds at one size of the database. */
export type Reads = { leads: number; open: number } & Record<keyof typeof paths, { p50: number; p95: number }>;

const paths = {
  today: ['/api/v1/today'],
  late: ['/api/v1/leads?attention=late'],
  list: ['/api/v1/leads?state=open', '/api/v1/leads?stage=new', '/api/v1/leads'],
  lead: ['/api/v1/leads/1001', '/api/v1/leads/1101', '/api/v1/leads/1201', '/api/v1/leads/1300'],
  search: ['/api/v1/leads?q=boiler', '/api/v1/leads?q=person17', '/api/v1/leads?q=Okafor%20tap', '/api/v1/leads?q=07400000'],
} as const;

/** Figure 2, as far as there are screens: what they will read, by the API, one at a time. */
export async function measureReads(place: Place, sizes: readonly number[], seconds: number): Promise<Reads[]> {
  const until = lastFriday(Date.now());
  const time = { now: until - 4 * 86_400_000 };
  const world = { now: () => time.now };
  const key = await furnish(place, world);
  const house = await openPlace(place, world);
  await simulate(house, time, until);
  const growTo = grower(house);
  const all: Reads[] = [];
  for (const leads of sizes) {
    const { open } = await growTo(leads);
    for (const chore of chores) while (Number(await chore.run(house.env)) > 0);
    const program = await startProgram(place, 'web');
    const found: Partial<Record<keyof typeof paths, { p50: number; p95: number }>> = {};
    for (const [name, some] of Object.entries(paths)) {
      const plan = {
        port: program.port,
        target: 'get' as const,
        paths: [...some],
        key,
        connections: 1,
        from: 0,
        seconds,
        most: 400,
      };
      await load({ ...plan, seconds: seconds / 2, most: 20 });
      const { p50, p95, refused, faults } = await load(plan);
      if (refused > 0) throw new Error(`${name}: ${faults.join()}`);
      found[name as keyof typeof paths] = { p50, p95 };
    }
    await program.stop();
    all.push({ leads, open, ...found } as Reads);
  }
  await house.close();
  return all;
}
