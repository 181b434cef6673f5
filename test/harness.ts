import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, type TestContext } from 'node:test';
import { readSettings, type Settings } from '#settings.ts';
import { type House, openHouse } from '#start.ts';
import type { Env } from '#work/env.ts';
import { addMember } from '#work/people/add-member.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
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
      const kept: Place[] = [];
      after(async () => {
        for (const { data } of kept) rmSync(data, { recursive: true, force: true });
        await dropDatabases(kept.flatMap(({ databaseUrl }) => databaseUrl ?? []));
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

async function makeTemplate(engine: Engine['name'], kept: Place[]): Promise<Template> {
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

async function emptyPlace(engine: Engine['name'], kept: Place[]): Promise<Place> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  return keep(kept, engine === 'sqlite' ? { data } : { data, databaseUrl: await makeDatabase('template0') });
}

async function copyOf(engine: Engine['name'], template: Template, kept: Place[]): Promise<Place> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  cpSync(template.data, data, { recursive: true });
  return keep(
    kept,
    engine === 'sqlite' ? { data } : { data, databaseUrl: await makeDatabase(new URL(template.databaseUrl!).pathname.slice(1)) },
  );
}

function keep(kept: Place[], place: Place): Place {
  kept.push(place);
  return place;
}

/** A new database on the tests' PostgreSQL; gives its address. */
export async function makeDatabase(template: string): Promise<string> {
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`;
  await administer([`create database ${name} template ${template}`]);
  const url = new URL(process.env.BATON_TEST_PG!);
  url.pathname = `/${name}`;
  return url.href;
}

const dropDatabases = (urls: readonly string[]): Promise<void> =>
  administer(urls.map((url) => `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`));

async function administer(statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return;
  const admin = process.env.BATON_TEST_PG;
  if (!admin) throw new Error('BATON_TEST_PG is not set. Run the tests by npm test: it starts a PostgreSQL of its own.');
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
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
