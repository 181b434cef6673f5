import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

eachEngine((engine) => {
  test('the document names every address that is open, and every reference leads somewhere', async (t) => {
    const { tell, doors } = await apiHouse(engine, t);
    const { status, body } = await tell('GET', '/openapi.json', { by: 'cy' });
    assert.equal(status, 200);
    assert.equal(body.openapi, '3.1.0');
    const named = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} /api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    assert.deepEqual(named.sort(), doors.map(({ method, path }) => `${method} ${path}`).sort());
    for (const [, name] of JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      assert.ok(body.components.schemas[name!], String(name));
    assert.doesNotMatch(JSON.stringify(body), /\$defs/);
    const { post } = body.paths['/enquiries'];
    assert.deepEqual(post.requestBody.content['application/json'].schema.required, ['channel', 'from']);
    assert.ok(post.parameters.some(({ name }: { name: string }) => name === 'Idempotency-Key'));
  });

  test('the page of it needs no script and nothing from elsewhere', async (t) => {
    const { ask } = await apiHouse(engine, t);
    const answer = await ask('GET', '/docs', { by: 'cy' });
    const page = await answer.text();
    assert.equal(answer.status, 200);
    assert.match(page, /POST \/enquiries/);
    assert.doesNotMatch(page, /<script|<link|src=|@import|url\((?!"\/assets\/)/);
    assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
  });
});
