import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import pg from 'pg';
import { retryArrivals } from '#work/arrivals/retry-arrivals.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { changeChannel } from '#work/team/change-channel.ts';
import { type PostgresCluster, postgresCluster } from './postgres-cluster.ts';
import type { Program } from './program.ts';
import { checkPromises, type Kept, markIn } from './promises.ts';
import { type RealHouse, realHouse } from './real-house.ts';

const rounds = 10;

/** Slow, and now and then it breaks off, puts off, or takes a letter and says nothing. */
function troubledMail(chance: () => number) {
  return ({ at }: { at: string }) => {
    if (at !== 'message') return undefined;
    const dice = chance();
    if (dice < 0.02) return 'keep and break' as const;
    if (dice < 0.04) return 'break' as const;
    if (dice < 0.06) return { say: 451 };
    return new Promise((go) => setTimeout(go, chance() * 60));
  };
}

/** A round: it starts, people write, and the plug is pulled. Some are pulled while it still starts. */
async function round(house: RealHouse, n: number, trouble?: () => Promise<void>): Promise<void> {
  const { chance, people, mail, port, start, members } = house;
  mail.fail(troubledMail(chance));
  // Not every time: whoever opens the file after a kill also repairs it, and that is to be left to the program.
  if (n % 3 === 0)
    await house.inside(({ env }) => changeChannel(env, { id: 'website', memberId: members[0]!, change: { owner: members[n]! } }));
  const program = start();
  if (chance() < 0.2) {
    const early = people.load({ port, connections: 4, pause: 5 });
    await pause(chance() * 900);
    await program.end('SIGKILL');
    return early.stop();
  }
  await program.up();
  const load = people.load({ port, connections: 4 + Math.floor(chance() * 20), pause: 5 + chance() * 30 });
  try {
    await goOn(house, 15 + chance() * 60);
    if (trouble) {
      await trouble();
      await goOn(house, 5 + chance() * 20);
    }
    assert.equal(program.hasEnded(), false, `it ended by itself: ${program.said()}`);
    await program.end('SIGKILL');
  } finally {
    await load.stop();
  }
}

/** Until so many more were answered, and then a moment that hits upon nothing in particular. */
async function goOn({ people, chance }: RealHouse, answers: number): Promise<void> {
  const enough = people.answered() + answers;
  await until('they are answered', () => people.answered() >= enough);
  await pause(chance() * 60);
}

const pause = (time: number) => new Promise<void>((go) => setTimeout(go, time));

/** Time goes by, so that everything that was put off is done; then everything is looked at. */
async function settled(house: RealHouse): Promise<Kept> {
  const { people, mail } = house;
  mail.fail();
  let later = 0;
  return house.inside(
    async ({ env }) => {
      // Leases end after two minutes; what failed or was put off comes again within the hour.
      for (const minutes of [0, 3, 10, 25, 50]) {
        later = minutes * 60_000;
        await retryArrivals(env);
        for (let more = 1, turns = 0; more > 0 && turns < 400; turns++) more = await deliverOutbox(env);
      }
      return checkPromises(env.read, people, mail);
    },
    () => later,
  );
}

/** What was lost on the way is sent again, and then everything is looked at. */
async function reckoning(t: TestContext, house: RealHouse): Promise<Kept> {
  const { people, port } = house;
  const last = house.start();
  await last.up();
  await people.settle(port);
  assert.equal(await last.end('SIGTERM'), 0, last.said());
  const kept = await settled(house);
  t.diagnostic(JSON.stringify({ ...kept, refused: Object.fromEntries(people.refused) }));
  return kept;
}

const wasEnough = ({ enquiries, letters }: Kept) =>
  assert.ok(enquiries > 150 && (letters.accepted ?? 0) > 20, 'there was enough to lose');

