import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { holdPlace } from '#store/open.ts';
import { changeChannel } from '#work/team/change-channel.ts';
import { freePort } from './free-port.ts';
import { postgresCluster } from './postgres-cluster.ts';
import { checkPromises } from './promises.ts';
import { type RealHouse, realHouse } from './real-house.ts';

const pause = (time: number) => new Promise<void>((go) => setTimeout(go, time));

test('two webs and two clocks on one PostgreSQL take in everything once and send every letter once', async (t) => {
  const cluster = await postgresCluster();
  t.after(() => cluster.stop());
  const house = await realHouse(t, cluster.url);
  const { environment, people, mail, members, chance } = house;
  const ports = [house.port, await freePort()] as const;
  const webs = ports.map((port) => house.start({ words: ['web'], environment: { ...environment, PORT: String(port) } }));
  const clocks = [1, 2].map(() => house.start({ words: ['clock'] }));
  await Promise.all(webs.map((web) => web.up()));
  mail.fail(({ at }) => (at === 'message' ? new Promise((go) => setTimeout(go, chance() * 40)) : undefined));
  for (const owner of members.slice(0, 6)) {
    await house.inside(({ env }) => changeChannel(env, { id: 'website', memberId: members[0]!, change: { owner } }));
    const enough = people.answered() + 20;
    const load = people.load({ port: ports, connections: 12, pause: 10 });
    await pause(300);
    await answersOf(people, enough);
    await load.stop();
  }
  await people.settle(ports[0]);
  await sent(house);
  const kept = await house.inside(({ env }) => checkPromises(env.read, people, mail));
  t.diagnostic(JSON.stringify({ ...kept, refused: Object.fromEntries(people.refused) }));
  assert.equal(kept.notices['came more than once'], undefined, 'no notice came twice');
  assert.equal(kept.letters.unknown, undefined, 'of every letter it is known what became of it');
  assert.ok((kept.letters.accepted ?? 0) > 20 && (kept.notices.accepted ?? 0) >= 6, 'there was enough to send');
  await sameAtOnce(house, ports);
  for (const program of [...clocks, ...webs]) assert.equal(await program.end('SIGTERM'), 0, program.said());
});

/** A slow machine takes longer to do as much. */
async function answersOf(people: RealHouse['people'], enough: number): Promise<void> {
  for (let tries = 0; people.answered() < enough; tries++) {
    if (tries === 2_000) assert.fail(`${people.answered()} answers in forty seconds, not ${enough}`);
    await pause(20);
  }
}

/** Waits until every letter to a customer has gone; answers are held back for ten seconds. */
async function sent(house: RealHouse): Promise<void> {
  await house.inside(async ({ env }) => {
    for (let tries = 0; tries < 300; tries++) {
      const left = await env.read
        .selectFrom('outbox')
        .select('id')
        .where((eb) => eb.or([eb('audience', '=', 'customer'), eb('due_at', '<=', Date.now()), eb('state', '=', 'sending')]))
        .where('due_at', 'is not', null)
        .execute();
      if (left.length === 0) return;
      await pause(100);
    }
    assert.fail('letters are left after half a minute');
  });
}

/** The same thing reaches both webs in the same moment. */
async function sameAtOnce({ inside, key }: RealHouse, ports: readonly number[]): Promise<void> {
  const atOnce = (path: string, headers: Record<string, string>, bodies: readonly string[]) =>
    Promise.all(
      ports.map(async (port, n) => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: bodies[n] ?? bodies[0]! });
        return { status: answer.status, text: await answer.text() };
      }),
    );
  const bearer = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const toForm = { accept: 'application/json', 'content-type': 'application/json' };
  const told = async (mark: string) =>
    inside(async ({ env }) => {
      const rows = await env.read.selectFrom('arrivals').selectAll().where('asked', 'like', `%${mark}`).execute();
      return [
        rows.length,
        new Set(rows.map(({ contact_id }) => contact_id)).size,
        new Set(rows.map(({ lead_id }) => lead_id)).size,
      ];
    });
  for (let n = 0; n < 8; n++) {
    const from = (who: string) => ({ name: 'Twin', email: `${who}${n}@twins.example` });
    const enquiry = (who: string, more = {}) =>
      JSON.stringify({ channel: 'email', from: from(who), asked: `At once ${who}-${n}`, ...more });

    const keyed = await atOnce('/api/v1/enquiries', { ...bearer, 'idempotency-key': `at once ${n}` }, [enquiry('key')]);
    assert.ok(
      keyed.every(({ status }) => status === 201 || status === 409),
      JSON.stringify(keyed),
    );
    const good = keyed.filter(({ status }) => status === 201).map(({ text }) => text);
    assert.equal(new Set(good).size, 1, 'the same key has the same answer');
    assert.deepEqual(await told(`key-${n}`), [1, 1, 1]);

    const named = await atOnce('/api/v1/enquiries', bearer, [enquiry('name', { externalId: `at once ${n}` })]);
    assert.deepEqual(
      named.map(({ status }) => status),
      [201, 201],
      JSON.stringify(named),
    );
    assert.deepEqual(await told(`name-${n}`), [1, 1, 1]);

    const form = (text: string, who: string) => JSON.stringify({ ...from(who), message: text });
    const same = await atOnce('/f/website', toForm, [form(`At once form-${n}`, 'form')]);
    assert.deepEqual(
      same.map(({ status }) => status),
      [201, 201],
      JSON.stringify(same),
    );
    assert.deepEqual(await told(`form-${n}`), [1, 1, 1]);

    const two = await atOnce('/f/website', toForm, [form(`First two-${n}`, 'two'), form(`Second two-${n}`, 'two')]);
    assert.deepEqual(
      two.map(({ status }) => status),
      [201, 201],
      JSON.stringify(two),
    );
    assert.deepEqual(await told(`two-${n}`), [2, 1, 1], 'two messages of a new person are one contact and one lead');
  }
}

