import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoursProblem, noOpeningProblem } from './hours-problem.ts';
import type { Block } from './opening-hours.ts';
import { defaultHours } from './opening-hours.ts';

const monday = (...mon: Block[]) => ({ ...defaultHours, week: { ...defaultHours.week, mon } });

test('the default hours and hours until midnight are fine', () => {
  assert.equal(hoursProblem(defaultHours), null);
  assert.equal(hoursProblem(monday({ from: '13:00', until: '24:00' }, { from: '00:00', until: '13:00' })), null);
});

test('what is wrong with hours is said as a sentence with its day', () => {
  const problems: [unknown, RegExp][] = [
    [null, /need a week/],
    [{ ...defaultHours, weeks: 1 }, /"weeks"/],
    [{ week: {}, seasons: [] }, /Monday: the times are missing/],
    [{ ...defaultHours, week: { ...defaultHours.week, monday: [] } }, /"monday" is not a day/],
    [monday({ from: '8:00', until: '12:00' }), /Monday: "8:00" is not a time/],
    [monday({ from: '08:00', until: '24:01' }), /"24:01" is not a time/],
    [monday({ from: '08:60', until: '12:00' }), /"08:60"/],
    [monday({ from: '20:00', until: '02:00' }), /ends before it begins/],
    [monday({ from: '08:00', until: '08:00' }), /ends before it begins/],
    [monday({ from: '08:00', until: '13:00' }, { from: '12:00', until: '17:00' }), /08:00 to 13:00 and 12:00 to 17:00 overlap/],
    [{ ...defaultHours, seasons: [{ from: '02-30', until: '03-01', week: defaultHours.week }] }, /"02-30" is not a day/],
    [
      {
        ...defaultHours,
        seasons: [
          { from: '11-01', until: '02-28', week: defaultHours.week, name: 'Winter' },
          { from: '02-28', until: '03-31', week: defaultHours.week },
        ],
      },
      /Winter and Season 2 overlap/,
    ],
  ];
  for (const [hours, expected] of problems) assert.match(hoursProblem(hours) ?? '', expected);
});

test('hours under which nobody is there for 400 days are refused', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const closed = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, seasons: [] };
  const once = { ...closed, seasons: [{ from: '06-01', until: '06-07', week: defaultHours.week }] };
  const june = Array.from({ length: 7 }, (_, i) => ({ date: `2027-06-0${i + 1}`, name: 'Works holiday' }));
  assert.match(noOpeningProblem(closed, [], 'Europe/London', now) ?? '', /400 days/);
  assert.equal(noOpeningProblem(once, [], 'Europe/London', now), null);
  assert.match(noOpeningProblem(once, june, 'Europe/London', now) ?? '', /400 days/);
});
