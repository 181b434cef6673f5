import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { passwordProblem } from './password-problem.ts';

const about = { team: 'Harbour Plumbing', email: 'ana.reyes@harbourplumbing.example', name: 'Ana Reyes' };

test('a password of one letter, of nine, or of more than a thousand is refused', () => {
  for (const short of ['', 'x', 'abcdefghi', '👍👍👍👍👍'])
    assert.equal(passwordProblem(short), 'A password has at least 10 characters.');
  assert.match(passwordProblem('ab3d'.repeat(251)) ?? '', /at most 1,000/);
});

test('what anybody would try first is refused', () => {
  for (const one of ['1234567890', 'Password123', 'qwertyuiop', 'aaaaaaaaaaaa', 'abababababab', 'pass-word-123', 'Willkommen123'])
    assert.match(passwordProblem(one) ?? '', /among the first/, one);
});

test('the name of the team, the address and the own name are refused, also with digits around them', () => {
  for (const one of ['harbour plumbing', 'HarbourPlumbing2026', '99harbour-plumbing!'])
    assert.match(passwordProblem(one, about) ?? '', /name of the team/, one);
  for (const one of ['ana.reyes@harbourplumbing.example', 'anareyes.12345', 'Harbourplumbing.example'])
    assert.match(passwordProblem(one, { ...about, team: 'Other' }) ?? '', /email address/, one);
  assert.match(passwordProblem('Ana Maria Reyes 7', { name: 'Ana Maria Reyes' }) ?? '', /Your name/);
});

test('an ordinary sentence is a fine password, also about the team', () => {
  for (const one of ['two taps drip in May', 'harbour plumbing has wet feet', 'Fußpumpe und Siphon'])
    assert.equal(passwordProblem(one, about), null);
  assert.equal(passwordProblem('????!!!!....,,,,'), null);
});

test('whatever is accepted has ten characters', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 14 }),
      (text) => passwordProblem(text, about) !== null || [...text].length >= 10,
    ),
  );
});
