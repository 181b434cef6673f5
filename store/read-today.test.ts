import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enquire } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { attentionCounts, attentionOf, leadsForToday } from './read-today.ts';

eachEngine((engine) => {
  test('what presses most stands first, in it what is due first; an owner’s list and every count agree with it', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const wanted = [
      ['step', 3, cast.ana],
      ['late', 9, cast.ben],
      ['undelivered', 7, cast.ana],
      ['late', 2, cast.ana],
      ['wrote-back', 1, cast.ben],
      ['late', 2, cast.ana],
    ] as const;
    const numbers: number[] = [];
    for (const [kind, due, owner] of wanted) {
      const { id, number } = await enquire(house, { name: `Person ${numbers.length}`, email: `p${numbers.length}@home.example` });
      numbers.push(number);
      await env.write((tx) =>
        tx.db
          .updateTable('leads')
          .set({ attention_kind: kind, attention_due_at: due, owner_id: owner, owned_by_id: owner })
          .where('id', '=', id)
          .execute(),
      );
    }
    const order = async (ownerId?: string, limit?: number) =>
      (await leadsForToday(env.read, ownerId, limit)).map(({ number }) => numbers.indexOf(number));
    assert.deepEqual(await order(), [2, 3, 5, 1, 4, 0]);
    assert.deepEqual(await order(cast.ana), [2, 3, 5, 0]);
    assert.deepEqual(await order(undefined, 3), [2, 3, 5]);
    const after = async (index: number, dueAt: number, kind: 'late' | 'step', ownerId?: string) =>
      (await leadsForToday(env.read, ownerId, 9, { kind, dueAt, number: numbers[index]! })).map(({ number }) =>
        numbers.indexOf(number),
      );
    assert.deepEqual(await after(3, 2, 'late'), [5, 1, 4, 0]);
    assert.deepEqual(await after(3, 2, 'late', cast.ana), [5, 0]);
    assert.deepEqual(await after(0, 3, 'step'), []);
    const { own, all } = await attentionOf(env.read, cast.ana);
    assert.deepEqual(Object.fromEntries(all), Object.fromEntries(await attentionCounts(env.read)));
    assert.deepEqual({ late: own.get('late'), back: own.get('wrote-back') }, { late: 2, back: 0 });
  });
});
