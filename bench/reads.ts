import { sql } from 'kysely';
import { chores } from '#clock/chores.ts';
import type { House } from '#start.ts';
import { isPostgres } from '#store/prepared.ts';
import { grower } from './grow.ts';
import { furnish, openPlace, signIn } from './house.ts';
import { load } from './load.ts';
import { type Place, startProgram } from './servers.ts';
import { lastFriday, simulate } from './simulate.ts';

export type Time = { p50: number; p95: number };

/** Milliseconds at one size of the database, by the screen and by what the API reads for programs; bytes of database per lead. */
export type Reads = {
  leads: number;
  open: number;
  screens: Record<keyof typeof screens, Time>;
  api: Record<keyof typeof api, Time>;
  bytesPerLead: number;
};

const some = ['1001', '1101', '1201', '1300'];
const asked = ['boiler', 'person17', 'Okafor%20tap', '07400000'];

const screens = {
  today: ['/'],
  table: ['/leads'],
  lead: some.map((number) => `/leads/${number}`),
  search: asked.map((words) => `/leads?q=${words}`),
};

const api = {
  today: ['/api/v1/today'],
  late: ['/api/v1/leads?attention=late'],
  list: ['/api/v1/leads?state=open', '/api/v1/leads?stage=new', '/api/v1/leads'],
  lead: some.map((number) => `/api/v1/leads/${number}`),
  search: asked.map((words) => `/api/v1/leads?q=${words}`),
};

const most = 400;

/** Figure 2: what somebody waits for who opens a screen, and a program that asks the API, one at a time. */
export async function measureReads(place: Place, sizes: readonly number[], seconds: number): Promise<Reads[]> {
  const until = lastFriday(Date.now());
  const time = { now: until - 4 * 86_400_000 };
  const world = { now: () => time.now };
  const key = await furnish(place, world);
  // What is copied here is relied on by nobody, so it need not wait for the disk.
  const house = await openPlace(place, { ...world, draft: true });
  await simulate(house, time, until);
  const growTo = grower(house);
  const all: Reads[] = [];
  for (const leads of sizes) {
    const { open } = await growTo(leads);
    for (const chore of chores) while (Number(await chore.run(house.env)) > 0);
    const bytesPerLead = (await bytesOf(house)) / leads;
    const cookie = await signIn(house);
    const program = await startProgram(place, 'web');
    const timesOf = async <Name extends string>(paths: Record<Name, string[]>, who: { key: string } | { cookie: string }) => {
      const found: Partial<Record<Name, Time>> = {};
      for (const name of Object.keys(paths) as Name[]) {
        const plan = { port: program.port, target: 'get' as const, paths: paths[name], ...who, connections: 1, from: 0 };
        await load({ ...plan, seconds: seconds / 2, most: 20 });
        const { p50, p95, refused, faults, answered } = await load({ ...plan, seconds, most });
        if (refused > 0 || answered.length === 0) throw new Error(`${name}: ${faults.join()}`);
        found[name] = { p50, p95 };
      }
      return found as Record<Name, Time>;
    };
    all.push({ leads, open, screens: await timesOf(screens, { cookie }), api: await timesOf(api, { key }), bytesPerLead });
    await program.stop();
  }
  await house.close();
  return all;
}

async function bytesOf({ env }: House): Promise<number> {
  const size = isPostgres(env.read)
    ? sql<{ size: string }>`select pg_database_size(current_database()) as size`
    : sql<{ size: number }>`select page_count * page_size as size from pragma_page_count, pragma_page_size`;
  const { rows } = await size.execute(env.read);
  return Number(rows[0]!.size);
}
