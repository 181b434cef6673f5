import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayer, saySpan } from './say-time.ts';

const at = (wall: string) => Date.parse(`${wall}Z`);
const now = at('2026-11-20T14:20');
const monday = at('2026-11-23T10:00');
const british = sayer('en', 'Europe/London');
const german = sayer('de-DE', 'Europe/London');
const american = sayer('en-US', 'Europe/London');

test('a letter always carries weekday and date', () => {
  assert.equal(british.by(monday), 'by 10:00 on Monday 23 November');
  assert.equal(german.by(monday), 'bis Montag, 23. November, 10:00 Uhr');
  assert.equal(german.dayClock(monday), 'Montag, 23. November, um 10:00 Uhr');
  assert.equal(american.by(monday), 'by 10:00 am on Monday, November 23');
  assert.equal(american.clock(at('2026-11-23T00:05')), '12:05 am');
  assert.equal(british.clock(at('2026-11-23T00:05')), '00:05');
});

test('a screen says today, tomorrow and the weekday, and beyond six days the date', () => {
  const said = (wall: string) => [british.nearClock(at(wall), now), german.nearClock(at(wall), now)];
  assert.deepEqual(said('2026-11-20T10:00'), ['10:00 today', 'heute um 10:00 Uhr']);
  assert.deepEqual(said('2026-11-21T10:00'), ['10:00 tomorrow', 'morgen um 10:00 Uhr']);
  assert.deepEqual(said('2026-11-19T10:00'), ['10:00 yesterday', 'gestern um 10:00 Uhr']);
  assert.deepEqual(said('2026-11-26T10:00'), ['10:00 on Thursday', 'Donnerstag um 10:00 Uhr']);
  assert.deepEqual(said('2026-11-27T10:00'), ['10:00 on Friday 27 November', 'Freitag, 27. November, um 10:00 Uhr']);
  assert.deepEqual(said('2026-11-13T10:00'), ['10:00 on Friday 13 November', 'Freitag, 13. November, um 10:00 Uhr']);
  assert.deepEqual(said('2027-01-04T10:00'), ['10:00 on Monday 4 January 2027', 'Montag, 4. Januar 2027, um 10:00 Uhr']);
  assert.equal(british.byNear(monday, now), 'by 10:00 on Monday');
  assert.equal(german.byNear(now, now), 'bis heute, 14:20 Uhr');
});

test('today is the day of the zone, not of the machine', () => {
  const kathmandu = sayer('en-GB', 'Asia/Kathmandu');
  assert.equal(kathmandu.nearClock(at('2026-11-20T18:20'), at('2026-11-20T18:00')), '00:05 tomorrow');
});

test('rows have short times', () => {
  assert.equal(british.short(at('2026-11-20T18:05')), 'Fri 18:05');
  assert.equal(german.short(at('2026-11-20T18:05')), 'Fr 18:05');
  assert.equal(british.shortDate(at('2026-11-19T15:42')), 'Thu 19 Nov, 15:42');
  assert.equal(american.shortDate(at('2026-11-19T15:42')), 'Thu Nov 19, 3:42 pm');
});

test('a weekday alone names a day only where no other could be meant', () => {
  assert.equal(british.nearShort(at('2026-11-16T08:00'), now), 'Mon 08:00');
  assert.equal(british.nearShort(at('2026-11-24T10:00'), now), 'Tue 10:00');
  assert.equal(british.nearShort(at('2026-11-11T12:40'), now), 'Wed 11 Nov, 12:40');
  assert.equal(german.nearShort(at('2026-12-01T10:00'), now), 'Di 1. Dez., 10:00');
});

test('spans are said in the unit that matters', () => {
  const minutes = (n: number) => n * 60_000;
  assert.equal(saySpan(minutes(0.5)), 'less than a minute');
  assert.equal(saySpan(minutes(14)), '14 min');
  assert.equal(saySpan(minutes(72)), '1 h 12 min');
  assert.equal(saySpan(minutes(72), 'de'), '1 Std. 12 Min.');
  assert.equal(saySpan(minutes(120)), '2 h');
  assert.equal(saySpan(minutes(29 * 60)), '1 day 5 h');
  assert.equal(saySpan(minutes(77 * 60)), '3 days');
  assert.equal(saySpan(minutes(77 * 60), 'de'), '3 Tage');
});
