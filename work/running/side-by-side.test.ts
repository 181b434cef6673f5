import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Busy } from '#store/engine.ts';
import { sideBySide } from './side-by-side.ts';

test('each is done once, never more than so many at a time', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 12 }), async (many, most) => {
      const done: number[] = [];
      let under = 0;
      let highest = 0;
      await sideBySide(Array(many).keys(), most, async (one) => {
        highest = Math.max(highest, ++under);
        await null;
        done.push(one);
        under--;
      });
      assert.deepEqual(
        done.toSorted((a, b) => a - b),
        [...Array(many).keys()],
      );
      assert.equal(highest, Math.min(many, most));
    }),
  ));

test('one that fails is told once all the others have ended', async () => {
  const ended: number[] = [];
  const deed = async (one: number) => {
    if (one === 1) throw new Error('the first');
    await null;
    if (one === 4) throw new Error('a later one');
    ended.push(one);
  };
  await assert.rejects(sideBySide([1, 2, 3, 4, 5], 2, deed), /the first/);
  assert.deepEqual(ended, [2, 3, 5]);
});

test('where the database takes no writes none is begun any more', async () => {
  let begun = 0;
  const deed = async () => {
    begun++;
    throw new Busy('the disk is full');
  };
  await assert.rejects(sideBySide(Array(200).keys(), 6, deed), Busy);
  assert.equal(begun, 6);
});
