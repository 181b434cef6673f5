import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestedReason } from './suggested-reason.ts';

const answered = (firstAnswerAt: number | null, tries = 0) => ({ tries, firstDueAt: 100, firstAnswerAt });

test('a first answer that came late, or never, suggests that we were too slow', () => {
  assert.equal(suggestedReason(answered(101), 500), 'too-slow');
  assert.equal(suggestedReason(answered(null), 101), 'too-slow');
});

test('an answer in time, or one that is not due yet, suggests nothing', () => {
  assert.equal(suggestedReason(answered(100), 500), null);
  assert.equal(suggestedReason(answered(null), 100), null);
  assert.equal(suggestedReason({ tries: 0, firstDueAt: null, firstAnswerAt: null }, 500), null);
});

test('four tries without an answer suggest that they do not answer, whoever was slow before', () => {
  assert.equal(suggestedReason(answered(101, 4), 500), 'no-answer');
  assert.equal(suggestedReason(answered(100, 3), 500), null);
});
