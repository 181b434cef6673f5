import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Known, sevenThings, unknown, unknownInWords } from './unknown.ts';

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
  assert.equal(unknownInWords([]), null);
});

test('what is unknown is said in one line', () => {
  assert.equal(unknownInWords(unknown({ ...known, name: null })), "We don't know yet: name");
  assert.equal(unknownInWords(unknown({ ...known, name: null, source: 'other' })), "We don't know yet: name, how they came");
});

test('of a closed lead nothing that is to come is missed', () => {
  assert.deepEqual(unknown({ ...nothing, state: 'closed' }), ['name', 'asked', 'source', 'followed-up']);
});

test('what was answered needs no time by which to answer', () => {
  assert.deepEqual(unknown({ ...known, answerDueAt: null, firstAnswerAt: 5 }), []);
});
