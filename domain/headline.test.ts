import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headline } from './headline.ts';

const quiet = { late: 0, waiting: 0, unsent: 0 };

test('the headline says who waits longer than we said, before anything else', () => {
  assert.equal(headline({ late: 2, waiting: 5, unsent: 1 }), 'Two people are waiting longer than we said.');
  assert.equal(headline({ ...quiet, late: 1 }), 'One person is waiting longer than we said.');
  assert.equal(headline({ ...quiet, late: 13 }), '13 people are waiting longer than we said.');
});

test('a letter that did not go comes before those who wait in time', () => {
  assert.equal(headline({ ...quiet, waiting: 3, unsent: 1 }), 'One letter of ours did not go.');
  assert.equal(headline({ ...quiet, unsent: 4 }), 'Four letters of ours did not go.');
});

test('those who wait in time are not called late', () => {
  assert.equal(headline({ ...quiet, waiting: 1 }), 'One person is waiting, nobody longer than we said.');
});

test('a quiet day says so', () => assert.equal(headline(quiet), 'Nobody is waiting.'));
