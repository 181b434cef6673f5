import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { matches } from '#store/search.ts';
import { eachEngine } from '#test/harness.ts';
import { receive } from '#work/arrivals/receive.ts';
import { chores } from './chores.ts';
import { startClock } from './start-clock.ts';

const anHour = 3_600_000;

eachEngine((engine) => {
  test('whoever has just asked is found by their words without waiting for the next round', async (t) => {
    const house = await engine.house(t);
    const { env } = house;
    const first = Promise.withResolvers<void>();
    const rounds = chores
      .filter(({ name }) => name === 'index for search')
      .map((chore) => ({ ...chore, every: anHour, run: (on: typeof env) => chore.run(on).then(() => first.resolve()) }));
    const clock = startClock(env, rounds);
    t.after(() => clock.stop());
    const found = async () => {
      const boiler = matches(env.read, ['boiler'], null);
      const rows = await env.read.selectFrom('leads').select('number').where('number', 'in', boiler).execute();
      return rows.map(({ number }) => number);
    };
    await first.promise;
    assert.deepEqual(await found(), []);
    const body = new TextEncoder().encode('name=Martin+Hale&email=martin%40hale.example&message=Boiler+making+a+knocking+noise');
    await receive(env, 'website', { body, contentType: 'application/x-www-form-urlencoded', receivedAt: house.time.now });
    for (let tries = 0; tries < 400 && (await found()).length === 0; tries++) await pause(25);
    assert.deepEqual(await found(), [1001]);
  });
});
