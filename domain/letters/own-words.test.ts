import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownWords } from './own-words.ts';

test('the words end where the first thought ends', () => {
  assert.equal(ownWords('Boiler making a knocking noise, can someone come?'), 'Boiler making a knocking noise');
  assert.equal(ownWords('Can you fix a leaking tap? It drips.'), 'Can you fix a leaking tap?');
  assert.equal(ownWords('We need a new roof. It is old.'), 'We need a new roof');
});

test('a greeting is no subject', () => {
  assert.equal(ownWords('Hi there,\n\nI need a plumber'), 'I need a plumber');
  assert.equal(ownWords('Dear Sir or Madam, our lift is stuck'), 'our lift is stuck');
  assert.equal(ownWords('Guten Tag,\nwir brauchen ein Angebot'), 'wir brauchen ein Angebot');
  assert.equal(ownWords('Hello'), 'Hello');
});

test('long words of theirs are shortened at a word, endless ones anywhere, never inside a character', () => {
  const words = ownWords('could you please come and look at the very old wooden staircase in our hallway');
  assert.equal(words, 'could you please come and look at the very old wooden…');
  const endless = ownWords('😀'.repeat(200));
  assert.equal(Array.from(endless).length, 60);
  assert.ok(endless.isWellFormed());
});

test('figures and abbreviations do not end a thought', () => {
  assert.equal(
    ownWords('Budget is about 1,500 for the St. Mary hall floor'),
    'Budget is about 1,500 for the St. Mary hall floor',
  );
});

test('nothing is nothing', () => {
  assert.equal(ownWords(' \r\n '), '');
});
