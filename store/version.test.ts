import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { eachEngine } from '#test/harness.ts';
import { newest } from './migrations.ts';
import { openStore } from './open.ts';

const hands = { now: Date.now, id: () => crypto.randomUUID(), tell: () => {} };

eachEngine((engine) => {
  test('a database that is up to date says the version of the program', async (t) => {
    const { store } = await engine.house(t, { empty: true });
    assert.equal(await store.version(), newest);
    await store.migrate();
    assert.equal(await store.version(), newest);
  });
});

test('an empty folder is version 0', async (t) => {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const store = await openStore({ data }, hands);
  assert.equal(await store.version(), 0);
  await store.close();
});

test('processes that open a new folder at the same moment all find it made', async (t) => {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const deed = `
    const { openStore } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)});
    const store = await openStore({ data: ${JSON.stringify(data)} }, { now: Date.now, id: () => crypto.randomUUID(), tell() {} });
    await store.migrate();
    console.log(await store.version());
    await store.close();`;
  const ends = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', deed], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [said] = await Promise.all([child.stdout.setEncoding('utf8').toArray(), once(child, 'exit')]);
      return said.join('').trim();
    }),
  );
  assert.deepEqual(ends, Array(4).fill(String(newest)));
});
