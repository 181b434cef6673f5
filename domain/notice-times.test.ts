import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextBundle, noticeTimes } from './notice-times.ts';
import { defaultHours, timetable } from './opening-hours.ts';

const hours = { ...defaultHours, week: { ...defaultHours.week, sat: [{ from: '09:00', until: '12:00' }] } };
const times = timetable(hours, [], 'Europe/London');
const ms = (wall: string) => Date.parse(`${wall}Z`);
const wall = (at: number) => new Date(at).toISOString().slice(0, 16);

test('half and three quarters are parts of the open time', () => {
  const friday = noticeTimes({ startedAt: ms('2026-11-20T16:50'), dueAt: ms('2026-11-21T09:20'), toldDueAt: null }, times);
  assert.equal(wall(friday.half), '2026-11-20T17:20');
  assert.equal(wall(friday.threeQuarters), '2026-11-21T09:05');
  assert.equal(friday.beforeTold, null);
});

test('at night, when somebody on call answers, they are parts of the elapsed time', () => {
  const night = noticeTimes({ startedAt: ms('2026-11-20T22:00'), dueAt: ms('2026-11-20T22:20'), toldDueAt: null }, times);
  assert.equal(wall(night.half), '2026-11-20T22:10');
  assert.equal(wall(night.threeQuarters), '2026-11-20T22:15');
});

test('a time that was told later has its own moment ten minutes before', () => {
  const clock = { startedAt: ms('2026-11-20T10:00'), dueAt: ms('2026-11-20T11:00') };
  assert.equal(wall(noticeTimes({ ...clock, toldDueAt: ms('2026-11-20T15:00') }, times).beforeTold!), '2026-11-20T14:50');
  assert.equal(noticeTimes({ ...clock, toldDueAt: ms('2026-11-20T11:05') }, times).beforeTold, null);
});

test('bundles come at 11:30 and 16:00 on business days while somebody is there', () => {
  assert.equal(wall(nextBundle(ms('2026-11-20T09:00'), times)), '2026-11-20T11:30');
  assert.equal(wall(nextBundle(ms('2026-11-20T11:30'), times)), '2026-11-20T16:00');
  assert.equal(wall(nextBundle(ms('2026-11-20T16:00'), times)), '2026-11-21T11:30');
  assert.equal(wall(nextBundle(ms('2026-11-21T11:30'), times)), '2026-11-23T11:30');
  const week = { ...defaultHours.week, fri: [{ from: '18:00', until: '23:00' }] };
  const evening = timetable({ week, seasons: [] }, [], 'Europe/London');
  assert.equal(wall(nextBundle(ms('2026-11-20T09:00'), evening)), '2026-11-20T18:00');
});

test('the moments of a clock follow each other', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: ms('2026-10-01T00:00'), max: ms('2026-12-01T00:00') }),
      fc.integer({ min: 0, max: 9e8 }),
      (startedAt, length) => {
        const { half, threeQuarters, due } = noticeTimes({ startedAt, dueAt: startedAt + length, toldDueAt: null }, times);
        assert.ok(startedAt <= half && half <= threeQuarters && threeQuarters <= due);
      },
    ),
  );
});
