import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { ServerBuild } from 'react-router';
import { findMember } from '#store/members.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { endSession, newToken, startSession } from '#work/people/session.ts';
import { webApp } from './app.ts';

const built = path.join(import.meta.dirname, '../build/server/index.js');
const load = (): Promise<ServerBuild> => import(built);
const site = 'https://baton.example';

async function cookieOf({ env }: TestHouse, memberId: string) {
  const caller = { address: '203.0.113.9', userAgent: null };
  const token = newToken(env.random);
  const { cookie, sessionId } = await env.write((tx) => startSession(env, tx, { token, memberId, caller }));
  return { memberId, sessionId, cookie: cookie.split(';')[0]! };
}

/** A form of the account page, sent by a browser that runs no script. */
const renames = (name: string, cookie: string | null, address = '/account') =>
  new Request(`${site}${address}`, {
    method: 'POST',
    headers: { ...(cookie ? { cookie } : {}), origin: site, accept: 'text/html' },
    body: new URLSearchParams({ about: 'name', name }),
  });

const againOf = (page: string): string => /action="([^"]+)"/.exec(page)![1]!.replaceAll('&amp;', '&');

eachEngine((engine) => {
  test('what somebody typed while their session ended is not sent as whoever signs in then', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const app = webApp(env, load);
    const nameOf = async (id: string) => (await findMember(env.read, id))!.name;
    const [ana, ben] = [await cookieOf(house, cast.ana), await cookieOf(house, cast.ben)];
    await endSession(env, ana);
    const held = await app.fetch(renames('Ana of the harbour', ana.cookie));
    const page = await held.text();
    assert.equal(held.status, 401);
    assert.match(page, /You are signed out.*Ana of the harbour/s);
    const before = await nameOf(cast.ben);
    const asBen = await app.fetch(renames('Ana of the harbour', ben.cookie, againOf(page)));
    const told = await asBen.text();
    assert.equal(asBen.status, 401);
    assert.match(told, /Ben \w+ is signed in now.*This was typed by Ana \w+, so it was not sent.*Ana of the harbour/s);
    assert.equal(await nameOf(cast.ben), before);
    const anew = await cookieOf(house, cast.ana);
    await app.fetch(renames('Ana of the harbour', anew.cookie, againOf(told)));
    assert.equal(await nameOf(cast.ana), 'Ana of the harbour');
  });

  test('a form says for whom its page was made, so that without script nothing goes out as somebody else', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const app = webApp(env, load);
    const [ana, ben] = [await cookieOf(house, cast.ana), await cookieOf(house, cast.ben)];
    const page = await (await app.fetch(new Request(`${site}/account`, { headers: { cookie: ana.cookie } }))).text();
    assert.match(page, new RegExp(`name="typed-by" value="${cast.ana}"`));
    const send = (cookie: string | null) => {
      const headers = { ...(cookie ? { cookie } : {}), origin: site, accept: 'text/html' };
      const body = new URLSearchParams({ 'typed-by': cast.ana, about: 'name', name: 'Ana of the harbour' });
      return app.fetch(new Request(`${site}/account`, { method: 'POST', headers, body }));
    };
    for (const told of [
      await send(ben.cookie),
      await app.fetch(renames('Ana of the harbour', ben.cookie, againOf(await (await send(null)).text()))),
    ]) {
      assert.equal(told.status, 401);
      const text = await told.text();
      assert.match(text, /Ben \w+ is signed in now.*This was typed by Ana \w+, so it was not sent.*Ana of the harbour/s);
      assert.doesNotMatch(text, /name="typed-by"/);
    }
    assert.notEqual((await findMember(env.read, cast.ben))!.name, 'Ana of the harbour');
    await send(ana.cookie);
    assert.equal((await findMember(env.read, cast.ana))!.name, 'Ana of the harbour');
  });

  test('who signed out left no name behind: then it is asked who typed it, before it is sent', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const app = webApp(env, load);
    const ben = await cookieOf(house, cast.ben);
    const page = await (await app.fetch(renames('Somebody', null))).text();
    const asked = await app.fetch(renames('Somebody', ben.cookie, againOf(page)));
    const told = await asked.text();
    assert.equal(asked.status, 401);
    assert.match(told, /It was me: send it as Ben/);
    assert.notEqual((await findMember(env.read, cast.ben))!.name, 'Somebody');
    await app.fetch(renames('Somebody', ben.cookie, againOf(told)));
    assert.equal((await findMember(env.read, cast.ben))!.name, 'Somebody');
  });

  test('a script that asks for a page of somebody else is told who is signed in, and nothing happens', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const app = webApp(env, load);
    const ben = await cookieOf(house, cast.ben);
    const ask = (member: string, more: RequestInit = {}) => {
      const headers = { cookie: ben.cookie, origin: site, 'x-member': member };
      return app.fetch(new Request(`${site}/account.data`, { headers, ...more }));
    };
    const body = new URLSearchParams({ about: 'name', name: 'Ana of the harbour' });
    for (const more of [{}, { method: 'POST', body }]) {
      const answer = await ask(cast.ana, more);
      assert.deepEqual([answer.status, answer.headers.get('x-signed-out')], [401, 'yes']);
      assert.match(decodeURIComponent(answer.headers.get('x-signed-in-as')!), /^Ben /);
    }
    assert.equal((await ask(cast.ben)).status, 200);
    assert.equal((await ask('nobody-here')).status, 401);
    assert.notEqual((await findMember(env.read, cast.ben))!.name, 'Ana of the harbour');
  });
});
