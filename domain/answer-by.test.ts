import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Owed } from './answer-by.ts';
import { afterHours, answerBy } from './answer-by.ts';
import type { Block, ClosedDay, Hours, Timetable, Week } from './opening-hours.ts';
import { defaultHours, timetable, weekdays } from './opening-hours.ts';
import type { ResponseRule, Within } from './response-rule.ts';
import { responseRule } from './response-rule.ts';

const zone = 'Europe/London';
const rule = responseRule();
const week = (...blocks: Block[]) => Object.fromEntries(weekdays.map((weekday) => [weekday, blocks])) as unknown as Week;
const workWeek = (...blocks: Block[]): Hours => ({ week: { ...week(...blocks), sat: [], sun: [] }, seasons: [] });
const office = timetable(defaultHours, [{ date: '2026-12-25', name: 'Christmas Day' }], zone);
const withLunch = timetable(workWeek({ from: '08:00', until: '12:00' }, { from: '13:00', until: '17:30' }), [], zone);

const at = (wall: string, where = zone) => Temporal.PlainDateTime.from(wall).toZonedDateTime(where).epochMilliseconds;
const wall = (ms: number, where = zone) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(where).toPlainDateTime().toString({ smallestUnit: 'minute' });
const due = (received: string, owed: Partial<Owed> = {}, times: Timetable = office, by: ResponseRule = rule) =>
  wall(answerBy({ receivedAt: at(received, times.zone), kind: 'first', source: 'email', ...owed }, by, times).dueAt, times.zone);

// 20 November 2026 is a Friday.
test('in opening hours an answer is due after an hour of open time', () => {
  assert.equal(due('2026-11-20T08:00'), '2026-11-20T09:00');
  assert.equal(due('2026-11-20T16:30'), '2026-11-20T17:30');
  assert.equal(due('2026-11-20T16:50'), '2026-11-23T08:20');
});

test('outside opening hours an answer is due by 10:00 on the first business day still to open', () => {
  assert.equal(due('2026-11-20T07:59'), '2026-11-20T10:00');
  assert.equal(due('2026-11-20T17:30'), '2026-11-23T10:00');
  assert.equal(due('2026-11-20T18:05'), '2026-11-23T10:00');
  assert.equal(due('2026-11-22T12:00'), '2026-11-23T10:00');
  assert.equal(due('2026-12-24T18:00'), '2026-12-28T10:00');
  assert.equal(due('2026-12-25T09:00'), '2026-12-28T10:00');
});

test('a business that opens late has the minutes of the rule after opening, and never beyond closing', () => {
  const late = timetable(workWeek({ from: '09:30', until: '17:00' }), [], zone);
  assert.equal(due('2026-11-20T18:05', {}, late), '2026-11-23T10:30');
  const early = timetable(workWeek({ from: '07:00', until: '09:30' }), [], zone);
  assert.equal(due('2026-11-20T18:05', {}, early), '2026-11-23T09:30');
  const evening = timetable(workWeek({ from: '18:00', until: '18:30' }), [], zone);
  assert.equal(due('2026-11-20T12:00', {}, evening), '2026-11-20T18:30');
});

test('a break is not outside: it counts from the next block', () => {
  assert.equal(due('2026-11-20T12:20', {}, withLunch), '2026-11-20T14:00');
  assert.equal(due('2026-11-20T11:50', {}, withLunch), '2026-11-20T13:50');
  assert.equal(due('2026-11-20T11:00', {}, withLunch), '2026-11-20T12:00');
});

test('a time that falls into a break becomes the beginning of the next block', () => {
  const split = timetable(workWeek({ from: '08:00', until: '09:30' }, { from: '14:00', until: '18:00' }), [], zone);
  assert.equal(due('2026-11-20T19:00', {}, split), '2026-11-23T14:00');
  assert.equal(wall(afterHours(at('2026-11-18T10:00'), 48, split).dueAt), '2026-11-20T14:00');
});

test('hours elapse, and where they end closed there is one more after the next opening', () => {
  const day = responseRule('24-hours');
  assert.equal(due('2026-11-19T15:00', {}, office, day), '2026-11-20T15:00');
  assert.equal(due('2026-11-19T17:30', {}, office, day), '2026-11-20T17:30');
  assert.equal(due('2026-11-20T14:00', {}, office, day), '2026-11-23T09:00');
  assert.equal(due('2026-11-19T07:10', {}, office, day), '2026-11-20T09:00');
  assert.equal(wall(afterHours(at('2026-11-20T14:00'), 48, office).dueAt), '2026-11-23T09:00');
});

test('a missed call is returned the same business day, but not in its last hour', () => {
  const missed = { source: 'missed-call' as const };
  assert.equal(due('2026-11-20T06:00', missed), '2026-11-20T17:30');
  assert.equal(due('2026-11-20T16:29', missed), '2026-11-20T17:30');
  assert.equal(due('2026-11-20T16:30', missed), '2026-11-23T10:00');
  assert.equal(due('2026-11-20T19:00', missed), '2026-11-23T10:00');
  assert.equal(due('2026-11-21T09:00', missed), '2026-11-23T10:00');
});

