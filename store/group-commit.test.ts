import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { eachEngine } from '#test/harness.ts';
import { Busy, type Tx } from './engine.ts';
import { groupCommit, type Ledger } from './group-commit.ts';

const add =
  (name: string, moment = 1) =>
  (tx: Tx) =>
    tx.db
      .insertInto('chores')
      .values({ name, due_at: moment, lease_until_at: null, started_at: null, finished_at: null, error: null })
      .execute();

const names = async (db: Tx['db']) =>
  (await db.selectFrom('chores').select('name').orderBy('name').execute()).map(({ name }) => name);

eachEngine((engine) => {
  test('of deeds that are written together one that fails undoes itself alone', async (t) => {
    const house = await engine.house(t, { empty: true });
    const done = await Promise.allSettled([
      house.env.write(add('a')),
      house.env.write(async (tx) => {
        await add('half')(tx);
        throw new Error('no');
      }),
      house.env.write(add('b')),
      house.env.write(add('a')),
      house.env.write(add('c')),
    ]);
    const settled = done.map(({ status }) => status);
    assert.deepEqual([settled[1], settled[2], settled[4]], ['rejected', 'fulfilled', 'fulfilled']);
    assert.equal(settled.filter((status) => status === 'rejected').length, 2, 'and one of the two with the same name');
    assert.deepEqual(await names(house.env.read), ['a', 'b', 'c']);
  });

  test('a promise settles after the commit: a second connection sees what it says', async (t) => {
    const house = await engine.house(t, { empty: true });
    for (let n = 0; n < 20; n++) {
      await house.env.write(add(`n${n}`));
      assert.equal((await names(house.env.read)).length, n + 1);
    }
  });

  test('what a deed wants told is told once it is on disk, and nothing of one that failed', async (t) => {
    const house = await engine.house(t, { empty: true });
    const heard: string[] = [];
    for (const topic of ['good', 'bad'])
      house.env.news.on(topic, () => {
        heard.push(topic);
      });
    const write = (topic: string, fails: boolean) =>
      house.env.write(async (tx) => {
        tx.after(topic);
        await add(topic)(tx);
        assert.deepEqual(heard, []);
        if (fails) throw new Error('no');
      });
    await Promise.allSettled([write('bad', true), write('good', false)]);
    assert.deepEqual(heard, ['good']);
  });
});

/** A place of its own with the tables in it. */
async function sqliteHouse(t: TestContext) {
  const { mkdtempSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const { openSqlite } = await import('./sqlite.ts');
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'baton.db');
  let n = 0;
  const store = openSqlite(file, { now: () => 1, id: () => `${n++}`, tell: () => {} });
  t.after(() => store.close());
  await store.migrate();
  return { store, file };
}

test('deeds run in the order in which they were asked for, also where one of them fails', async (t) => {
  const { store } = await sqliteHouse(t);
  const order: number[] = [];
  const all = Array.from({ length: 300 }, (_, n) =>
    store
      .write(async (tx) => {
        await add(`n${n}`)(tx);
        if (n % 50 === 7) throw new Error('no');
        return n;
      })
      .then(
        (value) => order.push(value),
        () => {},
      ),
  );
  await Promise.all(all);
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
  );
  assert.equal(order.length, 294);
  assert.equal((await names(store.read)).length, 294);
});

test('what is written is in the file for another process as soon as its promise settles', async (t) => {
  const { store, file } = await sqliteHouse(t);
  const other = new DatabaseSync(file, { readOnly: true });
  t.after(() => other.close());
  await store.write(add('seen'));
  assert.deepEqual(
    other
      .prepare('select name from chores')
      .all()
      .map(({ name }) => name),
    ['seen'],
  );
});

test('more than five thousand waiting writes are refused as busy, and those that wait are done', async (t) => {
  const { store } = await sqliteHouse(t);
  const all = Array.from({ length: 5_003 }, (_, n) => store.write(async () => n));
  const done = await Promise.allSettled(all);
  const refused = done.filter((one) => one.status === 'rejected');
  assert.equal(refused.length, 3);
  assert.ok(refused.every(({ reason }) => reason instanceof Busy));
});

test('while another process writes, a deed waits and is done when that one has finished', async (t) => {
  const { store, file } = await sqliteHouse(t);
  const code = `
    const { parentPort } = require('node:worker_threads');
    const { DatabaseSync } = require('node:sqlite');
    const db = new DatabaseSync(${JSON.stringify(file)});
    db.exec("begin immediate; insert into chores (name, due_at) values ('theirs', 1)");
    parentPort.postMessage('holding');
    parentPort.once('message', () => { db.exec('commit'); db.close(); parentPort.close(); });`;
  const worker = new Worker(code, { eval: true });
  await once(worker, 'message');
  const ours = store.write(async (tx) => {
    await add('ours')(tx);
    return names(tx.db);
  });
  worker.postMessage('go on');
  assert.deepEqual(await ours, ['ours', 'theirs']);
  await worker.terminate();
});

test('a database that never becomes free is busy after a while, and free again later', async () => {
  let free = false;
  const said: string[] = [];
  const ledger: Ledger = {
    begin: () => free,
    commit: () => void said.push('commit'),
    rollback: () => void said.push('rollback'),
    save: () => {},
    release: () => {},
    undo: () => true,
  };
  const write = groupCommit({} as Tx['db'], ledger, { now: () => 1, id: () => 'x', tell: () => {} }, 1);
  await assert.rejects(
    write(async () => 1),
    (error) => error instanceof Busy,
  );
  free = true;
  assert.equal(await write(async () => 2), 2);
  assert.deepEqual(said, ['rollback', 'commit']);
});

test('a commit that fails is told to everybody in the batch', async () => {
  const ledger: Ledger = {
    begin: () => true,
    commit: () => {
      throw new Error('the disk is full');
    },
    rollback: () => {},
    save: () => {},
    release: () => {},
    undo: () => true,
  };
  const told: string[] = [];
  const write = groupCommit({} as Tx['db'], ledger, { now: () => 1, id: () => 'x', tell: (topics) => void told.push(...topics) });
  const done = await Promise.allSettled([1, 2, 3].map(() => write(async (tx) => tx.after('leads'))));
  assert.ok(done.every((one) => one.status === 'rejected' && one.reason instanceof Busy));
  assert.deepEqual(told, []);
});

test('however many wait, what comes from outside is heard between two batches', async (t) => {
  const { store } = await sqliteHouse(t);
  let turns = 0;
  const count = () => {
    turns++;
    ticking = setImmediate(count);
  };
  let ticking = setImmediate(count);
  t.after(() => clearImmediate(ticking));
  await Promise.all(Array.from({ length: 2_000 }, (_, n) => store.write(add(`n${n}`))));
  clearImmediate(ticking);
  assert.ok(turns >= 7, `in ${turns} turns`);
});
