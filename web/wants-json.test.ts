import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantsJson } from './wants-json.ts';

const wants = (accept?: string, path = '/f/website') =>
  wantsJson(new Request(`https://baton.example${path}`, accept === undefined ? {} : { headers: { accept } }));

test('who accepts JSON at least as gladly as a page gets JSON', () => {
  for (const accept of [
    'application/json',
    'Application/JSON',
    'application/json, text/plain, */*',
    'text/html, application/json',
    'application/json;q=0.9, text/html;q=0.8',
    'application/problem+json',
    'application/json; charset=utf-8',
  ])
    assert.equal(wants(accept), true, accept);
  assert.equal(wants('text/html', '/api/v1/leads'), true);
});

test('who would rather have a page gets a page', () => {
  for (const accept of [
    undefined,
    '',
    '*/*',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'text/html, application/json;q=0.5',
    'application/json;q=0, text/html',
    'application/json;q=0',
  ])
    assert.equal(wants(accept), false, String(accept));
});