/** Asked to end while people write: what was taken is answered, and what was not answered was not taken. */
async function cleanStop(t: TestContext, house: RealHouse): Promise<void> {
  const { people, mail, port, chance } = house;
  mail.fail(({ at }) => (at === 'message' ? new Promise((go) => setTimeout(go, chance() * 400)) : undefined));
  const program = house.start();
  await program.up();
  const load = people.load({ port, connections: 16, pause: 4 });
  await goOn(house, 60 + chance() * 100);
  const asked = performance.now();
  const code = await program.end('SIGTERM');
  const took = performance.now() - asked;
  await load.stop();
  assert.equal(code, 0, program.said());
  assert.ok(took < 10_000, `it took ${took} ms`);
  t.diagnostic(`it ended within ${Math.round(took)} ms; ${people.answered()} were answered, ${people.owed().length} not taken`);
  assert.deepEqual([...people.refused], [], 'nobody was refused');
  await house.inside(async ({ env }) => {
    const asked = await env.read.selectFrom('arrivals').select('asked').execute();
    const written = await env.read.selectFrom('touches').select('text').where('text', 'is not', null).execute();
    const there = new Set([...asked.map(({ asked }) => markIn(asked)), ...written.map(({ text }) => markIn(text!))]);
    const taken = people.owed().filter(({ mark }) => there.has(mark));
    assert.deepEqual(taken, [], 'what was taken was answered');
    const under = await env.read.selectFrom('outbox').select('id').where('state', '=', 'sending').execute();
    assert.deepEqual(under, [], 'no letter is left half-way');
  });
  await reckoning(t, house);
}

describe('killed at any moment, nothing that was answered is missing and nothing is doubled', () => {
  test('on SQLite', async (t) => {
    const house = await realHouse(t);
    const file = path.join(house.data, 'baton.db');
    const stumble = `create trigger stumble before insert on leads when new.asked like '%stumble%'
      begin select raise(abort, 'as planned'); end`;
    onFile(file, (db) => db.exec(stumble));
    for (let n = 0; n < rounds; n++) {
      await round(house, n);
      if (n % 3 !== 2) continue;
      onFile(file, (db) => {
        assert.equal(db.prepare('pragma integrity_check').get()?.integrity_check, 'ok');
        assert.deepEqual(db.prepare('pragma foreign_key_check').all(), []);
      });
    }
    const failed = onFile(file, (db) => db.prepare("select count(*) as n from arrivals where outcome = 'failed'").get());
    assert.ok(Number(failed?.n) > 0, 'some could not be understood at first');
    onFile(file, (db) => db.exec('drop trigger stumble'));
    wasEnough(await reckoning(t, house));
  });

  test('on PostgreSQL, which is killed itself in some rounds', async (t) => {
    const cluster = await postgresCluster({ durable: true });
    t.after(() => cluster.stop());
    const house = await realHouse(t, cluster.url);
    await onServer(
      cluster,
      `create function stumble() returns trigger language plpgsql as $$ begin raise exception 'as planned'; end $$;
       create trigger stumble before insert on leads for each row when (new.asked like '%stumble%') execute function stumble()`,
    );
    const plug = async () => {
      await cluster.crash();
      await pause(house.chance() * 300);
      await cluster.restart();
    };
    for (let n = 0; n < rounds; n++) await round(house, n, n % 3 === 1 ? plug : undefined);
    const [failed] = await onServer(cluster, "select count(*) as n from arrivals where outcome = 'failed'");
    assert.ok(Number(failed?.n) > 0, 'some could not be understood at first');
    await onServer(cluster, 'drop trigger stumble on leads');
    wasEnough(await reckoning(t, house));
  });
});

describe('asked to end while people write, it answers what it has taken and goes', () => {
  test('on SQLite', async (t) => cleanStop(t, await realHouse(t)));

  test('on PostgreSQL', async (t) => {
    const cluster = await postgresCluster();
    t.after(() => cluster.stop());
    await cleanStop(t, await realHouse(t, cluster.url));
  });
});

describe('with no room left it says so, loses nothing, and goes on once there is room', () => {
  test('on a full disk', async (t) => {
    const house = await realHouse(t);
    const small = path.join(house.data, 'small');
    mkdirSync(small);
    const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
    const mounted = 'mount -t tmpfs -o size=32m none "$1" && cp "$0"/baton.db* "$1" && shift && exec "$@"';
    const within = [...asRoot, '--mount', 'sh', '-c', mounted, house.data, small];
    // Where nothing may be mounted, the next test stands for this one.
    if (spawnSync('unshare', [...within, 'true']).status !== 0) return t.diagnostic('no disk can be mounted here');
    const program = house.start({ environment: { ...house.environment, BATON_DATA: small }, within: ['unshare', ...within] });
    await program.up();
    // The disk is seen by the program alone, and by us through its eyes; it is gone when the program is.
    const seen = `/proc/${program.pid}/root${small}`;
    await noRoom(t, house, program, {
      take: () => fill(path.join(seen, 'filler')),
      give: () => rmSync(path.join(seen, 'filler')),
      async end() {
        process.kill(program.pid, 'SIGSTOP');
        for (const name of readdirSync(seen))
          if (/^baton\.db(-wal)?$/.test(name)) cpSync(path.join(seen, name), path.join(house.data, name));
        await program.end('SIGKILL');
      },
    });
  });

  test('at a limit on the size of files', async (t) => {
    const house = await realHouse(t);
    const program = house.start();
    await program.up();
    const limit = (bytes: string) => execFileSync('prlimit', ['--pid', String(program.pid), `--fsize=${bytes}:`]);
    await noRoom(t, house, program, {
      isNone: true,
      take: () => limit('1'),
      give: () => limit('unlimited'),
      end: async () => assert.equal(await program.end('SIGTERM'), 0, program.said()),
    });
  });
});