test('a later message is answered the same business day, but not in its last two hours', () => {
  const again = { kind: 'again' as const };
  assert.equal(due('2026-11-20T15:29', again), '2026-11-20T17:30');
  assert.equal(due('2026-11-20T15:30', again), '2026-11-23T10:00');
  assert.equal(due('2026-11-20T15:30', { ...again, source: 'missed-call' }), '2026-11-23T10:00');
});

test('on a day shorter than the last minutes, what came before opening is for that day and the rest for the next', () => {
  const short = timetable(workWeek({ from: '09:00', until: '10:30' }), [], zone);
  const again = { kind: 'again' as const };
  assert.equal(due('2026-11-20T08:45', again, short), '2026-11-20T10:30');
  assert.equal(due('2026-11-20T09:00', again, short), '2026-11-23T10:00');
});

test('an exception of a channel goes before one of its source, and both before the rule', () => {
  const by = { ...rule, exceptions: { whatsapp: { minutes: 15 }, c7: { minutes: 5 }, 'missed-call': { minutes: 30 } } };
  assert.equal(due('2026-11-20T10:00', { source: 'whatsapp' }, office, by), '2026-11-20T10:15');
  assert.equal(due('2026-11-20T10:00', { source: 'whatsapp', channel: 'c7' }, office, by), '2026-11-20T10:05');
  assert.equal(due('2026-11-20T10:00', { source: 'missed-call', channel: 'c8' }, office, by), '2026-11-20T10:30');
  assert.equal(due('2026-11-20T10:00', { source: 'whatsapp', kind: 'again' }, office, by), '2026-11-20T17:30');
});

test('urgent is within minutes while open, and at any hour where somebody is on call', () => {
  assert.equal(due('2026-11-20T10:00', { urgent: true }), '2026-11-20T10:15');
  assert.equal(due('2026-11-20T18:05', { urgent: true }), '2026-11-23T10:00');
  assert.equal(due('2026-11-20T18:05', { urgent: true, onCall: true }), '2026-11-20T18:20');
  assert.equal(due('2026-11-20T17:25', { urgent: true, onCall: true }), '2026-11-20T17:40');
  assert.equal(due('2026-11-20T12:20', { urgent: true, onCall: true }, withLunch), '2026-11-20T13:15');
  const onCall = { ...rule, urgentOutside: 'on-call' as const };
  assert.equal(due('2026-11-20T18:05', { urgent: true }, office, onCall), '2026-11-20T18:20');
  assert.equal(due('2026-11-20T18:05', { urgent: true, onCall: false }, office, onCall), '2026-11-23T10:00');
});

test('an hour of open time is an hour also in the night when the clocks change', () => {
  const hour = (received: string, where: string) => {
    const times = timetable({ week: week({ from: '00:00', until: '24:00' }), seasons: [] }, [], where);
    const receivedAt = at(received, where);
    return answerBy({ receivedAt, kind: 'first', source: 'email' }, rule, times).dueAt - receivedAt;
  };
  const nights: [string, string][] = [
    ['2026-03-29T00:30', 'Europe/London'],
    ['2026-10-25T00:30', 'Europe/London'],
    ['2026-03-08T01:30', 'America/New_York'],
    ['2026-11-01T01:30', 'America/New_York'],
    ['2026-10-04T01:45', 'Australia/Lord_Howe'],
    ['2026-04-05T01:15', 'Australia/Lord_Howe'],
    ['2026-09-05T23:30', 'America/Santiago'],
    ['2026-04-04T23:30', 'America/Santiago'],
  ];
  for (const [received, where] of nights) assert.equal(hour(received, where), 3_600_000, `${received} ${where}`);
});

test('by 10:00 is 10:00 on the wall clock on the morning after the clocks changed', () => {
  const daily = (where: string) => timetable({ week: week({ from: '08:00', until: '17:30' }), seasons: [] }, [], where);
  const evenings: [string, string, string][] = [
    ['2026-03-28T20:00', '2026-03-29T10:00', 'Europe/London'],
    ['2026-10-24T20:00', '2026-10-25T10:00', 'Europe/London'],
    ['2026-03-07T20:00', '2026-03-08T10:00', 'America/New_York'],
    ['2026-10-31T20:00', '2026-11-01T10:00', 'America/New_York'],
    ['2026-10-03T20:00', '2026-10-04T10:00', 'Australia/Lord_Howe'],
    ['2026-09-05T20:00', '2026-09-06T10:00', 'America/Santiago'],
    ['2026-04-04T20:00', '2026-04-05T10:00', 'America/Santiago'],
    ['2026-03-28T20:00', '2026-03-29T10:00', 'Asia/Kathmandu'],
  ];
  for (const [received, expected, where] of evenings) assert.equal(due(received, {}, daily(where)), expected, where);
});

