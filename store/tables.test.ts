import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '#test/harness.ts';
import { tables } from './tables.ts';

/** Made from other tables, or about the database itself. */
const derived = /^(search(_\w+)?|counters|version)$/;

eachEngine((engine) => {
  test('a backup knows every table of the database', async (t) => {
    const { store } = await engine.house(t, { empty: true });
    const there = (await store.read.introspection.getTables()).map(({ name }) => name).filter((name) => !derived.test(name));
    assert.deepEqual(tables.map(({ name }) => name).sort(), there.sort() as never);
  });

  test('the columns of a key, of bytes and of pointers are there', async (t) => {
    const { store } = await engine.house(t, { empty: true });
    const there = new Map((await store.read.introspection.getTables()).map((table) => [table.name, table.columns]));
    for (const { name, key, blob, self } of tables) {
      const columns = there.get(name)!;
      for (const column of [...key, blob, self])
        if (column)
          assert.ok(
            columns.some((one) => one.name === column),
            `${name}.${column}`,
          );
      const bytes = columns.filter((one) => /^(blob|bytea)$/i.test(one.dataType)).map((one) => one.name);
      assert.deepEqual(bytes, blob ? [blob] : [], `${name} holds bytes in ${bytes}`);
    }
  });
});
