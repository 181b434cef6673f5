import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import type { Refusal } from '../refusal.ts';
import { sweep } from '../running/sweep.ts';
import { clearAttempts, countAttempt, type Tried } from './attempts.ts';

const minute = 60_000;
const ben: Tried = { kind: 'email', who: 'ben@harbourplumbing.example' };
const from = (who: string): Tried => ({ kind: 'sender', who });

const many = async ({ env }: TestHouse, times: number, ...tried: Tried[]) => {
  for (let i = 0; i < times; i++) await countAttempt(env, tried);
};

eachEngine((engine) => {
  test('ten tries within a quarter of an hour, then a quarter of an hour of none, said with the time', async (t) => {
    const house = await engine.house(t);
    await many(house, 10, ben);
    await assert.rejects(countAttempt(house.env, [ben]), (refusal: Refusal) => {
      assert.equal(refusal.status, 429);
      assert.equal(refusal.message, 'That went wrong too often. You can try again at 10:15.');
      assert.equal(refusal.until, house.time.now + 15 * minute);
      return true;
    });
    house.time.now += 15 * minute - 1;
    await assert.rejects(countAttempt(house.env, [ben]), { status: 429 });
    house.time.now += 1;
    await many(house, 10, ben);
    await assert.rejects(countAttempt(house.env, [ben]), { status: 429 });
  });

  test('tries that are spread over more than a quarter of an hour are not held against anybody', async (t) => {
    const house = await engine.house(t);
    for (let round = 0; round < 4; round++) {
      await many(house, 9, ben);
      house.time.now += 15 * minute;
    }
  });

  test('an address is the same however it is written, and another one has its own count', async (t) => {
    const house = await engine.house(t);
    await many(house, 10, ben);
    await assert.rejects(countAttempt(house.env, [{ kind: 'email', who: ' Ben@HarbourPlumbing.example ' }]), { status: 429 });
    await countAttempt(house.env, [{ ...ben, who: 'ana@harbourplumbing.example' }]);
    await countAttempt(house.env, [{ ...ben, kind: 'password' }]);
  });

  test('one network counts as one sender', async (t) => {
    const house = await engine.house(t);
    for (let i = 0; i < 10; i++) await countAttempt(house.env, [from(`2001:db8:1:2::${i + 1}`)]);
    await assert.rejects(countAttempt(house.env, [from('2001:db8:1:2:ffff::1')]), { status: 429 });
    await countAttempt(house.env, [from('2001:db8:1:3::1')]);
  });

  test('what was right clears its own count, and of a sender takes back the one try', async (t) => {
    const house = await engine.house(t);
    const both = [ben, from('192.0.2.7')];
    await many(house, 9, ...both);
    await countAttempt(house.env, both);
    await house.env.write((tx) => clearAttempts(house.env, tx, both));
    await many(house, 10, ben);
    await countAttempt(house.env, [from('192.0.2.7')]);
    await assert.rejects(countAttempt(house.env, [from('192.0.2.7')]), { status: 429 });
  });

  test('tries made at the same moment cannot slip through together', async (t) => {
    const house = await engine.house(t);
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => countAttempt(house.env, [ben])));
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 10);
  });

  test('the rows name nobody, and are swept once nobody needs them', async (t) => {
    const house = await engine.house(t);
    await many(house, 10, ben, from('192.0.2.7'));
    const rows = await house.env.read.selectFrom('attempts').selectAll().execute();
    assert.equal(rows.length, 2);
    assert.doesNotMatch(JSON.stringify(rows), /harbour|192\.0/);
    await sweep(house.env);
    assert.equal((await house.env.read.selectFrom('attempts').selectAll().execute()).length, 2);
    house.time.now += 2 * 24 * 60 * minute;
    await sweep(house.env);
    assert.equal((await house.env.read.selectFrom('attempts').selectAll().execute()).length, 0);
  });
});