const shapes: Block[][] = [
  [],
  [{ from: '08:00', until: '17:30' }],
  [
    { from: '08:00', until: '12:00' },
    { from: '13:00', until: '17:30' },
  ],
  [
    { from: '07:00', until: '09:30' },
    { from: '14:00', until: '18:00' },
  ],
  [{ from: '00:00', until: '24:00' }],
  [
    { from: '00:00', until: '02:30' },
    { from: '18:00', until: '24:00' },
  ],
  [{ from: '16:00', until: '20:00' }],
];
const shape = fc.constantFrom(...shapes);
const weeks = fc
  .tuple(shape, shape, shape, shape, shape, shape, fc.constantFrom(...shapes.slice(1)))
  .map((days) => Object.fromEntries(weekdays.map((weekday, i) => [weekday, days[i]])) as unknown as Week);
const closings = fc
  .uniqueArray(fc.integer({ min: 0, max: 420 }), { maxLength: 20 })
  .map((days): ClosedDay[] => days.map((day) => ({ date: dateOn(day), name: 'Holiday' })));
const dateOn = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);

const world = fc.record({
  zone: fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu'),
  hours: fc.record({
    week: weeks,
    seasons: fc
      .option(
        weeks.map((other) => ({ from: '11-01', until: '02-28', week: other })),
        { nil: undefined },
      )
      .map((one) => (one ? [one] : [])),
  }),
  closed: closings,
});
// Half of all receipts lie around the nights in which some zone changes its clocks.
const received = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
  fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-10-04', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }),
    )
    .map(([date, away]) => Date.parse(`${date}T00:00Z`) + away),
);
const minutes = fc.integer({ min: 1, max: 120 });
const ruleOf = (first: Within): ResponseRule => ({ ...rule, first });
const rules = fc.oneof(
  minutes.map((n) => ruleOf({ minutes: n })),
  fc.constantFrom(1, 24, 48, 72).map((hours) => ruleOf({ hours })),
  fc.constant(responseRule('same-day')),
);
const isIn = (ms: number, times: Timetable) => {
  const day = times.dayAt(ms);
  return day.blocks.length > 0 && day.blocks[0]!.from <= ms && ms < day.blocks.at(-1)!.until;
};
const isOpenOrEnd = (ms: number, times: Timetable) => times.isOpen(ms) || times.isOpen(ms - 1);
const asked = fc.record({
  kind: fc.constantFrom('first' as const, 'again' as const),
  source: fc.constantFrom('email' as const, 'missed-call' as const),
  urgent: fc.boolean(),
});

test('an answer is never due before the receipt, always in open time or at its end, and never on a closed day', () => {
  fc.assert(
    fc.property(world, received, rules, asked, ({ zone, hours, closed }, receivedAt, by, owed) => {
      const times = timetable(hours, closed, zone);
      const { dueAt } = answerBy({ receivedAt, ...owed }, by, times);
      assert.ok(dueAt >= receivedAt);
      assert.ok(isOpenOrEnd(dueAt, times), new Date(dueAt).toISOString());
      assert.equal(times.dayAt(dueAt - 1).closed, null);
    }),
    { numRuns: 400 },
  );
});

test('among arrivals in hours, and among arrivals outside, later never gives earlier', () => {
  fc.assert(
    fc.property(
      world,
      received,
      fc.integer({ min: 0, max: 3 * 86_400_000 }),
      minutes,
      asked,
      ({ zone, hours, closed }, first, gap, n, owed) => {
        const times = timetable(hours, closed, zone);
        const second = first + gap;
        fc.pre(isIn(first, times) === isIn(second, times));
        const dueAt = (receivedAt: number) => answerBy({ receivedAt, ...owed }, ruleOf({ minutes: n }), times).dueAt;
        assert.ok(dueAt(first) <= dueAt(second));
      },
    ),
    { numRuns: 400 },
  );
});

test('one more closed day never makes an answer due earlier', () => {
  fc.assert(
    fc.property(
      world,
      received,
      fc.integer({ min: 0, max: 5 }),
      rules,
      asked,
      ({ zone, hours, closed }, receivedAt, ahead, by, owed) => {
        const before = timetable(hours, closed, zone);
        const extra = { date: before.dayOf(receivedAt + ahead * 86_400_000), name: 'Works outing' };
        const after = timetable(hours, [...closed, extra], zone);
        const dueAt = (times: Timetable) => answerBy({ receivedAt, ...owed }, by, times).dueAt;
        assert.ok(dueAt(before) <= dueAt(after));
      },
    ),
    { numRuns: 400 },
  );
});

test('somebody on call answers within the urgent minutes at any hour of any day outside breaks', () => {
  fc.assert(
    fc.property(world, received, ({ zone, hours, closed }, receivedAt) => {
      const times = timetable(hours, closed, zone);
      fc.pre(!isIn(receivedAt, times) || times.isOpen(receivedAt + 15 * 60_000));
      fc.pre(!isIn(receivedAt, times) || times.openMinutesBetween(receivedAt, receivedAt + 15 * 60_000) === 15);
      const { dueAt } = answerBy({ receivedAt, kind: 'first', source: 'email', urgent: true, onCall: true }, rule, times);
      assert.equal(dueAt, receivedAt + 15 * 60_000);
    }),
  );
});

test('a channel may be called like something that every object has', () => {
  assert.equal(due('2026-11-20T08:00', { channel: 'constructor' }), '2026-11-20T09:00');
});
