import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultHours } from '#domain/opening-hours.ts';
import { responseRule } from '#domain/response-rule.ts';
import { readClosedDays, showClosedDays } from './closed-days-form.ts';
import { readHours, showHours, typedHours } from './hours-form.ts';
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
