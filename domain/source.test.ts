import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withinSentence } from './source.ts';

test('within a sentence a way in is small, and a name keeps its capitals', () => {
  assert.equal(withinSentence('Missed call'), 'missed call');
  assert.equal(withinSentence('WhatsApp'), 'WhatsApp');
  assert.equal(withinSentence('Google Business Profile'), 'Google Business Profile');
  assert.equal(withinSentence('SMS'), 'SMS');
});
