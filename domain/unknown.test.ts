import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Known, sevenThings, unknown } from './unknown.ts';

const known: Known = {
  state: 'open',
  name: 'Martin Hale',
  asked: 'A boiler',
  source: 'email',
  ownerId: 'ana',
  answerDueAt: 1,
  firstAnswerAt: null,
  lastContactAt: 1,
  isHistory: false,
  nextWhat: 'Answer',
};

const nothing: Known = {
  state: 'open',
  name: null,
  asked: ' ',
  source: 'other',
  ownerId: null,
  answerDueAt: null,
  firstAnswerAt: null,
  lastContactAt: null,
  isHistory: true,
  nextWhat: null,
};

test('a whole enquiry leaves nothing unknown, an empty one all seven', () => {
  assert.deepEqual(unknown(known), []);
  assert.deepEqual(unknown(nothing), [...sevenThings]);
});

test('what is unknown is named in the order in which it is said', () => {
  assert.deepEqual(unknown({ ...known, name: null, source: 'other' }), ['name', 'source']);
});

test('of a closed lead nothing that is to come is missed', () => {
  assert.deepEqual(unknown({ ...nothing, state: 'closed' }), ['name', 'asked', 'source', 'followed-up']);
});

test('what was answered needs no time by which to answer', () => {
  assert.deepEqual(unknown({ ...known, answerDueAt: null, firstAnswerAt: 5 }), []);
});
