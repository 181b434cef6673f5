import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageIdFor } from './message-id.ts';

test('the same letter has the same Message-ID on every try', () => {
  assert.equal(messageIdFor('0a1b2c3d4e', 'Team.Example'), '<baton.0a1b2c3d4e@team.example>');
  assert.equal(messageIdFor('0a1b2c3d4e', 'team.example'), messageIdFor('0a1b2c3d4e', 'Team.Example'));
  assert.notEqual(messageIdFor('0a1b2c3d4e', 'team.example'), messageIdFor('0a1b2c3d4f', 'team.example'));
});

test('a domain with letters beyond ASCII is written in its ASCII form', () => {
  assert.equal(messageIdFor('0a1b2c3d4e', 'münchen.example'), '<baton.0a1b2c3d4e@xn--mnchen-3ya.example>');
});

test('nothing that could break a header gets into a Message-ID', () => {
  for (const digest of ['', 'short', 'has space in it', 'line\r\nbreak-here', 'with>bracket', 'x'.repeat(65)]) {
    assert.throws(() => messageIdFor(digest, 'team.example'), RangeError);
  }
  for (const domain of [
    '',
    ' ',
    'a b',
    'team.example/x',
    'team.example:25',
    'me@team.example',
    'team\r\n.example',
    '%0d%0a',
    '>',
  ]) {
    assert.throws(() => messageIdFor('0a1b2c3d4e', domain), RangeError);
  }
});
