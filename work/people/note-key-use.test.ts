import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const minute = 60_000;

eachEngine((engine) => {
  test('when a key was last used is kept to the hour; that of another is not', async (t) => {
    const { tell, env, time } = await apiHouse(engine, t);
    const used = async () => {
      const keys = await env.read.selectFrom('keys').select('used_at').orderBy('created_at').orderBy('id').execute();
      return keys.map(({ used_at }) => used_at);
    };
    assert.deepEqual(await used(), [null, null, null]);
    const first = time.now;
    await tell('GET', '/today');
    time.now += 59 * minute;
    await tell('GET', '/today');
    assert.deepEqual(await used(), [first, null, null]);
    time.now += minute;
    await tell('GET', '/today');
    assert.deepEqual(await used(), [first + 60 * minute, null, null]);
  });

  test('a key is good for reading also while nothing can be written', async (t) => {
    const { tell, env } = await apiHouse(engine, t);
    env.write = () => Promise.reject(new Error('the disk is full'));
    assert.equal((await tell('GET', '/today')).status, 200);
  });
});
