import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSmtpUrl } from './smtp-url.ts';

test('a mail server address says where, how and as whom', () => {
  assert.deepEqual(readSmtpUrl('smtps://team%40x.example:p%40ss%2F@mail.x.example'), {
    host: 'mail.x.example',
    port: 465,
    tls: 'from the start',
    login: { user: 'team@x.example', pass: 'p@ss/' },
  });
  assert.deepEqual(readSmtpUrl(' smtp://[2001:db8::1]:2525/ '), { host: '2001:db8::1', port: 2525, tls: 'if offered' });
  assert.equal(readSmtpUrl('smtp://Mail.Bücher.example').host, 'mail.xn--bcher-kva.example');
});

test('a password is kept to encrypted connections, unless the server is this machine or an admin said so', () => {
  const tls = (url: string) => readSmtpUrl(url).tls;
  assert.equal(tls('smtp://u:p@mail.x.example'), 'required');
  assert.equal(tls('smtp://u:p@192.168.1.5:25'), 'required');
  assert.equal(tls('smtp://u:p@127.0.0.1.x.example'), 'required');
  assert.equal(tls('smtp://u:p@LOCALHOST:1025'), 'if offered');
  assert.equal(tls('smtp://u:p@127.0.0.1:1025'), 'if offered');
  assert.equal(tls('smtp://u:p@[::1]:1025'), 'if offered');
  assert.equal(tls('smtp://u:p@mail.x.example?tls=off'), 'off');
  assert.equal(tls('smtp://relay.x.example:25'), 'if offered');
});

test('an address that cannot be read is refused without repeating the password', () => {
  const bad = [
    '',
    'mail.x.example',
    'http://u:s3cret@x.example',
    'smtp://',
    'smtp://u:s3cret%zz@x.example',
    'smtp://u@x.example',
    'smtp://:s3cret@x.example',
    'smtp://u:s3cret@x.example?tls=maybe',
    'smtp://u:s3c/ret@x.example:99999',
  ];
  for (const url of bad)
    assert.throws(
      () => readSmtpUrl(url),
      (error) => error instanceof RangeError && !error.message.includes('s3c'),
      url,
    );
});
