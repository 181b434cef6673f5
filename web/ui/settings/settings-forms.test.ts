import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultHours } from '#domain/opening-hours.ts';
import { regionKept } from '#domain/public-holiday.ts';
import { responseRule } from '#domain/response-rule.ts';
import { holidaysOf } from '#work/team/holidays.ts';
import { readClosedDays, showClosedDays } from './closed-days-form.ts';
import { readHours, showHours, typedHours } from './hours-form.ts';
import { showHolidays, takeHolidays } from './public-holidays.ts';
import { moved, readTyped, typedQuestions } from './questions-form.ts';
import { readRule, showRule } from './rule-form.ts';

const form = (fields: Record<string, string | string[]>): FormData => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) made.append(name, one);
  return made;
};

/** The form as it stands on the page when nobody has changed anything. */
const hoursForm = (hours = defaultHours): FormData => {
  const { days, seasons } = showHours(hours);
  const fields: Record<string, string> = {};
  for (const { day, blocks } of days)
    for (const [n, { from, until }] of blocks.entries())
      Object.assign(fields, { [`${day}.${n}.from`]: from, [`${day}.${n}.until`]: until });
  for (const [n, season] of seasons.entries())
    for (const [name, value] of Object.entries(season)) fields[`season.${n}.${name}`] = value;
  return form(fields);
};

test('hours that nobody has changed come back as they were, seasons and midnight too', () => {
  const week = {
    ...defaultHours.week,
    sat: [{ from: '18:00', until: '24:00' }],
    mon: [
      { from: '08:00', until: '12:00' },
      { from: '13:00', until: '17:30' },
    ],
  };
  const hours = { week, seasons: [{ from: '11-01', until: '02-28', week: defaultHours.week, name: 'Winter hours' }] };
  assert.deepEqual(readHours(hoursForm(hours)), hours);
});

test('half a time is said, and what was typed is kept for the page', () => {
  const half = form({ 'sat.0.from': '09:00', 'sat.0.until': '' });
  assert.throws(() => readHours(half), /Saturday: a time needs a beginning and an end/);
  assert.deepEqual(typedHours(half).days.find(({ day }) => day === 'sat')?.blocks, [{ from: '09:00', until: '' }]);
});

test('a season that is ticked off is gone', () => {
  const made = hoursForm({ ...defaultHours, seasons: [{ from: '11-01', until: '02-28', week: defaultHours.week }] });
  made.set('season.0.out', 'yes');
  assert.deepEqual(readHours(made).seasons, []);
});

const christmas = { date: '2026-12-25', name: 'Christmas Day' };

