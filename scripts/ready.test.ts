import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';

// Stands in for npm: notes each call, and leaves behind what npm ci does.
const npm = `
  const { appendFileSync, copyFileSync, mkdirSync, rmSync } = require('node:fs');
  appendFileSync('calls', process.argv[2] + '\\n');
  if (process.env.BREAK) process.exit(1);
  rmSync('node_modules', { recursive: true, force: true });
  mkdirSync('node_modules');
  copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`;

// Stands in for the builder of the screens: empties build/ first, as it does.
const builder = `
  const { appendFileSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
  appendFileSync('calls', 'build\\n');
  rmSync('build', { recursive: true, force: true });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  mkdirSync('build/server', { recursive: true });
  writeFileSync('build/server/index.js', '');`;

function checkout(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-ready-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'scripts'));
  mkdirSync(join(folder, 'npm'));
  copyFileSync(join(import.meta.dirname, 'ready.mjs'), join(folder, 'scripts', 'ready.mjs'));
  writeFileSync(join(folder, 'npm', 'npm-cli.js'), npm);
  const lockWith = (version: string) => {
    const packages = { '': {}, 'node_modules/kysely': { version, integrity: version } };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  };
  lockWith('1.0.0');
  return {
    folder,
    lockWith,
    calls: () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n'),
    async ready(extra: Record<string, string> = {}) {
      const env = { ...process.env, npm_execpath: join(folder, 'npm', 'npm-cli.js'), ...extra };
      const child = spawn(process.execPath, [join(folder, 'scripts', 'ready.mjs')], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
      return { said, status: status as number };
    },
  };
}

test('packages are installed once, and again when the lockfile has changed', async (t) => {
  const { ready, calls, lockWith } = checkout(t);
  assert.match((await ready()).said, /^Installing the packages/);
  assert.deepEqual(await ready(), { said: '', status: 0 });
  assert.deepEqual(calls(), ['ci']);
  lockWith('2.0.0');
  await ready();
  assert.deepEqual(calls(), ['ci', 'ci']);
});

test('starts at the same time install once', async (t) => {
  const { ready, calls } = checkout(t);
  const starts = await Promise.all([ready(), ready(), ready()]);
  assert.deepEqual(
    starts.map(({ status }) => status),
    [0, 0, 0],
  );
  assert.deepEqual(calls(), ['ci']);
});

test('starts at the same time build the screens once', async (t) => {
  const { folder, ready, calls } = checkout(t);
  for (const name of ['node_modules/.bin', 'node_modules/@react-router/dev', 'web', 'domain'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['vite.config.ts', 'react-router.config.ts']) writeFileSync(join(folder, name), '');
  copyFileSync(join(folder, 'package-lock.json'), join(folder, 'node_modules', '.package-lock.json'));
  writeFileSync(join(folder, 'node_modules', '@react-router', 'dev', 'bin.cjs'), builder);
  const node = join(folder, 'node_modules', '.bin', 'node');
  if (process.platform === 'win32') writeFileSync(`${node}.cmd`, `@"${process.execPath}" %*`);
  else symlinkSync(process.execPath, node);
  const starts = await Promise.all([ready(), ready(), ready()]);
  assert.deepEqual(
    starts.map(({ status }) => status),
    [0, 0, 0],
    starts.map(({ said }) => said).join(),
  );
  assert.deepEqual(calls(), ['build']);
});

test('what npm was told to install by hand is not installed again', async (t) => {
  const { folder, ready } = checkout(t);
  mkdirSync(join(folder, 'node_modules'));
  copyFileSync(join(folder, 'package-lock.json'), join(folder, 'node_modules', '.package-lock.json'));
  assert.deepEqual(await ready(), { said: '', status: 0 });
});

test('a lock whose holder is dead holds up nobody', async (t) => {
  const { folder, ready } = checkout(t);
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  writeFileSync(join(folder, '.ready.lock'), String(dead.pid));
  assert.equal((await ready()).status, 0);
});

test('an install that fails says so, and is tried again', async (t) => {
  const { ready, calls } = checkout(t);
  const { said, status } = await ready({ BREAK: '1' });
  assert.equal(status, 1);
  assert.match(said, /could not be installed/);
  assert.equal((await ready()).status, 0);
  assert.deepEqual(calls(), ['ci', 'ci']);
});
