import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings, SettingsProblem } from './settings.ts';

test('a setting that cannot be used is a sentence that names it and says what it should be', () => {
  for (const [name, value, words] of [
    ['PORT', 'abc', /^PORT is a whole number/],
    ['PORT', '70000', /^PORT is a whole number/],
    ['BATON_URL', 'ftp://x', /^BATON_URL is an address such as https/],
    ['BATON_URL', 'https://x.example/path', /^BATON_URL is an address without a path/],
    ['BATON_SECRET', 'short', /^BATON_SECRET needs at least 32 characters\.$/],
    ['BATON_PROXY', 'my-proxy', /^BATON_PROXY is addresses/],
    ['BATON_PROXY', '127.0.0.1, 999.1.1.1', /^BATON_PROXY is addresses/],
    ['BATON_PROXY', '10.0.0.0/99', /^BATON_PROXY is addresses/],
    ['BATON_LOCALE', 'english', /^BATON_LOCALE is a locale/],
    ['BATON_METRICS_TOKEN', 'short', /^BATON_METRICS_TOKEN needs at least 8/],
    ['MAIL_FROM', 'Harbour Plumbing', /^MAIL_FROM is an address/],
    ['SMTP_URL', 'http://hush', /^SMTP_URL is the address of a mail server/],
    ['DATABASE_URL', 'mysql://hush', /^DATABASE_URL is the address of a PostgreSQL server/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL is debug/],
  ] as const)
    assert.throws(
      () => readSettings({ [name]: value }),
      (error: Error) => error instanceof SettingsProblem && words.test(error.message) && !error.message.includes('hush'),
      `${name}=${value}`,
    );
});

test('what is usual is taken', () => {
  const settings = readSettings({
    BATON_PROXY: '127.0.0.1, 10.0.0.0/8,::1',
    MAIL_FROM: 'Harbour Plumbing <hello@harbourplumbing.example>',
    PORT: '8080',
  });
  assert.deepEqual(settings.proxies, ['127.0.0.1', '10.0.0.0/8', '::1']);
  assert.equal(settings.port, 8080);
  assert.equal(readSettings({ MAIL_FROM: 'hello@harbourplumbing.example', BATON_PROXY: '' }).proxies.length, 0);
});
