import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';

const program = path.join(import.meta.dirname, '../start.ts');
const commands = path.join(import.meta.dirname, '../bin/baton');

type Started = {
  child: ChildProcess;
  said: string[];
  err: string[];
  ended: Promise<number | null>;
  line(n: number): Promise<string>;
};

function baton(t: TestContext, data: string, environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...environment, BATON_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  const err: string[] = [];
  const out = createInterface(child.stdout!).on('line', (line) => said.push(line));
  createInterface(child.stderr!).on('line', (line) => err.push(line));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    said,
    err,
    ended,
    async line(n) {
      while (said.length <= n)
        await Promise.race([once(out, 'line'), ended.then(() => assert.fail(`it ended: ${err.join('\n')}`))]);
      return said[n]!;
    },
  };
}

function folder(t: TestContext): string {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  t.after(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
  return data;
}

test('the first start says where it is and how to set up, is well, and stops when asked to', async (t) => {
  const data = folder(t);
  const { child, ended, line, err } = baton(t, data);
  const [, address] = /^Baton runs at (http:\/\/localhost:\d+)$/.exec(await line(0)) ?? [];
  assert.ok(address);
  assert.match(await line(1), new RegExp(`${address}/setup/[\\w-]{20,}$`));
  const up = await fetch(`${address}/up`);
  assert.deepEqual([up.status, await up.json()], [200, { status: 'ok', database: 'ok', clock: 'ok' }]);

  const second = baton(t, data);
  assert.equal(await second.ended, 1);
  assert.match(second.err.join('\n'), /^Another Baton is running on /);
  if (process.platform !== 'win32')
    for (const name of readdirSync(data))
      assert.equal(statSync(path.join(data, name)).mode & 0o077, 0, `${name} is for one user alone`);

  child.kill('SIGTERM');
  assert.equal(await ended, 0);
  assert.deepEqual(err, []);
});

test('a command beside a server names the address that the server has, and any other that was set', async (t) => {
  const data = folder(t);
  const { child, ended, line } = baton(t, data);
  const address = (await line(0)).replace('Baton runs at ', '');
  const command = (environment: Record<string, string>, ...words: string[]) => {
    const env = { PATH: process.env.PATH, BATON_DATA: data, ...environment };
    const { stdout, stderr } = spawnSync(process.execPath, [commands, ...words, '--json'], { env, encoding: 'utf8' });
    assert.equal(stderr, '');
    return JSON.parse(stdout) as { signIn: string };
  };
  const team = ['--team', 'Harbour Plumbing', '--country', 'GB', '--zone', 'Europe/London', '--name', 'Ana'];
  const { signIn } = command({}, 'setup', ...team, '--email', 'ana@harbourplumbing.example');
  assert.equal((await fetch(signIn)).status, 200);
  const add = (environment: Record<string, string>, name: string) =>
    command(environment, 'member', 'add', '--name', name, '--email', `${name}@harbourplumbing.example`).signIn;
  assert.ok(add({ PORT: '3999' }, 'ben').startsWith(`${address}/`));
  assert.ok(add({ BATON_URL: 'https://baton.example' }, 'tom').startsWith('https://baton.example/'));
  child.kill('SIGTERM');
  await ended;
  assert.ok(add({ PORT: '3999' }, 'vic').startsWith('http://localhost:3999/'));
});

test('a start that cannot be is one plain sentence', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => void taken.close());
  const { port } = taken.address() as { port: number };
  for (const [environment, words] of [
    [{ PORT: String(port) }, /^Port \d+ is taken by another program\. .*PORT\.$/],
    [{ HOST: '300.1.1.1' }, /^Baton cannot listen on 300\.1\.1\.1\. Look at HOST\.$/],
    [{ PORT: 'many' }, /^Some settings cannot be used\.\nPORT is a whole number/],
    [
      { DATABASE_URL: 'postgres://baton:hushhush@127.0.0.1:1/baton' },
      /^The PostgreSQL server of DATABASE_URL does not answer\.$/,
    ],
  ] as const) {
    const { ended, err, said } = baton(t, folder(t), environment);
    assert.equal(await ended, 1);
    assert.match(err.join('\n'), words);
    assert.deepEqual(said, []);
  }
});
