import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pointsInText } from './points-in-text.ts';

test('an address and a number are found in a sentence as they were typed', () => {
  assert.deepEqual(pointsInText('ring me on 07700 900486, or write to <Olu@example.com>.', 'GB'), {
    email: 'olu@example.com',
    phone: '07700 900486',
  });
  assert.deepEqual(pointsInText('no 42 07700 900486 5pm', 'GB'), { phone: '07700 900486' });
  assert.deepEqual(pointsInText('Ann, 07700/900828, sink', 'GB'), { phone: '07700/900828' });
  assert.deepEqual(pointsInText('Ann, 0049/30/23125055', 'GB'), { phone: '0049/30/23125055' });
  assert.deepEqual(pointsInText('Ann 0117 496 0123 / 07700 900828', 'GB'), { phone: '0117 496 0123' });
  assert.deepEqual(pointsInText('Ann 0117 496 0123/07700 900828', 'GB'), { phone: '0117 496 0123' });
  assert.deepEqual(pointsInText('call +49 171 1234567', 'GB'), { phone: '+49 171 1234567' });
  assert.deepEqual(pointsInText('call 512-555-0161 please', 'US'), { phone: '512-555-0161' });
  assert.deepEqual(pointsInText('rappeler le 01.42.68.53.00', 'FR'), { phone: '01.42.68.53.00' });
  for (const [text, region] of Object.entries({
    '612 345 678': 'ES',
    '347 1234567': 'IT',
    '601 234 567': 'PL',
    '912 345 678': 'PT',
  }))
    assert.deepEqual(pointsInText(`ring ${text} please`, region), { phone: text });
});

test('dates, order numbers and prices are no telephone numbers', () => {
  for (const text of [
    'on 16/11/2026 at 10.30',
    'on 01.12.2026 10:00',
    'order 1234567890',
    '£1,200.00',
    'sizes 120 x 45 x 300',
    '2026-11-16 08:00:00',
    'see you 0',
  ])
    assert.deepEqual(pointsInText(text, 'GB'), {}, text);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789+()- ./@ab\n'), maxLength: 200 }),
      (text) => void pointsInText(text, 'GB'),
    ),
  );
});
