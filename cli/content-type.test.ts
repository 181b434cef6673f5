import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentTypeOf } from './content-type.ts';

test('a file is what its name says, and a form in parts names its own boundary', () => {
  const of = (name: string, body = '') => contentTypeOf(name, Buffer.from(body));
  assert.equal(of('a.FORM', '{"x":1}'), 'application/x-www-form-urlencoded');
  assert.equal(of('a.json', 'a=b'), 'application/json');
  assert.equal(of('a.eml', '--x\r\n'), 'message/rfc822');
  assert.equal(of('a.txt', '{}'), 'text/plain');
  assert.equal(
    of('a.multipart', '------WebKitFormBoundaryJf\r\nContent-'),
    'multipart/form-data; boundary=----WebKitFormBoundaryJf',
  );
});

test('what has no name that says so is known by how it begins', () => {
  const of = (body: string) => contentTypeOf('-', Buffer.from(body));
  assert.equal(of('\ufeff [{"name":"Ida"}]'), 'application/json');
  assert.equal(of('--b\nContent-Disposition: form-data'), 'multipart/form-data; boundary=b');
  assert.equal(of('name=Ida+Moss&message=Hello'), 'application/x-www-form-urlencoded');
  assert.equal(of('Ring Ida back = urgent'), 'text/plain');
  assert.equal(of(''), 'text/plain');
});
