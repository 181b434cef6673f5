import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, type TestContext } from 'node:test';
import { readSettings, type Settings } from '#settings.ts';
import { type House, openHouse } from '#start.ts';
import { addMember } from '#work/add-member.ts';
import type { Env } from '#work/env.ts';
import { setUpTeam } from '#work/set-up-team.ts';
import { seededRandom } from './seeded-random.ts';

/** Friday 20 November 2026, 10:00 in London: Harbour Plumbing is open (Monday to Friday, 08:00 to 17:30). */
export const fridayMorning = Date.UTC(2026, 10, 20, 10, 0);

export type TestHouse = House & {
  settings: Settings;
  /** The house's clock; it stands until a test moves it. */
  time: { now: number };
  /** The named cast: Ana is admin, Ben is a member, Vic only looks on. Cy, a stranger, is nobody here. */
  cast: Cast;
  /** What went wrong without anybody being told. */
  errors: string[];
};

type Cast = { ana: string; ben: string; vic: string };
type Options = { empty?: boolean; now?: number; seed?: number; settings?: Record<string, string> };

export type Engine = {
  name: 'sqlite' | 'postgres';
  /** A house of its own with the team in it (`empty`: without), gone after the test. */
  house(t: TestContext, options?: Options): Promise<TestHouse>;
};

/** Says the same tests for SQLite and for PostgreSQL. */
export function eachEngine(tests: (engine: Engine) => void): void {
  for (const [name, words] of [
    ['sqlite', 'on SQLite'],
    ['postgres', 'on PostgreSQL'],
  ] as const)
    describe(words, () => {
      const kept: string[] = [];
      after(() => {
        for (const folder of kept) rmSync(folder, { recursive: true, force: true });
      });
      let template: Promise<Template> | undefined;
      tests({
        name,
        async house(t, options = {}) {
          template ??= options.empty ? undefined : makeTemplate(name, kept);
          const place = options.empty ? await emptyPlace(name, kept) : await copyOf(name, await template!, kept);
          const house = await open(place, options, options.empty ? { ana: '', ben: '', vic: '' } : (await template!).cast);
          if (options.empty) await house.store.migrate();
          t.after(() => house.close());
          return house;
        },
      });
    });
}

type Place = { data: string; databaseUrl?: string };
type Template = Place & { cast: Cast };

async function makeTemplate(engine: Engine['name'], kept: string[]): Promise<Template> {
  const place = await emptyPlace(engine, kept);
  const house = await open(place, { now: Date.UTC(2026, 10, 16, 8, 0) }, { ana: '', ben: '', vic: '' });
  await house.store.migrate();
  const cast = await makeCast(house.env);
  await house.close();
  return { ...place, cast };
}

async function makeCast(env: Env): Promise<Cast> {
  const { memberId } = await setUpTeam(env, {
    team: 'Harbour Plumbing',
    country: 'GB',
    zone: 'Europe/London',
    name: 'Ana Reyes',
    email: 'ana@harbourplumbing.example',
  });
  const ben = await addMember(env, { name: 'Ben Okoro', email: 'ben@harbourplumbing.example', role: 'member' }, memberId);
  const vic = await addMember(env, { name: 'Vic Lund', email: 'vic@harbourplumbing.example', role: 'viewer' }, memberId);
  return { ana: memberId, ben: ben.member.id, vic: vic.member.id };
}

async function emptyPlace(engine: Engine['name'], kept: string[]): Promise<Place> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  kept.push(data);
  return engine === 'sqlite' ? { data } : { data, databaseUrl: await makeDatabase('template0') };
}

async function copyOf(engine: Engine['name'], template: Template, kept: string[]): Promise<Place> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  kept.push(data);
  cpSync(template.data, data, { recursive: true });
  return engine === 'sqlite'
    ? { data }
    : { data, databaseUrl: await makeDatabase(new URL(template.databaseUrl!).pathname.slice(1)) };
}

/** A new database on the tests' PostgreSQL; gives its address. */
export async function makeDatabase(template: string): Promise<string> {
  const admin = process.env.BATON_TEST_PG;
  if (!admin) throw new Error('BATON_TEST_PG is not set. Run the tests by npm test: it starts a PostgreSQL of its own.');
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`;
  try {
    await client.query(`create database ${name} template ${template}`);
  } finally {
    await client.end();
  }
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

async function open(place: Place, options: Options, cast: Cast): Promise<TestHouse> {
  const time = { now: options.now ?? fridayMorning };
  const errors: string[] = [];
  const settings = readSettings({
    BATON_DATA: place.data,
    BATON_SECRET: 'a secret that only the tests know, long enough',
    BATON_URL: 'https://baton.example',
    MAIL_FROM: 'hello@harbourplumbing.example',
    LOG_LEVEL: 'silent',
    ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
    ...options.settings,
  });
  const house = await openHouse(settings, {
    now: () => time.now,
    random: seededRandom(options.seed ?? 1),
    log: (level, what, facts) => void (level === 'error' && errors.push(`${what} ${JSON.stringify(facts)}`)),
  });
  return { ...house, settings, time, cast, errors };
}
