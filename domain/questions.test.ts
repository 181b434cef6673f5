import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersIn, type Question, questionsProblem, readQuestions } from './questions.ts';

const roof: Question = { key: 'roof-type', label: 'What kind of roof is it?', when: 'always' };
const floor: Question = { key: 'floor', label: 'Welches Stockwerk?', when: 'when-known' };

test('fields named by a question’s key or its words are its answers, however a builder writes them', () => {
  for (const label of [
    'roof-type',
    'Roof type',
    'ROOF_TYPE',
    'form_fields[roof_type]',
    'What kind of roof is it',
    'what kind of roof is it? *',
  ])
    assert.deepEqual(answersIn({ [label]: 'Slate', page: '/quote' }, [roof, floor]), { 'roof-type': 'Slate' });
  assert.deepEqual(answersIn({ 'welches stockwerk': '3', Roof: 'Tiles' }, [roof, floor]), { floor: '3' });
});

test('nothing said is no answer', () => {
  assert.deepEqual(answersIn({ floor: '  ' }, [floor]), {});
  assert.deepEqual(answersIn({}, readQuestions(null)), {});
});

test('questions that could not be told apart or never be answered are refused in words', () => {
  assert.equal(questionsProblem([roof, floor]), null);
  for (const [questions, words] of [
    [Array.from({ length: 7 }, (_, n) => ({ ...roof, key: `q-${n}`, label: `Question ${n}` })), /at most 6/],
    [[{ ...roof, key: 'Roof type' }], /small letters/],
    [[{ ...roof, label: ' ?' }], /needs words/],
    [[{ ...roof, key: 'message' }], /asked already/],
    [[roof, { ...roof, label: 'Another' }], /same key/],
    [[roof, { ...roof, key: 'roof', label: 'what kind of ROOF is it' }], /same words/],
  ] as const)
    assert.match(questionsProblem(questions) ?? '', words);
});
