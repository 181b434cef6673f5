import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atOnce, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { changeChannel } from './change-channel.ts';

eachEngine((engine) => {
  test('two admins who change different things of a channel at once both have their way', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const change = (one: Parameters<typeof changeChannel>[1]['change']) => () =>
      changeChannel(env, { id: 'website', memberId: cast.ana, change: one });
    const done = await atOnce(
      house,
      (tx) => tx.db.updateTable('channels').set({ checked_at: tx.now }).where('id', '=', 'website').execute(),
      [change({ owner: cast.ben }), change({ checker: cast.ana }), change({ config: { language: 'de' } })],
    );
    assert.equal(done, 3);
    const channel = (await rows(house, 'channels')).find(({ id }) => id === 'website')!;
    assert.deepEqual(
      [JSON.parse(channel.owner_rule), channel.checker_id, JSON.parse(channel.config)],
      [{ fixed: cast.ben }, cast.ana, { language: 'de' }],
    );
  });
});
