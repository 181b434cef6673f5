import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BadInput } from './bad-input.ts';
import { hoursInWords, readHoursInWords } from './hours-in-words.ts';
import { type Week, weekdays } from './opening-hours.ts';

const morning = { from: '08:00', until: '12:00' };
const afternoon = { from: '13:00', until: '17:30' };

test('a week with a lunch break and a Saturday is read as it is said', () => {
  const { week } = readHoursInWords('Mon-Fri 08:00-12:00,13:00-17:30; Sat 09:00-12:00');
  assert.deepEqual(week.mon, [morning, afternoon]);
  assert.deepEqual(week.fri, [morning, afternoon]);
  assert.deepEqual(week.sat, [{ from: '09:00', until: '12:00' }]);
  assert.deepEqual(week.sun, []);
});

test('long names, dashes of typographers, bare hours and German days are understood', () => {
  for (const text of [
    'Monday to Friday 8–17',
    'mon-fri: 8:00 - 17:00',
    'Mo.-Fr. 8.00 bis 17.00',
    'Mon, Tue, Wed and Thurs 8-17; friday 8-17',
  ])
    assert.equal(hoursInWords(readHoursInWords(text)), 'Mon-Fri 08:00-17:00', text);
});

test('what runs over midnight goes on the next morning', () => {
  const { week } = readHoursInWords('Sun 22:00-02:00; Fri-Mon 10:00-12:00');
  assert.deepEqual(week.sun, [
    { from: '10:00', until: '12:00' },
    { from: '22:00', until: '24:00' },
  ]);
  assert.deepEqual(week.mon[0], { from: '00:00', until: '02:00' });
  assert.deepEqual(week.tue, []);
});

test('no days named means every day, and a day may be called closed', () => {
  assert.equal(hoursInWords(readHoursInWords('08:00-12:00')), 'Mon-Sun 08:00-12:00');
  assert.equal(hoursInWords(readHoursInWords('Mon-Sat 9-12; Sun closed')), 'Mon-Sat 09:00-12:00');
});

test('what cannot be hours is refused with the words at fault', () => {
  for (const [text, words] of [
    ['', 'never open'],
    ['Mon closed', 'never open'],
    ['Moonday 08:00-12:00', 'moonday'],
    ['Mon-Fri', 'no times'],
    ['Mon 25:00-26:00', '25:00'],
    ['Mon 08:00', '08:00'],
    ['Mon-Wed-Fri 08:00-12:00', 'not a day'],
    ['Mon 08:00-12:00; Mon 11:00-13:00', 'overlap'],
  ] as const)
    assert.throws(
      () => readHoursInWords(text),
      (error: unknown) => error instanceof BadInput && error.field === 'hours' && error.message.includes(words),
      text,
    );
});

test('whatever week is said is read back the same', () => {
  const quarter = fc
    .integer({ min: 0, max: 96 })
    .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
  const day = fc.uniqueArray(quarter, { minLength: 0, maxLength: 6 }).map((times) => {
    const sorted = times.sort();
    return sorted.flatMap((from, index) => (index % 2 === 0 && sorted[index + 1] ? [{ from, until: sorted[index + 1]! }] : []));
  });
  const week = fc
    .tuple(day, day, day, day, day, day, day)
    .map((days) => Object.fromEntries(weekdays.map((name, i) => [name, days[i]])) as Week);
  fc.assert(
    fc.property(
      week.filter((one) => weekdays.some((name) => one[name].length > 0)),
      (one) => assert.deepEqual(readHoursInWords(hoursInWords({ week: one })).week, one),
    ),
  );
});