type Room = { isNone?: true; take(): void; give(): void; end(): Promise<void> };

async function noRoom(t: TestContext, house: RealHouse, program: Program, room: Room): Promise<void> {
  const { people, port, key } = house;
  const crowd = { port, connections: 8, pause: 2 };
  const load = people.load(crowd);
  await until('some are kept', () => people.answered() > 100);
  room.take();
  await until('some are refused', () => (people.refused.get(503) ?? 0) > 20);
  await load.stop();
  room.take();
  const at = `http://127.0.0.1:${port}`;
  const typed = 'message=Please+keep+what+I+typed&email=typed%40people.example';
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const page = await fetch(`${at}/f/website`, { method: 'POST', headers, body: typed });
  const words = await page.text();
  assert.equal(page.status, 503);
  assert.equal(page.headers.get('retry-after'), '5');
  assert.match(words, /Please keep what I typed/);
  assert.doesNotMatch(words, /SQLITE|disk I\/O|errcode|stack/i);
  const script = await fetch(`${at}/f/website`, {
    method: 'POST',
    headers: { ...headers, accept: 'application/json' },
    body: typed,
  });
  assert.deepEqual([script.status, ((await script.json()) as { status: number }).status], [503, 503]);
  const body = JSON.stringify({ channel: 'email', from: { name: 'Refused' }, asked: 'Not kept' });
  const bearer = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  for (const more of [{}, { 'idempotency-key': 'not kept' }] as Record<string, string>[]) {
    const answer = await fetch(`${at}/api/v1/enquiries`, { method: 'POST', headers: { ...bearer, ...more }, body });
    const { title, detail } = (await answer.json()) as { title: string; detail: string };
    assert.deepEqual([answer.status, title], [503, 'Service Unavailable']);
    assert.match(detail, /^[A-Z][^{}]+\.$/);
    assert.doesNotMatch(detail, /sqlite|disk I\/O|errcode/i);
  }
  assert.equal((await fetch(`${at}/f/website`)).status, 200, 'the form can be looked at');
  assert.equal((await fetch(`${at}/api/v1/leads`, { headers: bearer })).status, 200, 'what is there can be read');
  // On a full disk a row as small as that of /up may still find room in what is left of the log.
  if (room.isNone) await until('it says that it is not well', async () => (await fetch(`${at}/up?only=web`)).status === 503);
  assert.equal(program.hasEnded(), false, program.said());
  room.give();
  await people.settle(port);
  await until('it is well again', async () => (await fetch(`${at}/up`)).status === 200);
  const again = people.load(crowd);
  await pause(300);
  await again.stop();
  await people.settle(port);
  await room.end();
  const kept = await settled(house);
  t.diagnostic(JSON.stringify({ ...kept, refused: Object.fromEntries(people.refused) }));
  onFile(path.join(house.data, 'baton.db'), (db) =>
    assert.equal(db.prepare('pragma integrity_check').get()?.integrity_check, 'ok'),
  );
}

function fill(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (const size of [1_000_000, 4_096, 1]) for (let n = 0; n < 5_000; n++) if (!wrote(handle, Buffer.alloc(size))) break;
  } finally {
    closeSync(handle);
  }
}

function wrote(handle: number, bytes: Buffer): boolean {
  try {
    return writeSync(handle, bytes) === bytes.length;
  } catch {
    return false;
  }
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await holds()) return;
    await pause(20);
  }
  assert.fail(`${what}: not within twenty seconds`);
}

function onFile<T>(file: string, act: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  try {
    return act(db);
  } finally {
    db.close();
  }
}

async function onServer({ url }: PostgresCluster, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows ?? [];
  } finally {
    await client.end();
  }
}
