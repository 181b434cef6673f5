import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import pg from 'pg';
import { readSettings } from '#settings.ts';
import { type House, openHouse } from '#start.ts';
import { addKey } from '#work/add-key.ts';
import { addMember } from '#work/add-member.ts';
import { changeChannel } from '#work/change-channel.ts';
import { deliverOutbox } from '#work/deliver-outbox.ts';
import { retryArrivals } from '#work/retry-arrivals.ts';
import { setUpTeam } from '#work/set-up-team.ts';
import { type Customers, customers } from './customers.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { type PostgresCluster, postgresCluster } from './postgres-cluster.ts';
import { freePort, type Program, startProgram } from './program.ts';
import { checkPromises } from './promises.ts';
import { seededRandom } from './seeded-random.ts';

const secret = 'a secret that only the tests know, long enough';
const rounds = 10;

/** Real time decides where a kill falls; the seed decides everything else. */
const seed = Number(process.env.BATON_TEST_SEED) || Math.floor(Math.random() * 1e9);

type World = {
  environment: Record<string, string>;
  port: number;
  mail: MailServer;
  people: Customers;
  chance: () => number;
  owners: string[];
  start(): Program;
  /** The house in this process, while no server runs; `later` milliseconds from now. */
  inside<T>(deed: (house: House) => Promise<T>, later?: () => number): Promise<T>;
};

function chanceOf(random: number): () => number {
  const bytes = seededRandom(random);
  return () => Buffer.from(bytes(4)).readUInt32LE() / 2 ** 32;
}

