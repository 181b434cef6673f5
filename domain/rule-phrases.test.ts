import assert from 'node:assert/strict';
import { test } from 'node:test';
import { responseRule } from './response-rule.ts';
import { rulePhrases } from './rule-phrases.ts';

test('the rule is said piece by piece, each as it stands in the sentence', () => {
  assert.deepEqual(rulePhrases({ ...responseRule(), urgentOutside: 'on-call' }), {
    first: 'within one hour',
    outside: 'by 10:00 the next working day',
    missedCall: 'the same working day',
    again: 'the same working day',
    proposal: 'after 48 hours',
    urgent: 'within 15 minutes',
    urgentOutside: 'outside hours somebody is on call',
  });
});

test('elapsed hours, a single hour and a number to ring are said as they are', () => {
  const rule = { ...responseRule('24-hours'), missedCall: { minutes: 180 }, again: { hours: 1 }, proposalHours: 1 };
  const said = rulePhrases({ ...rule, urgentOutside: 'number', urgentNumber: '01273 496 0100' });
  assert.equal(said.first, 'within 24 hours');
  assert.equal(said.missedCall, 'within 3 hours');
  assert.equal(said.again, 'within 1 hour');
  assert.equal(said.proposal, 'after 1 hour');
  assert.equal(said.urgentOutside, 'outside hours we show 01273 496 0100');
});
