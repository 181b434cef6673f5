import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callName } from './call-name.ts';

test('English greets by the first name, German by the whole one', () => {
  assert.equal(callName('Martin Hale', 'en'), 'Martin');
  assert.equal(callName('Martin Hale', 'de'), 'Martin Hale');
  assert.equal(callName('Hale, Martin', 'en'), 'Martin');
  assert.equal(callName('  Zoë   O’Brien ', 'en'), 'Zoë');
});

test('a title, an initial or a company keeps the name whole', () => {
  for (const name of ['Dr Hale', 'Mrs Hale', 'M. Hale', 'Hale & Sons', 'Hale Roofing Ltd', 'Familie Huber']) {
    assert.equal(callName(name, 'en'), name);
  }
});

test('what is no name is not greeted with', () => {
  const tricks = [
    '',
    null,
    '   ',
    'martin@hale.example',
    'Visit www.win.example',
    'https://x.example',
    '<b>Bob</b>',
    '07700 900118',
    'a'.repeat(80),
  ];
  for (const name of tricks) assert.equal(callName(name, 'en'), '', String(name));
});

test('a name over several lines becomes one line', () => {
  assert.equal(callName('Martin\r\nHale', 'de'), 'Martin Hale');
});
