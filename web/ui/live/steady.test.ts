import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { steady } from './steady.ts';

const rows = (text: string) => text.split('').map((id) => ({ id, section: id < 'm' ? 'above' : 'below' }));
const ids = (some: { id: string }[]) => some.map(({ id }) => id).join('');

test('nobody is at the list: it is what it is', () => {
  const { rows: now, withheld } = steady(rows('abz'), rows('cabz'), []);
  assert.equal(ids(now), 'cabz');
  assert.equal(withheld.length, 0);
});

test('a new row above the one under the cursor is held back, one below it comes', () => {
  const { rows: now, withheld } = steady(rows('abz'), rows('cabyz'), ['b']);
  assert.equal(ids(now), 'abyz');
  assert.equal(ids(withheld), 'c');
});

test('a row that has gone stays where it was until the list is let go', () => {
  const { rows: now, gone } = steady(rows('abz'), rows('az'), ['b']);
  assert.equal(ids(now), 'abz');
  assert.deepEqual([...gone], ['b']);
});

test('a row that moves up to a place above stays in its section', () => {
  const { rows: now } = steady(rows('abxz'), [{ id: 'z', section: 'above' }, ...rows('abx')], ['b']);
  assert.deepEqual(
    now.map(({ id, section }) => id + section),
    ['aabove', 'babove', 'zbelow', 'xbelow'],
  );
});

test('whatever comes and goes, nothing moves down to the lowest row that is held, and nothing is lost', () => {
  const some = fc.uniqueArray(fc.constantFrom(...'abcdefmnopqr'), { minLength: 1 }).map((picked) => rows(picked.sort().join('')));
  fc.assert(
    fc.property(some, some, fc.nat(), fc.nat(), (shown, fresh, one, other) => {
      const held = [one, other].map((n) => shown[n % shown.length]!.id);
      const { rows: now, withheld, gone } = steady(shown, fresh, held);
      const lowest = Math.max(...held.map((id) => shown.findIndex((row) => row.id === id)));
      assert.equal(ids(now.slice(0, lowest + 1)), ids(shown.slice(0, lowest + 1)));
      const there = [...now, ...withheld].map(({ id }) => id).filter((id) => !gone.has(id));
      assert.deepEqual(there.sort(), fresh.map(({ id }) => id).sort());
    }),
  );
});