test('closed days: a stretch is added, one is taken out, nonsense is said', () => {
  const added = readClosedDays(form({ from: '2026-12-30', until: '2027-01-02', name: 'Between the years' }), [christmas]);
  assert.deepEqual(
    added.map(({ date }) => date),
    ['2026-12-25', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'],
  );
  assert.deepEqual(readClosedDays(form({ out: '2026-12-25' }), [christmas]), []);
  assert.throws(() => readClosedDays(form({ from: '2026-12-30', until: '2026-12-01' }), []), /comes before/);
  assert.throws(() => readClosedDays(form({ from: '2026-01-01', until: '2026-12-31' }), []), /more than two months/);
  assert.throws(() => readClosedDays(form({ from: 'tomorrow' }), []), /not a day/);
  assert.deepEqual(
    showClosedDays([...added, { date: '2025-12-25', name: 'past' }], '2026-11-20', (date) => date).map(
      ({ words, name }) => `${words} ${name}`,
    ),
    ['2026-12-25 Christmas Day', '2026-12-30 to 2027-01-02 Between the years'],
  );
});

test('a rule that nobody has changed comes back as it was', () => {
  const rule = { ...responseRule(), first: { minutes: 45 }, exceptions: { email: { hours: 24 } } };
  const { values, exceptions } = showRule(rule, (id) => id);
  const fields = { ...values, 'exception.0.channel': exceptions[0]!.channel, 'exception.0.within': exceptions[0]!.within };
  assert.deepEqual(readRule(form(fields), responseRule()), rule);
});

test('own minutes count before a choice, and a preset before both', () => {
  assert.deepEqual(readRule(form({ first: '15m', firstMinutes: '90' }), responseRule()).first, { minutes: 90 });
  assert.deepEqual(readRule(form({ first: '15m', firstMinutes: '90', preset: '24-hours' }), responseRule()).first, { hours: 24 });
  assert.deepEqual(readRule(form({}), responseRule()), responseRule());
});

test('days that are closed every year are shown when they come next, also from February to February', () => {
  const yearly = readClosedDays(form({ from: '2026-12-31', until: '2027-01-01', name: 'Quiet days', yearly: 'yes' }), []);
  assert.deepEqual(yearly, [
    { date: '2026-12-31', name: 'Quiet days', yearly: true },
    { date: '2027-01-01', name: 'Quiet days', yearly: true },
  ]);
  const words = (today: string) => showClosedDays(yearly, today, (date) => date).map((shown) => shown.words);
  assert.deepEqual(words('2026-11-20'), ['2026-12-31 to 2027-01-01']);
  assert.deepEqual(words('2029-03-01'), ['2029-12-31 to 2030-01-01']);
  const leap = [{ date: '2028-02-29', name: 'Leap day', yearly: true as const }];
  assert.deepEqual(showClosedDays(leap, '2028-03-01', (date) => date)[0]!.words, '2032-02-29');
});

const today = '2026-11-20';
const dates = (days: { date: string }[]) => days.map(({ date }) => date);

test('public holidays are ticked by name for the years to come; days of one’s own and what has been stay', async () => {
  const calendar = await holidaysOf({ country: 'GB', region: 'ENG', locale: 'en-GB', year: 2026 });
  assert.ok(calendar.regions.some(({ words }) => words === 'Scotland'));
  const own = [
    { date: '2026-01-01', name: "New Year's Day", of: 'GB' },
    { date: '2026-12-24', name: 'Works outing' },
  ];
  const wanted = { days: own, calendar, country: 'GB', region: 'ENG', today };
  const shown = showHolidays({ ...wanted, days: [] }, (date) => date);
  const christmas = shown.holidays.find(({ name }) => name === 'Christmas Day')!;
  assert.deepEqual([christmas.words, christmas.ticked], ['2026-12-25', false]);
  const taken = takeHolidays(wanted, new Set(['Christmas Day', 'Summer bank holiday']));
  assert.deepEqual(dates(taken), [
    '2026-01-01',
    '2026-12-24',
    '2026-12-25',
    '2027-08-30',
    '2027-12-25',
    '2027-12-27',
    '2028-08-28',
    '2028-12-25',
  ]);
  assert.equal(regionKept(taken, 'GB'), 'ENG');
  const again = showHolidays({ ...wanted, days: taken }, (date) => date);
  assert.deepEqual(
    again.holidays.filter(({ ticked }) => ticked).map(({ name }) => name),
    ['Christmas Day', 'Summer bank holiday'],
  );
  assert.deepEqual(dates(takeHolidays({ ...wanted, days: taken }, new Set())), ['2026-01-01', '2026-12-24']);
});

test('another region begins with all of its holidays ticked, and the former ones go when it is saved', async () => {
  const [whole, bavaria] = await Promise.all(
    ['', 'BY'].map((region) => holidaysOf({ country: 'DE', region, locale: 'de-DE', year: 2026 })),
  );
  const days = whole!.days;
  assert.equal(regionKept(days, 'DE'), '');
  const wanted = { days, calendar: bavaria!, country: 'DE', region: 'BY', today };
  const { holidays } = showHolidays(wanted, (date) => date);
  assert.ok(holidays.every(({ ticked }) => ticked));
  const taken = takeHolidays(wanted, new Set(holidays.map(({ name }) => name)));
  assert.ok(taken.some(({ name, of }) => name === 'Heilige Drei Könige' && of === 'DE-BY'));
  assert.ok(taken.every(({ date, of }) => date < today || of === 'DE-BY'));
});

const asked = (rows: [key: string, label: string, required?: string][]) =>
  typedQuestions(
    form(
      Object.fromEntries(
        rows.flatMap(([key, label, required = ''], n) => [
          [`question.${n}.key`, key],
          [`question.${n}.label`, label],
          [`question.${n}.required`, required],
        ]),
      ),
    ),
  );

test('a question keeps its key when it is reworded, and a new one gets a key of its own', () => {
  const typed = asked([
    ['roof', 'How old is your roof?', 'yes'],
    ['', '  Straße und Dach  '],
  ]);
  assert.deepEqual(readTyped(typed), [
    { key: 'roof', label: 'How old is your roof?', when: 'always', required: true },
    { key: 'strasse-und-dach', label: 'Straße und Dach', when: 'always' },
  ]);
  const twice = [typed[0]!, { ...typed[1]!, label: 'Roof' }];
  assert.equal(readTyped(twice)[1]!.key, 'roof-2');
  assert.equal(readTyped([{ ...typed[1]!, label: '屋根は?' }])[0]!.key, 'extra');
  assert.throws(() => readTyped([{ ...typed[0]!, label: '' }]), /needs words/);
  assert.throws(() => readTyped([{ ...typed[1]!, label: 'E-Mail' }]), /“E-Mail” is asked already\./);
});

test('questions are moved and removed; nothing goes over the edge', () => {
  const all = ['a', 'b', 'c'];
  for (const [press, now] of [
    ['save', 'abc'],
    ['up:0', 'abc'],
    ['up:2', 'acb'],
    ['down:0', 'bac'],
    ['down:2', 'abc'],
    ['remove:1', 'ac'],
    ['remove:7', 'abc'],
    ['remove:', 'abc'],
  ] as const)
    assert.equal(moved(all, press).join(''), now, press);
});
