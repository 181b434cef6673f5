import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Owed } from './answer-by.ts';
import { answerBy } from './answer-by.ts';
import type { Hours } from './opening-hours.ts';
import { defaultHours, timetable } from './opening-hours.ts';
import { responseRule } from './response-rule.ts';
import { sayer } from './say-time.ts';
import { whyInWords } from './why-in-words.ts';

const split = [
  { from: '08:00', until: '12:00' },
  { from: '13:00', until: '17:30' },
];
const hours: Hours = { ...defaultHours, week: { ...defaultHours.week, wed: split, sat: [{ from: '09:00', until: '12:00' }] } };
const times = timetable(hours, [{ date: '2026-12-25', name: 'Christmas Day' }], 'Europe/London');
const why = (received: string, owed: Partial<Owed> = {}, locale = 'en', rule = responseRule()) =>
  whyInWords(
    answerBy({ receivedAt: Date.parse(`${received}Z`), kind: 'first', source: 'email', ...owed }, rule, times),
    sayer(locale, 'Europe/London'),
    times,
  );

test('open time is accounted for piece by piece', () => {
  assert.equal(why('2026-11-20T10:00'), 'One hour of open time from Friday 10:00.');
  assert.equal(
    why('2026-11-20T16:50'),
    'One hour of open time: 40 minutes until 17:30 on Friday, 20 more on Saturday from 09:00.',
  );
  assert.equal(
    why('2026-11-18T12:20'),
    'Wednesday 12:20 is in the break. One hour of open time: 60 minutes on Wednesday from 13:00.',
  );
});

test('outside opening hours the sentence says in which way', () => {
  assert.equal(
    why('2026-11-20T18:05'),
    'Friday 18:05 is after closing, so by 10:00 on Saturday 21 November, the next working day.',
  );
  assert.equal(why('2026-11-20T06:05'), 'Friday 06:05 is before opening, so by 10:00 on Friday 20 November.');
  assert.match(why('2026-12-25T12:00'), /is on a day when we are closed \(Christmas Day\), so by 10:00 on Saturday 26 December/);
  assert.match(why('2026-11-20T17:05', { source: 'missed-call' }), /is shortly before closing, so by 10:00/);
});

test('same day, hours and on call have their own sentences', () => {
  assert.equal(why('2026-11-20T12:00', { kind: 'again' }), 'The same working day: until we close on Friday at 17:30.');
  assert.match(why('2026-11-20T18:05', { urgent: true, onCall: true }), /somebody is on call: within 15 minutes/);
  assert.match(
    why('2026-11-20T18:05', {}, 'en', responseRule('24-hours')),
    /is Saturday 18:05, when we are closed, so by 09:00 on Monday/,
  );
});

test('German says the same', () => {
  assert.equal(
    why('2026-11-20T18:05', {}, 'de'),
    'Freitag, 18:05 Uhr liegt nach Geschäftsschluss, also bis Samstag, 21. November, 10:00 Uhr (nächster Arbeitstag).',
  );
  assert.equal(
    why('2026-11-20T16:50', {}, 'de'),
    'Eine Stunde Öffnungszeit: 40 Minuten am Freitag bis 17:30 Uhr, weitere 20 Minuten am Samstag ab 09:00 Uhr.',
  );
});
