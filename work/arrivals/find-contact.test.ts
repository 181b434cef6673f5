import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enquire, martin, minute, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';

const short = { ...martin, phone: '0770 12' };

eachEngine((engine) => {
  test('a number that cannot be one is shown as it was typed, and identifies nobody', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house, short);
    assert.deepEqual(
      (await rows(house, 'contacts')).map(({ phone, email }) => [phone, email]),
      [['0770 12', martin.email]],
    );
    assert.deepEqual(
      (await rows(house, 'points')).map(({ kind }) => kind),
      ['email'],
    );
    house.time.now += minute;
    const other = await enquire(house, { ...short, name: 'Somebody Else', email: 'else@home.example' });
    assert.notEqual(other.contact_id, lead.contact_id);
  });

  test('a number that can be rung takes its place, and is never given up for one that cannot', async (t) => {
    const house = await engine.house(t);
    await enquire(house, short);
    for (const phone of [martin.phone, '99']) {
      house.time.now += 20 * minute;
      await enquire(house, { ...martin, phone });
      assert.equal((await rows(house, 'contacts'))[0]!.phone, '+447700900118');
    }
  });

  test('words in place of a number are none', async (t) => {
    const house = await engine.house(t);
    await enquire(house, { ...martin, phone: 'none' });
    assert.equal((await rows(house, 'contacts'))[0]!.phone, null);
  });
});
