import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthLine } from './health-line.ts';
import { sayer } from './say-time.ts';

const say = sayer('en-GB', 'Europe/London');
const now = Date.parse('2026-11-20T10:00Z');
const line = (ago: number | null) => healthLine(ago === null ? null : now - ago, now, say);

test('it says when reminders last ran, and since when they have not', () => {
  assert.deepEqual(line(40_000), { ok: true, text: 'Reminders last ran 40 s ago.' });
  assert.equal(line(60_000).ok, true);
  assert.match(line(60_001).text, /^Reminders have not run since 09:58\. Until Baton runs again nobody is reminded: /);
  assert.match(line(20 * 3_600_000).text, /since 14:00 yesterday\./);
  assert.match(line(null).text, /^Reminders have not run yet\. /);
  assert.equal(line(-3_000).text, 'Reminders last ran 0 s ago.');
});
