import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { readSettings } from '#settings.ts';
import { openHouse } from '#start.ts';
import { eachEngine } from '#test/harness.ts';
import { type Check, doctor } from './doctor.ts';
import { heartbeat } from './heartbeat.ts';

const inWords = (error: unknown) => (error as Error).message;
const stateOf = (checks: Check[]) => Object.fromEntries(checks.map(({ name, state }) => [name, state]));

async function mailServer(t: TestContext, greeting: string): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => {}).end(greeting)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => void server.close());
  return `smtp://ana:hushhush@127.0.0.1:${(server.address() as { port: number }).port}`;
}

eachEngine((engine) => {
  test('a house that is well has nothing bad, and what needs a look has a cure', async (t) => {
    const house = await engine.house(t, { settings: { SMTP_URL: await mailServer(t, '220 mail.example\r\n') } });
    await heartbeat(house.env);
    const checks = await doctor({ settings: house.settings, inWords, open: async () => ({ ...house, close: async () => {} }) });
    const { Backup, ...rest } = stateOf(checks);
    assert.equal(Backup, 'attention');
    assert.deepEqual([...new Set(Object.values(rest))], ['ok'], JSON.stringify(checks));
    for (const { state, cure } of checks) assert.equal(cure !== undefined, state !== 'ok');
    assert.doesNotMatch(JSON.stringify(checks), /hushhush|a secret that only/);
  });

  test('a clock that stands and letters that were kept are pointed out', async (t) => {
    const house = await engine.house(t);
    const checks = await doctor({ settings: house.settings, inWords, open: async () => ({ ...house, close: async () => {} }) });
    assert.equal(stateOf(checks).Clock, 'attention');
    assert.equal(stateOf(checks).Mail, 'attention');
  });

  test('no team is no illness', async (t) => {
    const house = await engine.house(t, { empty: true });
    const checks = await doctor({ settings: house.settings, inWords, open: async () => ({ ...house, close: async () => {} }) });
    assert.equal(stateOf(checks).Team, 'attention');
    assert.ok(!checks.some(({ state }) => state === 'bad'));
  });
});

test('a damaged file, a mail server that is none and an empty place are told apart', async (t) => {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const settings = readSettings({ BATON_DATA: data, SMTP_URL: await mailServer(t, 'HTTP/1.1 400\r\n') });
  const look = () => doctor({ settings, inWords, open: () => openHouse(settings) });
  const empty = stateOf(await look());
  assert.deepEqual([empty.Database, empty.Mail, empty.Address], ['attention', 'bad', 'attention']);
  const folderOf = async (place: string) =>
    stateOf(await doctor({ settings: { ...settings, data: place }, inWords, open: () => openHouse(settings) }))['Data folder'];
  assert.equal(await folderOf(path.join(data, 'not', 'yet')), 'attention');
  writeFileSync(path.join(data, 'file'), '');
  assert.equal(await folderOf(path.join(data, 'file', 'below')), 'bad');
  writeFileSync(path.join(data, 'baton.db'), 'no database at all, but long enough to be looked at'.repeat(20));
  assert.equal(stateOf(await look()).Database, 'bad');
});
