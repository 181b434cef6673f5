import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  cycleFaults,
  floorFaults,
  folderFaults,
  isTest,
  looseEnds,
  packageFaults,
  purityFaults,
  sizeFaults,
  stateFaults,
  writingFaults,
} from './architecture.ts';
import { readSource, type Source } from './read-source.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const skipped = /(^|\/)(node_modules|build|data|samples|\.\w+)$/;
const paths = globSync('**/*.{ts,tsx}', { cwd: root, exclude: (path) => skipped.test(path) }).sort();
const sources = paths.map((path) => readSource(path, readFileSync(`${root}${path}`, 'utf8')));
const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { dependencies: Record<string, string> };

function none(faults: string[]) {
  if (faults.length > 0) assert.fail(`\n${faults.join('\n')}`);
}

test('each floor imports only the floors it may', () => none(sources.flatMap(floorFaults)));

test('each floor uses only the packages and builtins it may', () => {
  none(sources.flatMap((source) => packageFaults(source, Object.keys(dependencies))));
});

test('an import line shows its direction: #floor/room.ts across, ./room.ts within', () => none(sources.flatMap(writingFaults)));

test('no file imports itself by way of others', () => none(cycleFaults(sources)));

test('nothing at the top of a file can change, but in start.ts', () => none(sources.flatMap(stateFaults)));

test('the domain asks no clock, no chance and no machine', () => none(sources.flatMap(purityFaults)));

test('files are small', () => {
  none(
    sizeFaults(
      sources.filter(({ path }) => !isTest(path)).map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })),
    ),
  );
});

test('no folder is a drawer for anything', () => none(folderFaults(paths)));

test('every test runs and nothing is put off', () => none(sources.flatMap(looseEnds)));

// Below: each rule can fail, and does not where it should not.

const rules: Record<string, (source: Source) => string[]> = {
  floor: floorFaults,
  package: (source) => packageFaults(source, ['kysely', 'pg', 'hono', 'zod', 'libphonenumber-js']),
  writing: writingFaults,
  state: stateFaults,
  purity: purityFaults,
  loose: looseEnds,
};

function broken(path: string, text: string): string[] {
  const source = readSource(path, text);
  return Object.keys(rules).filter((name) => rules[name]?.(source).length);
}

const late = 'TO'.concat('DO');
const wrong: [rule: string, path: string, text: string][] = [
  ['floor', 'domain/a.ts', "import { b } from '#store/b.ts';"],
  ['floor', 'store/a.ts', "import type { b } from '#work/b.ts';"],
  ['floor', 'channels/a.ts', "export * from '#work/b.ts';"],
  ['floor', 'work/a.ts', "import { b } from '#channels/b.ts';"],
  ['floor', 'work/a.ts', "import type { Settings } from '#settings.ts';"],
  ['floor', 'work/env.ts', "import { settings } from '#settings.ts';"],
  ['floor', 'clock/a.ts', "const b = await import('#store/b.ts');"],
  ['floor', 'web/a.ts', "import {\n  b,\n  c,\n} from '#channels/email/b.ts';"],
  ['floor', 'web/a.ts', "import { open } from '#start.ts';"],
  ['floor', 'cli/a.ts', "import { open } from '#start.ts';"],
  ['floor', 'cli/main.ts', "import { open } from '#start.ts';"],
  ['floor', 'cli/a.ts', "type A = import('#web/a.ts').A;"],
  ['floor', 'settings.ts', "import '#store/b.ts';"],
  ['floor', 'work/a.ts', "import { b } from '#test/b.ts';"],
  ['floor', 'start.ts', "import { b } from '#test/b.ts';"],
  ['package', 'domain/a.ts', "import { z } from 'zod';"],
  ['package', 'domain/a.ts', "import { readFileSync } from 'node:fs';"],
  ['package', 'domain/a.ts', "import { parse } from 'libphonenumber-js';"],
  ['package', 'store/leads.ts', "import { DatabaseSync } from 'node:sqlite';"],
  ['package', 'store/leads.ts', "const pg = await import('pg');"],
  ['package', 'clock/a.ts', "import { z } from 'zod';"],
  ['package', 'web/a.ts', "import { createServer } from 'node:http';"],
  ['package', 'web/a.tsx', "import { useState } from 'react';"],
  ['package', 'start.ts', "import fc from 'fast-check';"],
  ['writing', 'work/a.ts', "import { b } from '../store/b.ts';"],
  ['writing', 'work/a.ts', "import { b } from '#work/b.ts';"],
  ['writing', 'web/routes/leads/a.ts', "import { b } from '../../ui/b.ts';"],
  ['writing', 'work/a.ts', "import { b } from './b';"],
  ['state', 'work/a.ts', 'let count = 0;'],
  ['state', 'work/a.ts', 'export var count = 0;'],
  ['state', 'work/a.ts', 'export const seen = new Map<string, number>();'],
  ['state', 'work/a.ts', 'const seen: Map<string, () => void> =\n  new Map();'],
  ['state', 'work/a.ts', 'const seen = new WeakMap();'],
  ['state', 'work/a.ts', 'const seen: string[] = [];\nfunction see(a: string) {\n  seen.push(a);\n}'],
  ['state', 'work/a.ts', 'const memo = {};\nconst f = () => {\n  memo[1] ??= 2;\n};'],
  ['state', 'work/a.ts', 'const memo = { n: 1 };\nconst f = () => {\n  memo.n += 2;\n};'],
  ['state', 'work/a.ts', 'function f() {\n  globalThis.memo = 1;\n}'],
  ['purity', 'domain/a.ts', 'export const now = () => Date.now();'],
  ['purity', 'domain/a.ts', 'export const now = () => new Date();'],
  ['purity', 'domain/a.ts', 'export const id = Math.random();'],
  ['loose', 'work/a.ts', `const a = 1; // ${late}: more`],
  ['loose', 'work/a.test.ts', 'test'.concat(".skip('a', () => {});")],
  ['loose', 'work/a.test.ts', "test('a', { ".concat('todo: true }, () => {});')],
  ['loose', 'work/a.test.ts', "test('a', (t) => t".concat(".skip('later'));")],
];

