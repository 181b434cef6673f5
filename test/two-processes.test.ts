import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { changeChannel } from '#work/change-channel.ts';
import { postgresCluster } from './postgres-cluster.ts';
import { freePort } from './program.ts';
import { checkPromises, markIn } from './promises.ts';
import { realHouse } from './real-house.ts';

test('two webs and two clocks on one PostgreSQL take in everything once and send every letter once', async (t) => {
  const cluster = await postgresCluster();
  t.after(() => cluster.stop());
  const house = await realHouse(t, cluster.url);
  const { environment, people, mail, members, chance, key } = house;
  const ports = [house.port, await freePort()];
  const webs = ports.map((port) => house.start({ words: ['web'], environment: { ...environment, PORT: String(port) } }));
  const clocks = [1, 2].map(() => house.start({ words: ['clock'] }));
  await Promise.all(webs.map((web) => web.up()));
  mail.fail(({ at }) => (at === 'message' ? new Promise((go) => setTimeout(go, chance() * 40)) : undefined));
  for (const owner of members.slice(0, 6)) {
    await house.inside(({ env }) => changeChannel(env, { id: 'website', memberId: members[0]!, change: { owner } }));
    const load = people.load({ port: ports, connections: 16, pause: 4 });
    await pause(300);
    await load.stop();
  }
  await people.settle(ports[0]!);
  await sameAtOnce(ports, key);
  const due = async () =>
    house.inside(async ({ env }) => {
      const rows = await env.read.selectFrom('outbox').select('id').where('due_at', '<=', Date.now()).execute();
      return rows.length;
    });
  for (let tries = 0; tries < 150 && (await due()) > 0; tries++) await pause(200);
  // What was answered in the last ten seconds is still held back.
  await pause(10_500);
  for (let tries = 0; tries < 150 && (await due()) > 0; tries++) await pause(200);
  for (const program of [...clocks, ...webs]) assert.equal(await program.end('SIGTERM'), 0, program.said());
  const kept = await house.inside(async ({ env }) => {
    await env.write(({ db }) => db.deleteFrom('idempotency').where('key', '=', 'at once').execute());
    return checkPromises(env.read, people, mail, ['at-once-1.', 'at-once-2.', 'at-once-3.', 'at-once-4.', 'at-once-5.']);
  });
  t.diagnostic(JSON.stringify({ ...kept, refused: Object.fromEntries(people.refused) }));
  assert.equal(kept.notices['came more than once'], undefined, 'no notice came twice');
  assert.equal(kept.letters.unknown, undefined, 'nothing is unknown');
  assert.ok((kept.letters.accepted ?? 0) > 20 && (kept.notices.accepted ?? 0) >= 6);
});
