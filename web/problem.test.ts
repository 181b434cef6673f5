import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#work/refusal.ts';
import { answerProblem, problem, problemOf } from './problem.ts';

test('who comes too often is told when to come again, in full seconds and never too early', async () => {
  for (const [wait, seconds] of [
    [900_000, '900'],
    [61_200, '62'],
    [1, '1'],
    [-5, '1'],
  ] as const) {
    const answer = answerProblem(problemOf(new Refusal(429, 'Too often.', { until: 5, wait }))!);
    assert.equal(answer.headers.get('retry-after'), seconds);
    assert.equal(((await answer.json()) as { retryAfter: number }).retryAfter, Number(seconds));
  }
});

test('a refusal that time does not mend names none; our own trouble asks to come again in five seconds', () => {
  assert.equal(answerProblem(problemOf(new Refusal(409, 'It is so.'))!).headers.get('retry-after'), null);
  assert.equal(answerProblem(problem(503, 'Our own trouble.')).headers.get('retry-after'), '5');
});
