import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ownPath } from './own-path.ts';

test('signing in leads to a page of ours and to nobody else', () => {
  assert.equal(ownPath('/leads/1041?done'), '/leads/1041?done');
  for (const away of [
    null,
    '',
    'leads',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])
    assert.equal(ownPath(away), '/', String(away));
  for (const round of ['/sign-in', '/sign-in/abc', '/sign-out', '/invitation/abc', '/setup/abc'])
    assert.equal(ownPath(round), '/', round);
});

test('whatever is asked for, a browser at our address stays there', () => {
  const piece = fc.constantFrom('/', '\\', '//', '..', '@', ':', 'evil.example', '?', '#', ' ', '\t', '\n', '%2f', 'a');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const to = ownPath(`/${pieces.join('')}`);
      assert.equal(new URL(to, 'https://baton.example/sign-in').origin, 'https://baton.example');
    }),
  );
});
