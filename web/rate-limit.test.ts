import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateLimit } from './rate-limit.ts';

test('a hundred at once, then one a second', () => {
  const wait = rateLimit();
  for (let n = 0; n < 100; n++) assert.equal(wait('192.0.2.1', 0), 0);
  assert.equal(wait('192.0.2.1', 0), 1_000);
  assert.equal(wait('192.0.2.1', 400), 600);
  assert.equal(wait('192.0.2.1', 1_000), 0);
  assert.equal(wait('192.0.2.1', 1_000), 1_000);
});

test('an hour of quiet gives no more than a hundred', () => {
  const wait = rateLimit();
  wait('192.0.2.1', 0);
  for (let n = 0; n < 100; n++) assert.equal(wait('192.0.2.1', 3_600_000), 0);
  assert.ok(wait('192.0.2.1', 3_600_000) > 0);
});

test('each address has a bucket of its own; of IPv6 the subscriber counts', () => {
  const wait = rateLimit();
  for (let n = 0; n < 100; n++) wait(`2001:db8:0:7::${n.toString(16)}`, 0);
  assert.ok(wait('2001:db8:0:7:ffff:ffff:ffff:ffff', 0) > 0);
  assert.ok(wait('2001:0db8::7:1:2:3:4', 0) === 0);
  assert.equal(wait('2001:db8:0:8::1', 0), 0);
  assert.equal(wait('192.0.2.2', 0), 0);
});

test('a clock that goes back takes nothing away', () => {
  const wait = rateLimit();
  wait('a', 10_000);
  assert.equal(wait('a', 0), 0);
});

test('however many addresses come, what is remembered of them stays small', () => {
  const wait = rateLimit();
  for (let n = 0; n < 100; n++) wait('192.0.2.1', 0);
  for (let n = 0; n < 20_000; n++) wait(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, 0);
  assert.equal(wait('192.0.2.1', 0), 0);
});
