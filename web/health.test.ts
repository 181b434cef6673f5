import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Hono } from 'hono';
import { type Engine, eachEngine } from '#test/harness.ts';
import { receive } from '#work/arrivals/receive.ts';
import { heartbeat } from '#work/running/heartbeat.ts';
import { doorsOf, type Vars } from './doors.ts';
import { health } from './health.ts';
import { requestCounter } from './request-counter.ts';

type From = { socket?: string; headers?: Record<string, string> };

async function watched(engine: Engine, t: TestContext, settings: Record<string, string> = {}) {
  const house = await engine.house(t, { settings });
  const app = new Hono<Vars>();
  const requests = requestCounter();
  health(house.env, doorsOf(app, house.env).open, requests);
  const ask = (address: string, { socket = '127.0.0.1', headers = {} }: From = {}) =>
    app.request(address, { headers }, { incoming: { socket: { remoteAddress: socket } } });
  const up = async (address = '/up') => {
    const answer = await ask(address);
    return { code: answer.status, ...((await answer.json()) as { status: string; database: string; clock?: string }) };
  };
  return { ...house, ask, up, requests };
}

eachEngine((engine) => {
  test('up says ok while the database takes writes and the clock ticks', async (t) => {
    const { env, up } = await watched(engine, t);
    assert.deepEqual(await up(), { code: 503, status: 'trouble', database: 'ok', clock: 'it has not ticked yet' });
    assert.deepEqual(await up('/up?only=web'), { code: 200, status: 'ok', database: 'ok' });
    await heartbeat(env);
    assert.deepEqual(await up(), { code: 200, status: 'ok', database: 'ok', clock: 'ok' });
  });

  test('a clock that stands still for more than a minute is told', async (t) => {
    const { env, up, time } = await watched(engine, t);
    await heartbeat(env);
    time.now += 60_000;
    assert.equal((await up()).code, 200);
    time.now += 1_000;
    assert.deepEqual(await up(), { code: 503, status: 'trouble', database: 'ok', clock: 'it last ticked 61 seconds ago' });
  });

  test('a database that takes no writes is told, and asked again after five seconds', async (t) => {
    const { env, up, time, store } = await watched(engine, t);
    await heartbeat(env);
    assert.equal((await up()).code, 200);
    await store.close();
    assert.equal((await up('/up?only=web')).code, 200);
    time.now += 5_000;
    const { code, database } = await up('/up?only=web');
    assert.deepEqual([code, database], [503, 'it takes no writes']);
  });

  test('metrics are shown to this computer and to whoever has the token, to nobody else', async (t) => {
    const { ask } = await watched(engine, t, { BATON_METRICS_TOKEN: 'a-token-for-metrics' });
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    for (const [from, status] of [
      [{}, 200],
      [{ socket: '::1' }, 200],
      [{ socket: '203.0.113.7' }, 403],
      [{ socket: '203.0.113.7', headers: bearer('a-token-for-metrics') }, 200],
      [{ socket: '203.0.113.7', headers: bearer('a-token-for-metric') }, 403],
      [{ headers: { 'x-forwarded-for': '203.0.113.7' } }, 403],
      [{ headers: { forwarded: 'for=203.0.113.7' } }, 403],
      [{ socket: '' }, 403],
    ] as [From, number][])
      assert.equal((await ask('/metrics', from)).status, status, JSON.stringify(from));
  });

  test('metrics count what is there', async (t) => {
    const { env, ask, requests, time } = await watched(engine, t);
    const contentType = 'application/x-www-form-urlencoded';
    for (const body of [
      'name=Ida&email=ida@example.com&message=Hi',
      'name=Mo&message=call',
      'email=x@example.com&message=y&_gotcha=1',
    ])
      await receive(env, 'website', { body: Buffer.from(body), contentType, receivedAt: time.now }, { acknowledge: true });
    requests.saw(201);
    requests.saw(404);
    requests.saw(204);
    time.now += 30_000;
    const answer = await ask('/metrics');
    assert.match(answer.headers.get('content-type')!, /^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    for (const line of [
      'baton_leads{state="open"} 1',
      'baton_leads_late 0',
      'baton_arrivals{outcome="on-a-lead"} 1',
      'baton_arrivals{outcome="not-sure"} 1',
      'baton_arrivals{outcome="not-an-enquiry"} 1',
      'baton_arrivals{outcome="failed"} 0',
      'baton_outbox{state="queued"} 2',
      'baton_outbox_oldest_due_seconds 30',
      'baton_http_requests_total{class="2xx"} 2',
      'baton_http_requests_total{class="4xx"} 1',
    ])
      assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
    assert.match(text, /^process_resident_memory_bytes \d{7,}$/m);
    for (const line of text.trimEnd().split('\n'))
      assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[\w-]+"\})? \d+(\.\d+)?)$/);
  });
});
