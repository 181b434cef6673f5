import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { eachEngine } from '#test/harness.ts';
import { Busy, type Db, type Tx } from './engine.ts';
import { inserter, newInserter } from './insert.ts';
import { addMemberRow } from './members.ts';
import type { MemberRow } from './schema.ts';
import { togetherness } from './together.ts';

const addChore = inserter('chores');
const addNewChore = newInserter('chores', ['name']);
const addOwner = inserter('owners');

const chore = (name: string) => ({ name, due_at: 1, lease_until_at: null, started_at: null, finished_at: null, error: null });
const names = async (db: Db) => (await db.selectFrom('chores').select('name').orderBy('name').execute()).map(({ name }) => name);

const ben = {
  id: 'ben',
  name: 'Ben',
  email: 'ben@harbourplumbing.example',
  role: 'member',
  created_at: 1,
} as const satisfies Partial<MemberRow>;
const columns = 'phone zone locale working_days quiet muted covers password_hash totp_secret totp_at recovery removed_at'.split(
  ' ',
);
const benRow = { ...Object.fromEntries(columns.map((column) => [column, null])), ...ben } as unknown as MemberRow;

eachEngine((engine) => {
  test('what a deed has added is there for its next question, and once it is done for everybody', async (t) => {
    const { env } = await engine.house(t, { empty: true });
    await env.write(async (tx) => {
      await addChore(tx.db, chore('a'));
      await addChore(tx.db, chore('b'));
      assert.deepEqual(await names(tx.db), ['a', 'b']);
      await addChore(tx.db, chore('c'));
    });
    assert.deepEqual(await names(env.read), ['a', 'b', 'c']);
  });

  test('more rows than go together are all there', async (t) => {
    const { env } = await engine.house(t, { empty: true });
    const many = Array.from({ length: 95 }, (_, n) => `n${String(n).padStart(2, '0')}`);
    await env.write(async (tx) => {
      for (const name of many) await addChore(tx.db, chore(name));
    });
    assert.deepEqual(await names(env.read), many);
  });

  test('rows that point to each other go together', async (t) => {
    const { env } = await engine.house(t, { empty: true });
    await env.write(async (tx) => {
      await addMemberRow(tx.db, benRow);
      await addOwner(tx.db, { member_id: ben.id, since_at: 1 });
    });
    assert.equal((await env.read.selectFrom('owners').select('member_id').executeTakeFirst())?.member_id, ben.id);
  });

  test('a row that cannot be added is told to whoever wrote, by its own name, and nothing of that deed is kept', async (t) => {
    const { env } = await engine.house(t, { empty: true });
    const breaking = (after: (tx: Tx) => Promise<unknown>) =>
      env.write(async (tx) => {
        await addChore(tx.db, chore('a'));
        await addOwner(tx.db, { member_id: 'nobody', since_at: 1 });
        await after(tx);
      });
    await assert.rejects(
      breaking(async () => {}),
      /foreign key|FOREIGN KEY/,
    );
    await assert.rejects(
      breaking((tx) => names(tx.db)),
      /foreign key|FOREIGN KEY/,
    );
    assert.deepEqual(await names(env.read), []);
    await env.write((tx) => addChore(tx.db, chore('next')));
    assert.deepEqual(await names(env.read), ['next'], 'and the next deed finds everything as it was');
  });

  test('whether a row is new is known where it is asked', async (t) => {
    const { env } = await engine.house(t, { empty: true });
    const added = await env.write(async (tx) => [await addNewChore(tx.db, chore('a')), await addNewChore(tx.db, chore('a'))]);
    assert.deepEqual(added, [true, false]);
    assert.deepEqual(await names(env.read), ['a']);
  });

  test('a deed that goes on after a question that failed is told so, where it lost what it wrote', async (t) => {
    const { env } = await engine.house(t, { empty: true });
    const written = env.write(async (tx) => {
      await addChore(tx.db, chore('a'));
      await tx.db
        .selectFrom('nothing' as 'chores')
        .select('name')
        .execute()
        .catch(() => {});
    });
    const kept = await written.then(
      () => ['a'],
      () => [],
    );
    assert.deepEqual(await names(env.read), kept);
  });

  // SQLite has one connection for all deeds, which do not overlap and cannot lose it.
  if (engine.name === 'postgres') {
    test('a deed whose connection dies has not been done, and the next one gets another', async (t) => {
      const { env } = await engine.house(t, { empty: true });
      const dying = env.write(async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
        await addChore(tx.db, chore('a'));
        await sql`select pg_terminate_backend(${rows[0]!.pid}, 5000)`.execute(env.read);
        await addChore(tx.db, chore('b'));
      });
      await assert.rejects(dying, Busy);
      assert.deepEqual(await names(env.read), []);
      await env.write((tx) => addChore(tx.db, chore('next')));
      assert.deepEqual(await names(env.read), ['next']);
    });

    test('tables that another process has changed are read and written as before', async (t) => {
      const { env } = await engine.house(t, { empty: true });
      const whole = (db: Db) => db.selectFrom('chores').selectAll().execute();
      const deed = (name: string) =>
        env.write(async (tx) => {
          await addChore(tx.db, chore(name));
          return (await whole(tx.db)).length;
        });
      for (let n = 0; n < 5; n++) assert.deepEqual([await deed(`a${n}`), (await whole(env.read)).length], [n + 1, n + 1]);
      await env.write((tx) => sql`alter table chores add column later text`.execute(tx.db));
      for (let n = 5; n < 10; n++) assert.deepEqual([await deed(`a${n}`), (await whole(env.read)).length], [n + 1, n + 1]);
    });

    test('what a deed still asks after it is over reaches no other deed', async (t) => {
      const { env } = await engine.house(t, { empty: true });
      let late: Tx | undefined;
      await env.write(async (tx) => {
        late = tx;
      });
      await assert.rejects(names(late!.db), /over/);
      await assert.rejects(addNewChore(late!.db, chore('late')), /over/);
      assert.deepEqual(await names(env.read), []);
    });
  }
});

test('several inserts become one statement with their places counted on', () => {
  const together = togetherness();
  const a = { sql: 'insert into a (x, y) values ($1, $2)', values: [1, 2] };
  const b = { sql: 'insert into b (z) values ($1)', values: [3] };
  const whole = {
    sql: 'with a0 as (insert into a (x, y) values ($1, $2)), a1 as (insert into b (z) values ($3)) select',
    values: [1, 2, 3],
  };
  assert.deepEqual(together([a, b]), whole);
  assert.deepEqual(together([a]), a);
  assert.deepEqual(together([a, { ...b, values: [4] }]), { ...whole, values: [1, 2, 4] }, 'also from memory');
});
