import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Settings } from '#settings.ts';
import { seededRandom } from '#test/seeded-random.ts';
import { seal, unseal } from './seal.ts';

const house = (secret: string) => ({ settings: { secret } as Settings & { secret: string }, random: seededRandom(7) });
const ours = house('a secret that only the tests know, long enough');

test('what is sealed opens again for its own row, and is not to be read before', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (text, row) => {
      const sealed = seal(ours, row, text);
      assert.equal(unseal(ours, row, sealed), text);
      assert.ok(text.length < 4 || !sealed.includes(text));
    }),
  );
});

test('a sealed secret opens for no other row, with no other BATON_SECRET, and not once it was changed', () => {
  const sealed = seal(ours, 'row-1', 'JBSWY3DPEHPK3PXP');
  assert.equal(unseal(ours, 'row-2', sealed), null);
  assert.equal(unseal(house('another secret, which is long enough too'), 'row-1', sealed), null);
  for (let i = 0; i < sealed.length; i++) {
    const changed = sealed.slice(0, i) + (sealed[i] === 'A' ? 'B' : 'A') + sealed.slice(i + 1);
    assert.notEqual(unseal(ours, 'row-1', changed), 'another text');
    if (i < sealed.length - 1) assert.equal(unseal(ours, 'row-1', changed), null, `changed at ${i}`);
  }
  for (const bad of ['', '.', 'x', `${sealed}.x`, sealed.slice(0, 20)]) assert.equal(unseal(ours, 'row-1', bad), null);
});

test('the same text is never sealed the same way twice', () => {
  assert.notEqual(seal(ours, 'row-1', 'a text'), seal(ours, 'row-1', 'a text'));
});