async function world(t: TestContext, databaseUrl?: string): Promise<World> {
  t.diagnostic(`BATON_TEST_SEED=${seed} repeats the choices`);
  const chance = chanceOf(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-kill-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const mail = await startMailServer();
  t.after(() => mail.stop());
  const port = await freePort();
  const environment: Record<string, string> = {
    BATON_DATA: folder,
    BATON_SECRET: secret,
    BATON_PROXY: '127.0.0.1',
    MAIL_FROM: 'hello@harbourplumbing.example',
    SMTP_URL: mail.url,
    PORT: String(port),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const running = new Set<Program>();
  t.after(() => Promise.all([...running].map((program) => program.end('SIGKILL'))));
  const inside: World['inside'] = async (deed, later = () => 0) => {
    const settings = readSettings({ ...environment, LOG_LEVEL: 'silent' });
    const house = await openHouse(settings, { now: () => Date.now() + later() });
    try {
      return await deed(house);
    } finally {
      await house.close();
    }
  };
  const { key, owners } = await inside(furnish);
  return {
    environment,
    port,
    mail,
    chance,
    owners,
    people: customers({ key, secret, chance }),
    start() {
      const program = startProgram({ environment });
      running.add(program);
      void program.ended.then(() => running.delete(program));
      return program;
    },
    inside,
  };
}

/** Open at every hour, so that the time at which the test runs makes no difference. */
async function furnish({ env, store }: House): Promise<{ key: string; owners: string[] }> {
  await store.migrate();
  const allDay = [{ from: '00:00', until: '24:00' }];
  const { memberId } = await setUpTeam(env, {
    team: 'Harbour Plumbing',
    country: 'GB',
    zone: 'Europe/London',
    name: 'Ana Reyes',
    email: 'ana@harbourplumbing.example',
    hours: {
      week: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
      seasons: [],
    },
  });
  await env.write(({ db }) => db.updateTable('closed_days').set({ body: '[]' }).execute());
  const owners = [memberId];
  for (let n = 1; n < rounds; n++) {
    const asked = { name: `Member ${n}`, email: `member${n}@harbourplumbing.example`, role: 'member' as const };
    owners.push((await addMember(env, asked, memberId)).member.id);
  }
  const { token } = await addKey(env, { email: 'member1@harbourplumbing.example', scopes: ['read', 'write'] });
  return { key: token, owners };
}

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
async function round(world: World, n: number, trouble?: () => Promise<void>): Promise<void> {
  const { chance, people, mail, port, start } = world;
  mail.fail(troubledMail(chance));
  await world.inside(({ env }) =>
    changeChannel(env, { id: 'website', memberId: world.owners[0]!, change: { owner: world.owners[n]! } }),
  );
  const program = start();
  if (chance() < 0.2) {
    const early = people.load({ port, connections: 4, pause: 5 });
    await pause(chance() * 900);
    await program.end('SIGKILL');
    return early.stop();
  }
  await program.up();
  const load = people.load({ port, connections: 4 + Math.floor(chance() * 20), pause: 15 + chance() * 40 });
  try {
    await pause(150 + chance() * 900);
    if (trouble) {
      await trouble();
      await pause(150 + chance() * 400);
    }
    assert.equal(program.hasEnded(), false, `it ended by itself: ${program.said()}`);
    await program.end('SIGKILL');
  } finally {
    await load.stop();
  }
}

const pause = (time: number) => new Promise<void>((go) => setTimeout(go, time));

/** What was lost on the way is sent again, what was put off is done, as time goes by, and then everything is looked at. */
async function reckoning(t: TestContext, world: World): Promise<void> {
  const { people, mail, port } = world;
  const last = world.start();
  await last.up();
  await people.settle(port);
  assert.equal(await last.end('SIGTERM'), 0, last.said());
  mail.fail();
  let later = 0;
  const kept = await world.inside(
    async ({ env }) => {
      // Leases end after two minutes; what failed or was put off comes again within the hour.
      for (later = 0; later < 3_500_000; later += 120_000) {
        await retryArrivals(env);
        for (let more = 1, turns = 0; more > 0 && turns < 400; turns++) more = await deliverOutbox(env);
      }
      return checkPromises(env.read, people, mail);
    },
    () => later,
  );
  t.diagnostic(JSON.stringify({ ...kept, refused: Object.fromEntries(people.refused) }));
  assert.ok(kept.enquiries > 300 && (kept.letters.accepted ?? 0) > 100, 'there was enough to lose');
}

describe('killed at any moment, nothing that was answered is missing and nothing is doubled', () => {
  test('on SQLite', async (t) => {
    const here = await world(t);
    const file = path.join(here.environment.BATON_DATA!, 'baton.db');
    const stumble = `create trigger stumble before insert on leads when new.asked like '%stumble%'
      begin select raise(abort, 'as planned'); end`;
    onFile(file, (db) => db.exec(stumble));
    for (let n = 0; n < rounds; n++) {
      await round(here, n);
      onFile(file, (db) => {
        assert.equal(db.prepare('pragma integrity_check').get()?.integrity_check, 'ok');
        assert.deepEqual(db.prepare('pragma foreign_key_check').all(), []);
      });
    }
    const failed = onFile(file, (db) => db.prepare("select count(*) as n from arrivals where outcome = 'failed'").get());
    assert.ok(Number(failed?.n) > 0, 'some could not be understood at first');
    onFile(file, (db) => db.exec('drop trigger stumble'));
    await reckoning(t, here);
  });

  test('on PostgreSQL, which is killed itself in some rounds', async (t) => {
    const cluster = await postgresCluster({ durable: true });
    t.after(() => cluster.stop());
    const here = await world(t, cluster.url);
    await onServer(
      cluster,
      `create function stumble() returns trigger language plpgsql as $$ begin raise exception 'as planned'; end $$;
       create trigger stumble before insert on leads for each row when (new.asked like '%stumble%') execute function stumble()`,
    );
    const plug = async () => {
      await cluster.crash();
      await pause(here.chance() * 300);
      await cluster.restart();
    };
    for (let n = 0; n < rounds; n++) await round(here, n, n % 3 === 1 ? plug : undefined);
    const [failed] = await onServer(cluster, "select count(*) as n from arrivals where outcome = 'failed'");
    assert.ok(Number(failed?.n) > 0, 'some could not be understood at first');
    await onServer(cluster, 'drop trigger stumble on leads');
    await reckoning(t, here);
  });
});

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
