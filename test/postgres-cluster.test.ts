import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import pg from 'pg';
import { postgresCluster } from './postgres-cluster.ts';

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

test('a durable cluster keeps what was committed before it was killed', async (t) => {
  const cluster = await postgresCluster({ durable: true });
  t.after(() => cluster.stop());
  await ask(cluster.url, 'create table kept (n bigint)');
  await ask(cluster.url, 'insert into kept values (7)');
  await cluster.crash();
  await assert.rejects(ask(cluster.url, 'select 1'));
  await cluster.restart();
  assert.deepEqual(await ask(cluster.url, 'select n::int from kept'), [{ n: 7 }]);
  assert.deepEqual(await ask(cluster.url, "select current_setting('fsync') as fsync"), [{ fsync: 'on' }]);
});

test('the PostgreSQL of the package is quick rather than durable, in C order and UTF-8', async (t) => {
  const cluster = await postgresCluster({ from: 'package' });
  t.after(() => cluster.stop());
  const asked = `select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
    datcollate as collation, current_setting('max_connections') as connections from pg_database where datname = 'postgres'`;
  assert.deepEqual(await ask(cluster.url, asked), [{ fsync: 'off', encoding: 'UTF8', collation: 'C', connections: '200' }]);
});

test('a cluster ends with the process that started it, also when that one is killed', async () => {
  const script = `import { postgresCluster } from '#test/postgres-cluster.ts';
    process.stdout.write((await postgresCluster()).url);
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(starter.stdout, 'data')) as [Buffer];
  const client = new pg.Client({ connectionString: String(url) });
  await client.connect();
  client.on('error', () => {});
  const ended = new Promise((resolve) => client.once('end', resolve));
  starter.kill('SIGKILL');
  await ended;
  await assert.rejects(ask(String(url), 'select 1'));
});
