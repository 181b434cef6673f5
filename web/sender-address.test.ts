import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { isLoopback, senderAddress } from './sender-address.ts';

async function sender(proxies: string[], socket: string | undefined, forwarded?: string): Promise<string> {
  const app = new Hono();
  app.get('/', (c) => c.text(senderAddress(proxies)(c)));
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress: socket } } })).text();
}

test('without a proxy the socket says who sends, whatever a header claims', async () => {
  assert.equal(await sender([], '203.0.113.7', '198.51.100.1'), '203.0.113.7');
  assert.equal(await sender(['10.0.0.1'], '203.0.113.7', '198.51.100.1'), '203.0.113.7');
  assert.equal(await sender([], '::ffff:203.0.113.7'), '203.0.113.7');
});

test('behind a proxy the right-most address that is no proxy counts', async () => {
  assert.equal(await sender(['10.0.0.1'], '10.0.0.1', '203.0.113.7'), '203.0.113.7');
  assert.equal(await sender(['10.0.0.1'], '::ffff:10.0.0.1', '1.2.3.4, 203.0.113.7'), '203.0.113.7');
  assert.equal(await sender(['10.0.0.0/8'], '10.0.0.1', '1.2.3.4, 203.0.113.7, 10.9.9.9'), '203.0.113.7');
  assert.equal(await sender(['::1'], '::1', '1.2.3.4, [2001:db8::7]:443'), '2001:db8::7');
});

test('a header that says nothing leaves it at the nearest address that is known', async () => {
  assert.equal(await sender(['10.0.0.1'], '10.0.0.1'), '10.0.0.1');
  assert.equal(await sender(['10.0.0.1'], '10.0.0.1', '203.0.113.7, unknown'), '10.0.0.1');
  assert.equal(await sender(['10.0.0.0/8'], '10.0.0.1', '10.0.0.2, 10.0.0.3'), '10.0.0.2');
});

test('what is no address in BATON_PROXY trusts nobody', async () => {
  for (const proxy of ['proxy', '10.0.0.1/99', '/8', '', '10.0.0.0/x'])
    assert.equal(await sender([proxy], '10.0.0.1', '203.0.113.7'), '10.0.0.1', proxy);
});

test('a request that came over no socket has no sender', async () => {
  assert.equal(await sender(['10.0.0.1'], undefined, '203.0.113.7'), '');
});

test('only this computer is loopback', () => {
  assert.deepEqual(['127.0.0.1', '127.9.9.9', '::1', '128.0.0.1', '10.0.0.1', ''].map(isLoopback), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
