import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { readSettings } from '#settings.ts';
import { openHouse } from '#start.ts';
import { receive } from '#work/arrivals/receive.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { addMember } from '#work/people/add-member.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
import { seededRandom } from './seeded-random.ts';

/**
 * Leaves a small database of each engine as this version of the program writes it: `node test/make-fixture.ts FOLDER`, with
 * BATON_TEST_PG and pg_dump on the path. Run once when a migration lands; later programs are tested on what it left.
 */
const folder = process.argv[2]!;
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(path.join(tmpdir(), 'baton-fixture-'));
const keep = (name: string, bytes: Uint8Array) => writeFileSync(path.join(folder, name), gzipSync(bytes, { level: 9 }));

async function live(databaseUrl?: string): Promise<void> {
  let now = Date.UTC(2026, 10, 20, 10, 0);
  const settings = readSettings({
    BATON_DATA: data,
    BATON_SECRET: 'a secret that only the tests know, long enough',
    LOG_LEVEL: 'silent',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  });
  const { env, store, close } = await openHouse(settings, { now: () => now, random: seededRandom(7) });
  await store.migrate();
  const team = { team: 'Harbour Plumbing', country: 'GB', zone: 'Europe/London' };
  const { memberId } = await setUpTeam(env, { ...team, name: 'Ana Reyes', email: 'ana@harbourplumbing.example' });
  await addMember(env, { name: 'Ben Okoro', email: 'ben@harbourplumbing.example', role: 'member' }, memberId);
  const actor = { memberId };
  for (const name of ['Martin Hale', 'José Núñez', '李雷']) {
    now += 60_000;
    const fields = new URLSearchParams({ name, email: `m${now}@hale.example`, message: 'Boiler making a knocking noise' });
    const body = new TextEncoder().encode(fields.toString());
    await receive(
      env,
      'website',
      { body, contentType: 'application/x-www-form-urlencoded', receivedAt: now },
      { acknowledge: true },
    );
  }
  now += 600_000;
  const [first, second] = await env.read.selectFrom('leads').select('id').orderBy('number').execute();
  await logTouch(env, { id: first!.id }, actor, { kind: 'phone', direction: 'out', result: 'spoke' });
  await closeLead(env, { id: second!.id }, actor, { outcome: 'lost', reason: 'price' });
  await close();
}

await live();
const file = new DatabaseSync(path.join(data, 'baton.db'));
file.exec('pragma wal_checkpoint(truncate); vacuum; pragma journal_mode = delete');
file.close();
keep('sqlite.db.gz', readFileSync(path.join(data, 'baton.db')));

const url = new URL(process.env.BATON_TEST_PG!);
const client = new pg.Client({ connectionString: url.href });
await client.connect();
const name = `fixture_${process.pid}`;
await client.query(`create database ${name} template template0`);
url.pathname = `/${name}`;
await live(url.href);
const dump = execFileSync('pg_dump', ['--no-owner', '--inserts', url.href], { encoding: 'utf8', maxBuffer: 1e8 });
keep(
  'postgres.sql.gz',
  Buffer.from(
    dump
      .split('\n')
      .filter((line) => !line.startsWith('\\'))
      .join('\n'),
  ),
);
await client.query(`drop database ${name}`);
await client.end();
rmSync(data, { recursive: true });