test('a second server on the same folder says that there is one already, and the first goes on', async (t) => {
  const house = await realHouse(t);
  const first = house.start();
  await first.up();
  const second = house.start({ environment: { ...house.environment, PORT: String(await freePort()) } });
  assert.equal(await second.ended, 1);
  assert.match(second.said(), /^Another Baton is running on .+\. Stop it first\.\s*$/);
  const load = house.people.load({ port: house.port, connections: 2, pause: 5 });
  await pause(200);
  await load.stop();
  await house.people.settle(house.port);
  assert.equal(await first.end('SIGTERM'), 0, first.said());
  const third = house.start();
  await third.up();
});

test('files played in by commands beside a busy server are all there', async (t) => {
  const house = await realHouse(t);
  const { people, port } = house;
  const server = house.start();
  await server.up();
  const load = people.load({ port, connections: 6, pause: 10 });
  const commands = [0, 1, 2].map((who) => {
    const files = Array.from({ length: 20 }, (_, n) => {
      const person = 500_000 + who * 100 + n;
      const mark = `file-${person}.`;
      const body = new URLSearchParams({
        name: `Person ${person}`,
        phone: `+4474${10_000_000 + person}`,
        message: `By file ${mark}`,
      });
      const file = path.join(house.data, `${person}.form`);
      writeFileSync(file, body.toString());
      people.said.set(mark, {
        mark,
        way: 'form',
        person,
        method: 'POST',
        path: '',
        headers: {},
        body: '',
        unanswered: 0,
        answer: null,
      });
      return file;
    });
    return house.start({ words: ['ingest', '--channel', 'website', ...files] });
  });
  for (const command of commands) {
    assert.equal(await command.ended, 0, command.said());
    const lines = command
      .said()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { outcome: string; lead: number; file: string });
    assert.equal(lines.length, 20);
    for (const { outcome, lead, file } of lines) {
      assert.equal(outcome, 'lead', file);
      people.said.get(`file-${path.basename(file, '.form')}.`)!.answer = { status: 201, arrivalId: null, lead };
    }
  }
  await load.stop();
  await people.settle(port);
  await sent(house);
  assert.equal(await server.end('SIGTERM'), 0, server.said());
  const kept = await house.inside(({ env }) => checkPromises(env.read, people, house.mail));
  t.diagnostic(JSON.stringify({ ...kept, refused: Object.fromEntries(people.refused) }));
});

test('a restore keeps out while a server runs, also after PostgreSQL itself was restarted', async (t) => {
  const cluster = await postgresCluster();
  t.after(() => cluster.stop());
  const house = await realHouse(t, cluster.url);
  const place = { data: house.data, databaseUrl: cluster.url };
  const server = house.start();
  await server.up();
  assert.equal(await holdPlace(place, true), null);
  await cluster.crash();
  await cluster.restart();
  let letIn = 0;
  for (let tries = 0; tries < 100; tries++) {
    const release = await holdPlace(place, true);
    if (!release) break;
    await release();
    letIn++;
    await pause(100);
  }
  assert.ok(letIn < 100, 'the server takes its lock again');
  assert.equal(await server.end('SIGTERM'), 0, server.said());
  const release = await holdPlace(place, true);
  assert.ok(release, 'nobody is there any more');
  await release();
});
