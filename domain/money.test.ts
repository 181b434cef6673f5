import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMoney, sayMoney } from './money.ts';

test('whole amounts are said without pennies, others with them', () => {
  assert.equal(sayMoney(480_000, 'GBP', 'en-GB'), '£4,800');
  assert.equal(sayMoney(480_050, 'GBP', 'en-GB'), '£4,800.50');
  assert.equal(sayMoney(4_800, 'JPY', 'en-GB'), 'JP¥4,800');
});

test('an amount is read however it is typed', () => {
  for (const typed of ['4800', '£4,800', '4.800 €', '4,800.00', '4.800,00', ' 4 800 '])
    assert.equal(readMoney(typed, 'GBP'), 480_000, typed);
  assert.equal(readMoney('4800.5', 'GBP'), 480_050);
  assert.equal(readMoney('a lot', 'GBP'), null);
  assert.equal(readMoney('-5', 'GBP'), null);
});

test('what is said is read again as the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.constantFrom('en-GB', 'de-DE', 'en-US'), (amount, locale) =>
      assert.equal(readMoney(sayMoney(amount, 'GBP', locale), 'GBP'), amount),
    ),
  );
});
