import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultHours, timetable } from './opening-hours.ts';
import { lastHourOf, weekOf } from './week.ts';

const closed = ['2026-04-03', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01'];
const times = timetable(
  defaultHours,
  closed.map((date) => ({ date, name: 'Closed' })),
  'Europe/London',
);
const week = (wall: string) => weekOf(Date.parse(wall), times);

test('a week goes from Monday to Sunday in the team’s zone, also where the clocks change in it', () => {
  // Sunday 25 October 2026: 02:00 summer time is 01:00 winter time.
  for (const moment of ['2026-10-18T23:00Z', '2026-10-25T12:00Z', '2026-10-25T23:59Z'])
    assert.equal(new Date(week(moment).starts).toISOString(), '2026-10-18T23:00:00.000Z');
  assert.equal(new Date(week('2026-10-26T00:00Z').starts).toISOString(), '2026-10-26T00:00:00.000Z');
});

test('its last business day is Thursday where Friday is a holiday, and none where all is closed', () => {
  assert.equal(week('2026-03-31T10:00Z').lastBusinessDay?.date, '2026-04-02');
  assert.equal(week('2026-11-20T10:00Z').lastBusinessDay?.date, '2026-11-20');
  assert.equal(week('2026-12-30T10:00Z').lastBusinessDay, null);
});

test('the last opening hour ends with the day, and is all of a shorter block', () => {
  const at = (time: string) => Date.parse(`2026-11-20T${time}Z`);
  assert.equal(lastHourOf(times.dayAt(at('12:00'))), at('16:30'));
  const short = timetable(
    { week: { ...defaultHours.week, fri: [{ from: '09:00', until: '09:30' }] }, seasons: [] },
    [],
    'Europe/London',
  );
  assert.equal(lastHourOf(short.dayAt(at('12:00'))), at('09:00'));
});
