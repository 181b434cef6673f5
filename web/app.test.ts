import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '#test/harness.ts';
import { webApp } from './app.ts';

const asJson = { accept: 'application/json' };
const asPerson = { accept: 'text/html' };

eachEngine((engine) => {
  test('a method that an address does not take is refused with those that it takes, to a program and to a person', async (t) => {
    const { env } = await engine.house(t);
    const ask = async (method: string, path: string, headers: Record<string, string>) =>
      webApp(env).fetch(new Request(`https://baton.example${path}`, { method, headers }));
    for (const [method, path, allow] of [
      ['PUT', '/f/website', 'GET, HEAD, OPTIONS, POST'],
      ['DELETE', '/up', 'GET, HEAD'],
      ['PUT', '/api/v1/leads/1001', 'GET, HEAD, PATCH'],
      ['GET', '/api/v1/leads/1001/stage', 'POST'],
    ] as const) {
      const told = await ask(method, path, asJson);
      assert.deepEqual([told.status, told.headers.get('allow')], [405, allow]);
      assert.equal(((await told.json()) as { title: string }).title, 'Method Not Allowed');
    }
    const page = await ask('PUT', '/f/website', asPerson);
    assert.deepEqual([page.status, page.headers.get('allow')], [405, 'GET, HEAD, OPTIONS, POST']);
    assert.match(await page.text(), /<h1>/);
    assert.equal((await ask('PUT', '/nowhere', asJson)).status, 404);
  });

  test('a form that is not there is a problem document to a program', async (t) => {
    const { env } = await engine.house(t);
    const told = await webApp(env).fetch(new Request('https://baton.example/f/nope', { headers: asJson }));
    assert.deepEqual([told.status, told.headers.get('content-type')], [404, 'application/problem+json; charset=utf-8']);
    const { type, title, detail } = (await told.json()) as Record<string, string>;
    assert.deepEqual([type, title, detail], ['about:blank', 'Not Found', 'There is no such form.']);
  });

  test('a NUL in a query is told by the name of the field, in a path it leads nowhere', async (t) => {
    const { env } = await engine.house(t);
    const ask = async (path: string) => {
      const told = await webApp(env).fetch(new Request(`https://baton.example/api/v1${path}`));
      return { status: told.status, ...((await told.json()) as { field?: string; title: string }) };
    };
    const { status, field, title } = await ask('/leads?q=%00');
    assert.deepEqual([status, field, title], [422, 'q', 'Unprocessable Content']);
    assert.equal((await ask('/leads?a%00b=c')).field, 'ab');
    assert.equal((await ask('/leads/%00')).status, 404);
  });

  test('no browser guesses what an answer holds', async (t) => {
    const { env } = await engine.house(t);
    for (const path of [
      '/up',
      '/metrics',
      '/f/website',
      '/f/nope',
      '/api/v1/leads',
      '/api/v1/openapi.json',
      '/robots.txt',
      '/x?q=%00',
    ]) {
      const told = await webApp(env).fetch(new Request(`https://baton.example${path}`));
      assert.equal(told.headers.get('x-content-type-options'), 'nosniff', path);
    }
  });
});
