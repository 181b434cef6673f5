import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { burnAt, fuseOf, fuseOfStep } from './burn.ts';
import { defaultHours, timetable } from './opening-hours.ts';
import { sayer } from './say-time.ts';

const hours = timetable(defaultHours, [], 'Europe/London');
const say = sayer('en-GB', 'Europe/London');
const minute = 60_000;
const hour = 60 * minute;
/** Friday 20 November 2026 in London. */
const at = (h: number, m = 0, day = 20) => Date.UTC(2026, 10, day, h, m);
const owed = (startedAt: number, dueAt: number, second = false) => ({ startedAt, dueAt, second });
/** How it stands, lit now. */
const burnOf = (answer: ReturnType<typeof owed>, now: number) => burnAt(fuseOf(answer, now, hours, say), now);
const burnOfStep = (dueAt: number, waiting: boolean, now: number) => burnAt(fuseOfStep(dueAt, waiting, now, hours, say), now);

test('the bar says what is left, then by how much it is late, and never by colour alone', () => {
  const from = owed(at(14), at(15));
  assert.deepEqual(burnOf(from, at(14, 30)), {
    tone: 'ok',
    words: '30 min left',
    left: 0.5,
    exact: 'by 15:00 on Friday 20 November',
  });
  assert.equal(burnOf(from, at(14, 46)).tone, 'soon');
  const late = burnOf(from, at(16, 12));
  assert.deepEqual([late.tone, late.words], ['late', 'late by 1 h 12 min']);
});

test('over a night only open time burns', () => {
  const overnight = owed(at(17), at(8, 30, 23));
  assert.equal(burnOf(overnight, at(17, 30)).left, 0.5);
  assert.equal(burnOf(overnight, at(3, 0, 22)).left, 0.5);
  assert.equal(burnOf(overnight, at(3, 0, 22)).words, 'by 08:30 tomorrow');
});

test('a second try waits since the first one, said as people say it', () => {
  assert.equal(burnOf(owed(at(9, 0, 17), at(10, 0, 17), true), at(14)).words, 'waiting since Tuesday');
  assert.equal(burnOf(owed(at(9), at(10), true), at(14)).words, 'waiting since 09:00');
});

test('a step says by when, or since when; a waiting one until when', () => {
  assert.equal(burnOfStep(at(16), false, at(10)).words, 'by 16:00');
  assert.equal(burnOfStep(at(16), false, at(15)).tone, 'soon');
  assert.equal(burnOfStep(at(9), false, at(15)).words, 'since 09:00');
  assert.equal(burnOfStep(at(9, 0, 19), false, at(15)).words, 'since yesterday');
  assert.equal(burnOfStep(at(9, 0, 9), false, at(15)).words, 'since Mon 9 Nov');
  assert.deepEqual(burnOfStep(at(9, 0, 25), true, at(15)).words, 'waiting until Wednesday');
});

test('a fuse that was lit earlier burns as one lit now does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 0, max: 300 }),
      (start, length, later) => {
        const startedAt = at(7) + start * minute;
        const dueAt = hours.addOpenMinutes(startedAt, length);
        const now = startedAt + later * minute;
        const lit = burnAt(fuseOf(owed(startedAt, dueAt), startedAt, hours, say), now);
        const fresh = burnOf(owed(startedAt, dueAt), now);
        assert.equal(lit.tone, fresh.tone);
        assert.ok(Math.abs(lit.left - fresh.left) < 1e-9);
        const step = fuseOfStep(dueAt, false, startedAt, hours, say);
        assert.equal(burnAt(step, now).left, burnOfStep(dueAt, false, now).left);
      },
    ),
  );
});

test('less is never left later', () => {
  const fuse = fuseOf(owed(at(14), at(14) + hour), at(14), hours, say);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }), (a, b) => {
      const left = (m: number) => burnAt(fuse, at(14, m)).left;
      assert.ok(a <= b ? left(a) >= left(b) : left(a) <= left(b));
    }),
  );
});
