import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Block, Hours, Week } from './opening-hours.ts';
import { defaultHours, timetable, weekdays } from './opening-hours.ts';

const every = (...blocks: Block[]): Week => Object.fromEntries(weekdays.map((weekday) => [weekday, blocks])) as unknown as Week;
const always: Hours = { week: every({ from: '00:00', until: '24:00' }), seasons: [] };
const withLunch: Hours = {
  week: { ...every({ from: '08:00', until: '12:00' }, { from: '13:00', until: '17:30' }), sun: [] },
  seasons: [],
};
const ms = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const iso = (at: number) => new Date(at).toISOString();
const zones = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kathmandu',
  'America/Havana',
];
const aMinute = 60_000;

test('a day open around the clock lasts as long as its clock says, also when the clocks change', () => {
  const hoursOn = (zone: string, date: string) => {
    const [block] = timetable(always, [], zone).blocksOn(date);
    return (block!.until - block!.from) / 3_600_000;
  };
  const lengths: [string, string, number][] = [
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['America/Santiago', '2026-09-06', 23],
    ['America/Santiago', '2026-04-04', 25],
    ['America/Havana', '2026-11-01', 25],
    ['Asia/Kathmandu', '2026-03-29', 24],
  ];
  for (const [zone, date, length] of lengths) assert.equal(hoursOn(zone, date), length, `${zone} ${date}`);
});

test('a time that the clocks skip is the same stretch later, one that comes twice is the first', () => {
  const london = timetable(defaultHours, [], 'Europe/London');
  assert.equal(iso(london.at('2026-03-29', '01:30')), '2026-03-29T01:30:00.000Z');
  assert.equal(iso(london.at('2026-10-25', '01:30')), '2026-10-25T00:30:00.000Z');
  assert.equal(iso(london.at('2026-10-24', '24:00')), '2026-10-24T23:00:00.000Z');
});

test('blocks that a clock change moves into each other do not count twice', () => {
  const night = {
    week: every({ from: '00:30', until: '01:30' }, { from: '01:30', until: '01:45' }, { from: '02:15', until: '03:00' }),
    seasons: [],
  };
  const blocks = timetable(night, [], 'Europe/London').blocksOn('2026-03-29');
  assert.deepEqual(
    blocks.map(({ from, until }) => [iso(from).slice(11, 16), iso(until).slice(11, 16)]),
    [
      ['00:30', '01:30'],
      ['01:30', '01:45'],
      ['01:45', '02:00'],
    ],
  );
});

test('a season replaces the week between its days, also over New Year', () => {
  const short = every({ from: '10:00', until: '12:00' });
  const times = timetable(
    { week: defaultHours.week, seasons: [{ from: '12-20', until: '01-05', week: short }] },
    [],
    'Europe/London',
  );
  const opening = (date: string) => iso(times.blocksOn(date)[0]?.from ?? 0).slice(11, 16);
  assert.equal(opening('2026-12-18'), '08:00');
  assert.equal(opening('2026-12-20'), '10:00');
  assert.equal(opening('2027-01-05'), '10:00');
  assert.equal(opening('2027-01-06'), '08:00');
});

test('a day that is closed every year is closed from its first date on', () => {
  const times = timetable(defaultHours, [{ date: '2026-12-24', name: 'Christmas Eve', yearly: true }], 'Europe/London');
  assert.deepEqual(
    ['2025-12-24', '2026-12-24', '2027-12-24', '2031-12-24'].map((date) => times.dayOn(date).closed),
    [null, 'Christmas Eve', 'Christmas Eve', 'Christmas Eve'],
  );
});

