import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Happening } from './next-step.ts';
import { nextStep } from './next-step.ts';
import { defaultHours, timetable } from './opening-hours.ts';
import { responseRule } from './response-rule.ts';

const split = [
  { from: '08:00', until: '12:00' },
  { from: '13:00', until: '17:30' },
];
const times = timetable({ ...defaultHours, week: { ...defaultHours.week, wed: split } }, [], 'Europe/London');
const ms = (wall: string) => Date.parse(`${wall}Z`);
const next = (happening: Happening, now: string) => {
  const { what, dueAt, waiting } = nextStep(happening, times, responseRule(), ms(now));
  return [what, new Date(dueAt).toISOString().slice(0, 16), waiting];
};
const noAnswer = (tries: number, at: string) => next({ is: 'no-answer', tries, at: ms(at) }, at);
const quote = (chased: number, at: string) => next({ is: 'proposal-sent', chased, at: ms(at) }, at);

test('what they write is answered by the time of its clock', () => {
  const dueAt = ms('2026-11-20T11:00');
  assert.deepEqual(next({ is: 'new', dueAt }, '2026-11-20T10:00'), ['Answer', '2026-11-20T11:00', false]);
  assert.deepEqual(next({ is: 'their-message', dueAt }, '2026-11-20T10:00'), ['Answer', '2026-11-20T11:00', false]);
});

test('after our reply we wait two working days and ring at opening', () => {
  assert.deepEqual(next({ is: 'first-reply' }, '2026-11-20T15:00'), ['Ring if nothing comes', '2026-11-24T08:00', true]);
  assert.deepEqual(next({ is: 'left-message' }, '2026-11-21T15:00'), ['Ring if nothing comes', '2026-11-24T08:00', true]);
});

test('a call without answer is tried again two hours later while open, else the next working day at 10:00', () => {
  assert.deepEqual(noAnswer(1, '2026-11-20T14:30'), ['Ring again', '2026-11-20T16:30', false]);
  assert.deepEqual(noAnswer(1, '2026-11-20T16:00'), ['Ring again', '2026-11-23T10:00', false]);
  assert.deepEqual(noAnswer(1, '2026-11-18T10:30'), ['Ring again', '2026-11-18T13:00', false]);
  assert.deepEqual(noAnswer(1, '2026-11-20T23:00'), ['Ring again', '2026-11-23T10:00', false]);
});

test('the second try is answered with the other end of the day, then writing, then closing', () => {
  assert.deepEqual(noAnswer(2, '2026-11-20T10:00'), ['Ring again', '2026-11-20T16:30', false]);
  assert.deepEqual(noAnswer(2, '2026-11-20T16:00'), ['Ring again', '2026-11-23T09:00', false]);
  assert.deepEqual(noAnswer(2, '2026-11-21T11:00'), ['Ring again', '2026-11-23T09:00', false]);
  assert.equal(noAnswer(3, '2026-11-20T10:00')[0], 'Write instead');
  assert.deepEqual(noAnswer(4, '2026-11-20T10:00'), ['Shall we close this?', '2026-11-23T10:00', false]);
});

test('a quote is asked about after 48 hours, a week, two weeks, and then whether to close', () => {
  assert.deepEqual(quote(0, '2026-11-17T11:00'), ['Ask about the quote', '2026-11-19T11:00', false]);
  assert.deepEqual(quote(0, '2026-11-20T14:00'), ['Ask about the quote', '2026-11-23T09:00', false]);
  assert.deepEqual(quote(1, '2026-11-23T10:00'), ['Ask about the quote again', '2026-11-30T08:00', true]);
  assert.deepEqual(quote(2, '2026-11-30T10:00'), ['Ask about the quote again', '2026-12-14T08:00', true]);
  assert.deepEqual(quote(3, '2026-12-14T10:00'), ['Shall we close this?', '2026-12-21T08:00', true]);
});

test('after a talk somebody decides tomorrow, and an hour after an appointment we ask how it went', () => {
  assert.deepEqual(next({ is: 'spoke' }, '2026-11-20T10:00'), ['Decide what happens next', '2026-11-23T10:00', false]);
  assert.deepEqual(next({ is: 'appointment', endsAt: ms('2026-11-24T12:00') }, '2026-11-20T10:00'), [
    'Ask how it went',
    '2026-11-24T13:00',
    false,
  ]);
});
