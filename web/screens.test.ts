import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { ServerBuild } from 'react-router';
import { findMember } from '#store/members.ts';
import { eachEngine } from '#test/harness.ts';
import { newToken, startSession } from '#work/people/session.ts';
import { webApp } from './app.ts';

const built = path.join(import.meta.dirname, '../build/server/index.js');
const load = (): Promise<ServerBuild> => import(built);

/** Screens that a stranger may see; a new one has to be named here. */
const openTo = [
  '/sign-in',
  '/sign-in/passkey',
  '/sign-in/:token',
  '/invitation/:token',
  '/invitation/:token/passkey',
  '/setup/:token',
];

/** Every address of a screen, as its route says it. */
async function addresses(): Promise<string[]> {
  const { routes } = await load();
  const pathOf = (id: string): string => {
    const route = routes[id]!;
    const above = route.parentId ? pathOf(route.parentId) : '';
    return route.path ? `${above}/${route.path}`.replaceAll('//', '/') : above;
  };
  const all = Object.keys(routes).map((id) => pathOf(id) || '/');
  return [...new Set(all)].sort();
}

const made = (address: string) => address.replaceAll(/:\w+\??/g, '1').replace('*', 'x');

eachEngine((engine) => {
  test('a stranger is sent to sign in from every screen but the ones named, and changes nothing', async (t) => {
    const { env } = await engine.house(t);
    const app = webApp(env, load);
    for (const address of await addresses()) {
      const url = `https://baton.example${made(address)}`;
      const isOpen = openTo.includes(address);
      const seen = await app.fetch(new Request(url));
      if (isOpen) assert.notEqual(seen.headers.get('location')?.startsWith('/sign-in'), true, address);
      else assert.deepEqual([seen.status, seen.headers.get('location')?.startsWith('/sign-in')], [302, true], address);
      const headers = { origin: 'https://baton.example', 'content-type': 'application/x-www-form-urlencoded' };
      const sent = await app.fetch(new Request(url, { method: 'POST', headers, body: 'a=b' }));
      if (!isOpen) assert.equal(sent.status, 401, `POST ${address}`);
      const foreign = { ...headers, origin: 'https://elsewhere.example' };
      const other = await app.fetch(new Request(url, { method: 'POST', headers: foreign, body: 'a=b' }));
      assert.equal(other.status, 403, `POST ${address} from another site`);
    }
  });

  test('a viewer looks at every screen and changes only the own account', async (t) => {
    const { env, cast } = await engine.house(t);
    const app = webApp(env, load);
    const caller = { address: '203.0.113.9', userAgent: null };
    const token = newToken(env.random);
    const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId: cast.vic, caller }));
    const headers = {
      cookie: cookie.split(';')[0]!,
      origin: 'https://baton.example',
      'content-type': 'application/x-www-form-urlencoded',
    };
    for (const address of await addresses()) {
      if (openTo.includes(address) || address.startsWith('/account') || address === '/sign-out') continue;
      const url = `https://baton.example${made(address)}`;
      const sent = await app.fetch(new Request(url, { method: 'POST', headers, body: 'a=b' }));
      assert.equal(sent.status, 403, `POST ${address}`);
    }
    assert.equal((await app.fetch(new Request('https://baton.example/', { headers }))).status, 200);
  });

  test('behind a proxy that speaks https for it Baton takes what its own pages send', async (t) => {
    const { env, cast } = await engine.house(t);
    const app = webApp(env, load);
    const caller = { address: '203.0.113.9', userAgent: null };
    const token = newToken(env.random);
    const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId: cast.ben, caller }));
    // What reaches Baton is plain http, at the name that people use or at the one that the proxy has for it.
    for (const inside of ['http://baton.example', 'http://127.0.0.1:3000'])
      for (const address of ['/account', '/account.data']) {
        const name = `Ben at ${inside}${address}`;
        const sent = await app.fetch(
          new Request(inside + address, {
            method: 'POST',
            headers: { cookie: cookie.split(';')[0]!, origin: 'https://baton.example', accept: 'text/html' },
            body: new URLSearchParams({ about: 'name', name }),
          }),
        );
        assert.equal(sent.ok, true, `${name}: ${sent.status}`);
        assert.equal((await findMember(env.read, cast.ben))!.name, name);
      }
  });

  test('an act that is taken back leads to a page of ours, whatever a form says', async (t) => {
    const { env, cast } = await engine.house(t);
    const app = webApp(env, load);
    const caller = { address: '203.0.113.9', userAgent: null };
    const token = newToken(env.random);
    const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId: cast.ben, caller }));
    const headers = { cookie: cookie.split(';')[0]!, origin: 'https://baton.example' };
    const leadsTo = async (back: string) => {
      const body = new URLSearchParams({ id: 'none', back });
      const sent = await app.fetch(new Request('https://baton.example/undo', { method: 'POST', headers, body }));
      return new URL(sent.headers.get('location')!, 'https://baton.example/undo');
    };
    assert.equal((await leadsTo('/leads/1041?call')).pathname, '/leads/1041');
    for (const away of [
      '//evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
      '/%2e//evil.example',
      'https://evil.example',
    ])
      assert.equal((await leadsTo(away)).origin, 'https://baton.example', away);
  });

  test('what was changed in the settings is for admins; others are told so, and nothing of it', async (t) => {
    const { env, cast } = await engine.house(t);
    const app = webApp(env, load);
    const see = async (who: keyof typeof cast, path: string) => {
      const caller = { address: '203.0.113.9', userAgent: null };
      const token = newToken(env.random);
      const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId: cast[who], caller }));
      const headers = { cookie: cookie.split(';')[0]! };
      const seen = await app.fetch(new Request(`https://baton.example${path}`, { headers }));
      return { status: seen.status, text: await seen.text() };
    };
    for (const who of ['ben', 'vic'] as const)
      for (const path of ['/settings/changes', '/settings/changes.data']) {
        const { status, text } = await see(who, path);
        assert.equal(status, 403, `${who} ${path}`);
        assert.doesNotMatch(text, /set up the team/);
        assert.doesNotMatch((await see(who, '/settings')).text, /What was changed/);
      }
    const { status, text } = await see('ana', '/settings/changes');
    assert.equal(status, 200);
    assert.match(text, /set up the team/);
    assert.match((await see('ana', '/more')).text, /What was changed/);
  });

  test('an address that names no lead is nobody’s, and no trouble', async (t) => {
    const { env, cast, errors } = await engine.house(t);
    const app = webApp(env, load);
    const token = newToken(env.random);
    const caller = { address: '127.0.0.1', userAgent: null };
    const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId: cast.ben, caller }));
    const headers = {
      cookie: cookie.split(';')[0]!,
      origin: 'https://baton.example',
      'content-type': 'application/x-www-form-urlencoded',
    };
    for (const number of ['1.5', '1e3', '99999999999999999999'])
      for (const act of ['seen', 'draft']) {
        const request = new Request(`https://baton.example/leads/${number}/${act}`, { method: 'POST', headers, body: 'text=x' });
        const { status } = await app.fetch(request);
        assert.ok([204, 404].includes(status), `${number}/${act} answers ${status}`);
      }
    assert.deepEqual(errors, []);
  });

  test('what is too large for a form is refused before a screen reads it, from strangers as well', async (t) => {
    const { env } = await engine.house(t);
    const app = webApp(env, load);
    const headers = { origin: 'https://baton.example', 'content-type': 'application/x-www-form-urlencoded' };
    const send = (body: BodyInit) => {
      const request = new Request('https://baton.example/sign-in', {
        method: 'POST',
        headers,
        body,
        duplex: 'half',
      } as RequestInit);
      return app.fetch(request);
    };
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(97));
      },
    });
    assert.equal((await send(endless)).status, 413);
    assert.ok(sent < 2_000_000, `${sent} bytes were read`);
    assert.equal((await send('email=nobody%40elsewhere.example&password=x')).status, 403);
  });

  test('a screen that fails is told to the log and to nobody else; an address that is not there is no trouble', async (t) => {
    const { env } = await engine.house(t);
    const app = webApp(env, load);
    const [logged, said] = [t.mock.method(env, 'log', () => {}), t.mock.method(console, 'error', () => {})];
    assert.equal((await app.fetch(new Request('https://baton.example/sign-in/passkey'))).status, 400);
    assert.equal(logged.mock.callCount(), 0);
    env.now = () => {
      throw new TypeError('nobody knows what time it is');
    };
    const failed = await app.fetch(new Request('https://baton.example/invitation/1'));
    assert.equal(failed.status, 500);
    assert.doesNotMatch(await failed.text(), /nobody knows/);
    const [level, what, facts] = logged.mock.calls[0]!.arguments;
    assert.deepEqual([level, what, facts!.method], ['error', 'a screen failed', 'GET']);
    assert.match(String(facts!.error), /nobody knows/);
    assert.equal(said.mock.callCount(), 0);
  });
});
