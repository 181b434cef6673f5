import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClosedDay } from '#domain/opening-hours.ts';
import { inForce } from '#store/rules.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { changeRules } from './change-rules.ts';
import { renewHolidays } from './renew-holidays.ts';

const closedDays = async ({ env }: TestHouse) => {
  const { body, version } = await inForce(env.read, 'closed_days');
  return { days: JSON.parse(body) as ClosedDay[], version };
};
const yearsOf = (days: ClosedDay[]) => [...new Set(days.map(({ date }) => date.slice(0, 4)))];

eachEngine((engine) => {
  test('in a new year the holidays are there for one more; what was taken off stays off', async (t) => {
    const house = await engine.house(t);
    const before = await closedDays(house);
    assert.deepEqual(yearsOf(before.days), ['2025', '2026', '2027', '2028']);
    await renewHolidays(house.env);
    assert.equal((await closedDays(house)).version, before.version);
    const change = { closedDays: before.days.filter(({ name }) => !name.startsWith('Boxing Day')) };
    await changeRules(house.env, { memberId: house.cast.ana, change });
    house.time.now = Date.parse('2027-01-02T10:00:00Z');
    await renewHolidays(house.env);
    const { days } = await closedDays(house);
    assert.deepEqual(yearsOf(days), ['2025', '2026', '2027', '2028', '2029']);
    assert.ok(days.some(({ date, name }) => date === '2029-12-25' && name === 'Christmas Day'));
    assert.equal(
      days.some(({ name }) => name.startsWith('Boxing Day')),
      false,
    );
  });

  test('a team from before last year’s were kept gets them, too', async (t) => {
    const house = await engine.house(t);
    const { days } = await closedDays(house);
    const later = days.filter(({ date, name }) => !date.startsWith('2025') && !name.startsWith('Boxing Day'));
    await changeRules(house.env, { memberId: house.cast.ana, change: { closedDays: later } });
    await renewHolidays(house.env);
    const now = await closedDays(house);
    assert.deepEqual(
      now.days,
      days.filter(({ name }) => !name.startsWith('Boxing Day')),
    );
    await renewHolidays(house.env);
    assert.equal((await closedDays(house)).version, now.version);
  });

  test('a team that keeps no public holidays gets none', async (t) => {
    const house = await engine.house(t);
    const own = [{ date: '2026-12-24', name: 'Works outing', yearly: true as const }];
    await changeRules(house.env, { memberId: house.cast.ana, change: { closedDays: own } });
    house.time.now = Date.parse('2029-01-02T10:00:00Z');
    await renewHolidays(house.env);
    assert.deepEqual((await closedDays(house)).days, own);
  });
});