for (const [rule, path, text] of wrong) {
  test(`${path} may not say: ${text.replaceAll('\n', ' ').replace(late, 'later')}`, () =>
    assert.deepEqual(broken(path, text), [rule]));
}

const right: [path: string, text: string][] = [
  ['domain/letters/a.ts', "import { parse } from 'libphonenumber-js/min';\nimport { b } from '../b.ts';"],
  ['store/postgres-pool.ts', "import pg from 'pg';\nimport { Kysely } from 'kysely';"],
  ['work/env.ts', "import type { Settings } from '#settings.ts';\nimport type { Channel } from '#channels/channel.ts';"],
  ['web/routes/leads/a.ts', "import { b } from '#web/ui/b.ts';\nimport { env } from '#web/context.ts';"],
  ['web/a.ts', "import type { IncomingMessage } from 'node:http';"],
  ['cli/main.ts', "import type { Settings } from '#settings.ts';"],
  ['work/a.test.ts', "import fc from 'fast-check';\nimport { open } from '#start.ts';\nlet cluster: string;"],
  [
    'work/a.ts',
    `// import { b } from '#web/b.ts';\n/* let a = 1;\nlet b = 2;\n*/\nconst a = \`\nlet us say \${\`import('#web/a.ts') \${1}\`}\nvar b\`;`,
  ],
  ['work/a.ts', 'const quote = /[\'"`]/g;\nconst half = 4 / 2 / 1;\nconst text = "import \'#web/a.ts\'";'],
  ['work/a.ts', 'const kinds: ReadonlySet<string> = new Set([]);\nconst names = [1];\nconst found = names.map((n) => n === 1);'],
  ['work/a.ts', 'function f() {\n  let n = 0;\n  const seen = new Map();\n  seen.set(n, n);\n}'],
];

for (const [path, text] of right) {
  test(`${path} may say: ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(broken(path, text), []));
}

test('a ring of imports is named once, types and those outside it are not', () => {
  const ring = [
    readSource('work/a.ts', "import { b } from './b.ts';"),
    readSource('work/b.ts', "import { c } from './c.ts';\nimport type { d } from './d.ts';"),
    readSource('work/c.ts', "const b = () => import('./b.ts');"),
    readSource('work/d.ts', "import { b } from './b.ts';"),
  ];
  assert.deepEqual(cycleFaults(ring), ['work/b.ts → work/c.ts → work/b.ts is a ring of imports.']);
});

test('tall files are named, and a tree of tall files is', () => {
  const files = (...lines: number[]) => lines.map((n, i) => ({ path: `work/${i}.ts`, lines: n }));
  assert.deepEqual(sizeFaults(files(10, 70, 170)), []);
  assert.equal(sizeFaults(files(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 401)).length, 1);
  assert.equal(sizeFaults(files(10, 71, 90)).length, 1);
  assert.equal(sizeFaults(files(10, 20, 171)).length, 1);
  assert.equal(sizeFaults(files(180, 180, 500)).length, 3);
});

test('a drawer is named wherever it stands', () => {
  assert.deepEqual(folderFaults(['work/a.ts', 'lib.ts', 'web/ui/helpers/a.ts']), [
    'A folder is named helpers; name it after what is in it.',
  ]);
});
