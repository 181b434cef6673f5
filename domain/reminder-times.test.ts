import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultHours, timetable } from './opening-hours.ts';
import { longerUntil, snoozeTimes } from './reminder-times.ts';

const lunch = [
  { from: '08:00', until: '12:00' },
  { from: '13:00', until: '17:30' },
];
const hours = { ...defaultHours, week: { ...defaultHours.week, mon: lunch, fri: lunch } };
const times = timetable(hours, [{ date: '2026-12-25', name: 'Christmas Day' }], 'Europe/London');
const ms = (wall: string) => Date.parse(`${wall}Z`);
const wall = (at: number) => new Date(at).toISOString().slice(0, 16);
const snoozed = (now: string) => snoozeTimes(ms(now), times).map(wall);

test('two hours later while somebody is there, and 10:00 on the next business day', () => {
  assert.deepEqual(snoozed('2026-11-20T09:30'), ['2026-11-20T11:30', '2026-11-23T10:00']);
  assert.deepEqual(snoozed('2026-11-20T10:30'), ['2026-11-20T13:00', '2026-11-23T10:00'], 'out of the break');
  assert.deepEqual(snoozed('2026-11-20T16:00'), ['2026-11-23T10:00'], 'not after closing');
  assert.deepEqual(snoozed('2026-12-24T17:00'), ['2026-12-28T10:00'], 'not on a holiday');
});

test('the new time is closing of today, else the next morning, an hour ahead at least', () => {
  const longer = (now: string, owed: string) => wall(longerUntil(ms(now), ms(owed), times));
  assert.equal(longer('2026-11-20T10:00', '2026-11-20T11:00'), '2026-11-20T17:30');
  assert.equal(longer('2026-11-20T16:45', '2026-11-20T16:00'), '2026-11-23T10:00');
  assert.equal(longer('2026-11-20T10:00', '2026-11-20T17:30'), '2026-11-23T10:00');
  assert.equal(longer('2026-11-20T10:00', '2026-11-23T10:00'), '2026-11-23T17:30');
  assert.equal(longer('2026-11-21T12:00', '2026-11-20T17:30'), '2026-11-23T10:00', 'asked on a closed day');
});

test('whatever is offered is later than now and than what they have, and in business time', () => {
  const moment = fc.integer({ min: ms('2026-10-20T00:00'), max: ms('2027-04-10T00:00') });
  fc.assert(
    fc.property(moment, moment, (now, owedAt) => {
      const longer = longerUntil(now, owedAt, times);
      assert.ok(longer > now && longer > owedAt);
      for (const at of [longer, ...snoozeTimes(now, times)]) {
        assert.ok(at > now);
        assert.ok(times.isOpen(at) || times.blocksOn(times.dayOf(at)).some(({ until }) => until === at));
      }
    }),
  );
});