test('a closed day is no business day and business days are counted past it', () => {
  const times = timetable(defaultHours, [{ date: '2026-12-25', name: 'Christmas Day' }], 'Europe/London');
  assert.equal(times.isBusinessDay('2026-12-25'), false);
  assert.equal(times.dayOn('2026-12-25').closed, 'Christmas Day');
  assert.equal(times.nextBusinessDay('2026-12-24'), '2026-12-28');
  assert.equal(times.addBusinessDays('2026-12-24', 2), '2026-12-29');
  assert.equal(times.addBusinessDays('2026-12-26', 0), '2026-12-28');
  assert.equal(times.addBusinessDays('2026-12-24', 0), '2026-12-24');
});

test('open minutes pass over the break, the night and the weekend', () => {
  const times = timetable(withLunch, [], 'Europe/London');
  const from = ms('2026-11-20T11:50[Europe/London]');
  assert.equal(iso(times.addOpenMinutes(from, 10)), '2026-11-20T12:00:00.000Z');
  assert.equal(iso(times.addOpenMinutes(from, 11)), '2026-11-20T13:01:00.000Z');
  assert.equal(iso(times.addOpenMinutes(from, 10 + 270 + 30)), '2026-11-21T08:30:00.000Z');
  assert.equal(times.openMinutesBetween(from, ms('2026-11-23T08:30[Europe/London]')), 10 + 270 + 510 + 30);
  assert.equal(iso(times.nextOpening(ms('2026-11-21T17:30[Europe/London]'))), '2026-11-23T08:00:00.000Z');
  assert.equal(iso(times.openAt('2026-11-20', '12:30')), '2026-11-20T13:00:00.000Z');
});

test('hours that never open say so where an opening is asked for', () => {
  const times = timetable({ week: every(), seasons: [] }, [], 'Europe/London');
  assert.throws(() => times.nextOpening(0), RangeError);
  assert.throws(() => times.addOpenMinutes(0, 1), RangeError);
});

const blocks = fc.uniqueArray(fc.integer({ min: 0, max: 48 }), { maxLength: 6 }).map((halves) => {
  const sorted = halves
    .toSorted((a, b) => a - b)
    .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
  return Array.from({ length: sorted.length >> 1 }, (_, i) => ({ from: sorted[2 * i]!, until: sorted[2 * i + 1]! }));
});
const weeks = fc
  .tuple(blocks, blocks, blocks, blocks, blocks, blocks, blocks)
  .map(([mon, tue, wed, thu, fri, sat, sun]): Hours => {
    return {
      week: { mon: [...mon, ...(mon.length ? [] : [{ from: '09:00', until: '10:30' }])], tue, wed, thu, fri, sat, sun },
      seasons: [],
    };
  });
const moments = fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2027, 1, 1) });

test('a moment lies in the day that its wall clock names, in every zone', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (zone, at) => {
      const times = timetable(defaultHours, [], zone);
      const day = times.dayAt(at);
      assert.equal(day.date, Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString());
      assert.ok(day.starts <= at && at < day.ends);
      assert.equal(times.dayAt(day.ends), times.dayAfter(day));
    }),
  );
});

test('open is what the wall clock says on days without a clock change', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), weeks, moments, (zone, hours, at) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      fc.pre(zoned.hoursInDay === 24);
      const time = zoned.toPlainTime().toString().slice(0, 5);
      const expected = hours.week[weekdays[zoned.dayOfWeek - 1]!].some(({ from, until }) => from <= time && time < until);
      assert.equal(timetable(hours, [], zone).isOpen(at), expected);
    }),
  );
});

test('after so many open minutes exactly so many open minutes have passed, and it is open or a block has just ended', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), weeks, moments, fc.integer({ min: 1, max: 6000 }), (zone, hours, at, minutes) => {
      const times = timetable(hours, [], zone);
      const end = times.addOpenMinutes(at, minutes);
      assert.equal(times.openTimeBetween(at, end), minutes * aMinute);
      assert.ok(times.isOpen(end - 1));
      const parts = times.openPartsBetween(at, end);
      assert.equal(
        parts.reduce((sum, part) => sum + part.until - part.from, 0),
        minutes * aMinute,
      );
    }),
  );
});
