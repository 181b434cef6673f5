import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { eachEngine } from '#test/harness.ts';
import { webApp } from './app.ts';

eachEngine((engine) => {
  test('before a team is set up the screens say how to do it, and a form is not there', async (t) => {
    const { env } = await engine.house(t, { empty: true });
    const app = webApp(env, () => assert.fail('no screen is asked for'));
    const root = await app.fetch(new Request('https://baton.example/'));
    assert.equal(root.status, 200);
    assert.match(await root.text(), /bin\/baton setup/);
    assert.equal((await app.fetch(new Request('https://baton.example/leads'))).status, 503);
    assert.equal((await app.fetch(new Request('https://baton.example/f/website'))).status, 404);
  });

  test('the style that stands in a page is the one that its policy allows, and the font it names is kept for good', async (t) => {
    const { env } = await engine.house(t);
    const app = webApp(env);
    const answer = await app.fetch(new Request('https://baton.example/f/website'));
    const css = /<style>([^<]*)<\/style>/.exec(await answer.text())![1]!;
    const hash = createHash('sha256').update(css).digest('base64');
    assert.ok(answer.headers.get('content-security-policy')!.includes(`style-src 'sha256-${hash}'`));
    const font = /url\("([^"]+)"\)/.exec(css)![1]!;
    const got = await app.fetch(new Request(`https://baton.example${font}`));
    assert.equal(got.headers.get('content-type'), 'font/woff2');
    assert.match(got.headers.get('cache-control')!, /immutable/);
    const known = { 'if-none-match': got.headers.get('etag')! };
    const again = await app.fetch(new Request(`https://baton.example${font}`, { headers: known }));
    assert.equal(again.status, 304);
    const other = await app.fetch(new Request('https://baton.example/assets/inter.woff2?v=other'));
    assert.doesNotMatch(other.headers.get('cache-control')!, /immutable/);
  });

  test('an address that is not there is a page for a person and a document for a program', async (t) => {
    const { env } = await engine.house(t);
    const app = webApp(env);
    const page = await app.fetch(new Request('https://baton.example/nothing'));
    assert.equal(page.status, 404);
    assert.match(page.headers.get('content-type')!, /html/);
    const document = await app.fetch(new Request('https://baton.example/nothing', { headers: { accept: 'application/json' } }));
    assert.match(document.headers.get('content-type')!, /problem\+json/);
  });

  test('where the database does not answer, a page says so without the team', async (t) => {
    const house = await engine.house(t);
    const app = webApp(house.env);
    house.env.read = { getExecutor: () => assert.fail('the database is gone') } as never;
    const page = await app.fetch(new Request('https://baton.example/f/website'));
    assert.equal(page.status, 500);
    assert.match(await page.text(), /Something is wrong on our side/);
    const sent = await app.fetch(
      new Request('https://baton.example/f/website', {
        method: 'POST',
        headers: { accept: 'text/html' },
        body: new URLSearchParams({ message: 'my words' }),
      }),
    );
    assert.equal(sent.status, 503);
    assert.match(await sent.text(), /my words<\/textarea>/);
  });
});
