import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { readSettings } from '#settings.ts';
import { secretOf } from './start-house.ts';

function folder(t: TestContext): string {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

const secretIn = (data: string) => secretOf(readSettings({ BATON_DATA: data }));

test('the secret is made once, is known to its owner alone, and stays', (t) => {
  const data = folder(t);
  const secret = secretIn(data);
  assert.ok(secret.length >= 32);
  assert.equal(secretIn(data), secret);
  assert.deepEqual(readdirSync(data), ['secret']);
  if (process.platform !== 'win32') assert.equal(statSync(path.join(data, 'secret')).mode & 0o777, 0o600);
});

test('an empty file, as a full disk leaves one, is no secret: anybody could sign with it', (t) => {
  const data = folder(t);
  for (const left of ['', '\n']) {
    writeFileSync(path.join(data, 'secret'), left);
    const secret = secretIn(data);
    assert.ok(secret.length >= 32, `“${secret}”`);
    assert.equal(readFileSync(path.join(data, 'secret'), 'utf8').trim(), secret);
  }
});

test('a secret that was cut off is not taken for a whole one, and not thrown away', (t) => {
  const data = folder(t);
  writeFileSync(path.join(data, 'secret'), 'abc\n');
  assert.throws(() => secretIn(data), /secret.*32 characters/);
  assert.equal(readFileSync(path.join(data, 'secret'), 'utf8'), 'abc\n');
});
