import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { eachEngine } from '#test/harness.ts';
import { migrateToLatest, newest } from './migrations.ts';

/**
 * SHA-256 of each migration that has landed, by its file. A landed one is never changed: a database somewhere has run it. The
 * one that is still being written is not in this list; it gets its line, and a small database of both engines as a fixture,
 * with the commit that lands it.
 */
const landed: Record<string, string> = {
  '0001-foundation.ts': '59a08c484ae20d2cb3b51db6079cf5223fa75e9b94ec89e682b8045c197727e1',
};

const folder = path.join(import.meta.dirname, 'migrations');
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

test('a landed migration is never changed', () => {
  const now = Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(path.join(folder, file)))
        .digest('hex'),
    ]),
  );
  for (const [file, hash] of Object.entries(landed)) assert.equal(now[file], hash, `${file} has landed; write another migration`);
  const still = files.filter((file) => !(file in landed));
  assert.ok(still.length <= 1, `only the newest may still change, not ${still.join(', ')}`);
});

test('migrations are numbered in order, and every file is one of them', () => {
  assert.deepEqual(
    files.sort().map((file) => Number(file.slice(0, 4))),
    Array.from({ length: newest }, (_, n) => n + 1),
  );
});

test('a database of a newer program is left alone', async () => {
  const ways = { keep: async () => assert.fail('nothing to keep'), apply: async () => assert.fail('nothing to apply') };
  await assert.rejects(migrateToLatest(newest + 1, ways), /newer program/);
});

eachEngine((engine) => {
  test('an empty place gets all tables once, and a second time nothing happens', async (t) => {
    const house = await engine.house(t, { empty: true });
    assert.equal(await house.store.version(), newest);
    await house.store.migrate();
    assert.deepEqual(await house.env.read.selectFrom('leads').selectAll().execute(), []);
    assert.deepEqual(await house.env.read.selectFrom('team').selectAll().execute(), []);
  });
});

test('processes that start on a new PostgreSQL database at the same moment all find the tables', async (t) => {
  const admin = process.env.BATON_TEST_PG;
  assert.ok(admin, 'BATON_TEST_PG is not set. Run the tests by npm test: it starts a PostgreSQL of its own.');
  const { default: pg } = await import('pg');
  const { openPostgres } = await import('./postgres.ts');
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  const url = new URL(admin);
  url.pathname = `/${name}`;
  const hands = { now: () => 1, id: () => 'x', tell: () => {} };
  const both = [1, 2, 3].map(() => openPostgres(url.href, hands));
  t.after(() => Promise.all(both.map((store) => store.close())));
  await Promise.all(both.map((store) => store.migrate()));
  for (const store of both) assert.equal(await store.version(), newest);
});
