import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResponseRule } from './response-rule.ts';
import { presets, responseRule, ruleProblem } from './response-rule.ts';

test('every preset is a rule without a problem', () => {
  for (const preset of presets) assert.equal(ruleProblem(responseRule(preset)), null);
});

test('the rule a team starts with is the one of the product text', () => {
  const rule = responseRule();
  assert.deepEqual(rule.first, { minutes: 60 });
  assert.equal(rule.outsideBy, '10:00');
  assert.deepEqual(rule.lastMinutes, { first: 60, missedCall: 60, again: 120 });
  assert.equal(rule.proposalHours, 48);
  assert.equal(rule.urgentMinutes, 15);
});

test('what is wrong with a rule is said as a sentence', () => {
  const problems: [Partial<Record<keyof ResponseRule | 'colour', unknown>>, RegExp][] = [
    [{ colour: 1 }, /"colour"/],
    [{ first: { minutes: 0 } }, /New enquiries: minutes/],
    [{ first: { minutes: 15, hours: 1 } }, /New enquiries: give/],
    [{ missedCall: 'soon' }, /Missed calls: give/],
    [{ again: { hours: 1.5 } }, /Later messages: hours/],
    [{ outsideBy: '24:00' }, /"24:00"/],
    [{ lastMinutes: { first: 60, missedCall: -1, again: 120 } }, /Missed calls: the last minutes/],
    [{ proposalHours: 0 }, /Proposals/],
    [{ urgentMinutes: 'few' }, /Urgent/],
    [{ urgentOutside: 'maybe' }, /on call/],
    [{ urgentOutside: 'number' }, /give the number/],
    [{ exceptions: { whatsapp: {} } }, /Exception for whatsapp/],
  ];
  for (const [change, expected] of problems) assert.match(ruleProblem({ ...responseRule(), ...change }) ?? '', expected);
});
