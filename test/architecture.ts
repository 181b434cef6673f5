import { posix } from 'node:path';
import { lineAt, type Source } from './read-source.ts';

export type Floor = 'domain' | 'store' | 'channels' | 'work' | 'clock' | 'web' | 'cli' | 'settings' | 'start' | 'test';
type Permits = { floors: string[]; packages: string[] };

const any = '*';
const outside: Permits = { floors: [any], packages: [any] };
const paths = ['node:path', 'node:url', 'node:util', 'node:stream/*', 'node:timers/promises'];

/**
 * Who may import whom, and what from npm and node:. `x in FILE…` only there, `x as types` only its types,
 * `x/*` its subpaths too. A floor may always import itself.
 */
export const table: Record<Floor, Permits> = {
  domain: { floors: [], packages: ['libphonenumber-js/min'] },
  store: {
    floors: ['domain'],
    packages: [
      ...paths,
      'kysely',
      'node:sqlite in store/sqlite.ts store/sqlite-connection.ts store/sqlite-replace.ts',
      'node:sqlite as types in store/sqlite-ledger.ts store/sqlite-tables.ts',
      'node:stream as types',
      'pg in store/postgres-pool.ts store/postgres-news.ts store/postgres-lock.ts',
      'node:crypto in store/files.ts store/backup.ts',
      'node:fs/* in store/files.ts store/sqlite.ts store/sqlite-replace.ts store/backup.ts store/folder.ts',
      'tar-stream in store/backup.ts',
    ],
  },
  channels: {
    floors: ['domain'],
    packages: [...paths, 'node:crypto', 'node:net', 'node:fs/* in channels/email/letter-keeper.ts', 'nodemailer/*'],
  },
  work: {
    floors: ['domain', 'store', 'channels/channel.ts', 'settings.ts as types in work/env.ts', 'package.json'],
    packages: [
      ...paths,
      'node:crypto',
      'node:zlib',
      'node:worker_threads in work/team/holidays.ts work/team/holidays-worker.ts',
      'date-holidays in work/team/holidays-worker.ts',
      'node:net in work/letters/greet-mail-server.ts',
      'node:tls in work/letters/greet-mail-server.ts',
      '@simplewebauthn/server/*',
      'otpauth in work/people/totp.ts',
      'uqr in work/people/scan-code.ts',
    ],
  },
  clock: { floors: ['work'], packages: [] },
  web: {
    floors: ['work', 'store', 'domain', 'channels/channel.ts'],
    packages: [
      ...paths,
      'node:http as types',
      'node:crypto in web/entry.server.tsx',
      'node:net in web/sender-address.ts',
      'node:fs in web/assets.ts',
      'hono/*',
      '@hono/node-server/*',
      'zod',
      'react/*',
      'react-dom/*',
      'react-router/*',
      '@react-router/*',
      '@simplewebauthn/browser',
    ],
  },
  cli: {
    floors: ['work', 'store', 'domain', 'settings.ts'],
    packages: [...paths, 'node:fs/*', 'node:readline/*', 'node:process'],
  },
  settings: { floors: [], packages: ['zod'] },
  start: outside,
  test: outside,
};

const mayStart = ['bin', 'test', 'bench', 'scripts'];
const badFolders = ['utils', 'lib', 'helpers', 'services'];
const mutating = 'push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear';

function floorOf(path: string): Floor {
  if (isTest(path)) return 'test';
  const first = path.split('/')[0] ?? '';
  if (/^start[\w-]*\.ts$/.test(first)) return 'start';
  if (first === 'settings.ts') return 'settings';
  return first in table ? (first as Floor) : 'test';
}

/** Tests and what only serves them: the dev tools are theirs. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || ['test', 'bench', 'scripts'].includes(path.split('/')[0] ?? '');
}

/** Which floor may import which. */
export function floorFaults(source: Source): string[] {
  const floor = floorOf(source.path);
  const { floors } = table[floor];
  return source.imports.flatMap(({ target, specifier, types, line }) => {
    if (target === null) return [];
    const top = target.split('/')[0] ?? '';
    if (/^start[\w-]*\.ts$/.test(target) && !mayStart.includes(top) && floor !== 'test' && floor !== 'start') {
      if (floors.some((permit) => permits(permit, target, source.path, types))) return [];
      return [`${at(source, line)} imports ${specifier}, but only bin, cli/main.ts, test and bench start Baton.`];
    }
    if (floor === 'test' || floor === 'start') {
      return floor === 'start' && isTest(target) ? [`${at(source, line)} imports ${specifier}, which is there for tests.`] : [];
    }
    if (!isTest(target) && floorOf(target) === floor) return [];
    if (floors.some((permit) => permits(permit, target, source.path, types) || permits(permit, top, source.path, types)))
      return [];
    return [`${at(source, line)} imports ${specifier}, but ${floor} may import ${floors.join(', ') || 'no other floor'}.`];
  });
}

/** Which npm packages and node: builtins a floor may use, and that what runs is not a dev dependency. */
export function packageFaults(source: Source, dependencies: string[]): string[] {
  const floor = floorOf(source.path);
  const { packages } = table[floor];
  return source.imports.flatMap(({ target, specifier, types, line }) => {
    // The list of routes is read by the builder alone.
    if (target !== null || floor === 'test' || source.path === 'web/routes.ts') return [];
    if (!packages.some((permit) => permits(permit, specifier, source.path, types))) {
      return [`${at(source, line)} imports ${specifier}, which ${floor} may not use here (test/architecture.ts has the table).`];
    }
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    if (specifier.startsWith('node:') || dependencies.includes(name)) return [];
    return [`${at(source, line)} imports ${specifier}, which package.json does not list among its dependencies.`];
  });
}

function permits(permit: string, wanted: string, path: string, types: boolean): boolean {
  const [allowed = '', files] = permit.split(' in ');
  const [name = '', onlyTypes] = allowed.split(' as ');
  if (files && !files.split(' ').includes(path)) return false;
  if (onlyTypes && !types) return false;
  return (
    name === any ||
    name === wanted ||
    (name.endsWith('/*') && (wanted === name.slice(0, -2) || wanted.startsWith(name.slice(0, -1))))
  );
}

/** How an import is written, so that the line shows its direction. */
export function writingFaults({ path, imports }: Source): string[] {
  const folder = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : '');
  return imports.flatMap(({ target, specifier, line }) => {
    const fault = (sentence: string) => [`${path}:${line} imports ${specifier}; ${sentence}`];
    if (target === null) return [];
    if (!/\.(?:tsx?|mjs|json|css|svg)(?:\?\w+)?$/.test(specifier)) return fault('name the file with its ending.');
    if (specifier.startsWith('../../')) return fault(`write #${target}.`);
    if (specifier.startsWith('.')) return folder(target) === folder(path) ? [] : fault(`write #${target}, another floor.`);
    const near = posix.relative(posix.dirname(path), target);
    // web/context.ts is where the bundled half meets the native one; only under this name it stays one instance.
    if (folder(target) === '' || folder(target) !== folder(path) || near.startsWith('../../') || target === 'web/context.ts')
      return [];
    return fault(`write ${near.startsWith('.') ? near : `./${near}`}, the same floor.`);
  });
}

/** Each ring of imports once, types left out. */
export function cycleFaults(sources: Source[]): string[] {
  const edges = new Map(
    sources.map(({ path, imports }) => [path, imports.filter(({ types }) => !types).map(({ target }) => target)]),
  );
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) faults.push(`${[...trail.slice(trail.indexOf(path)), path].join(' → ')} is a ring of imports.`);
    if (trail.includes(path) || done.has(path)) return;
    for (const next of edges.get(path) ?? []) if (next) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return faults;
}

/** What outlives a call and can change belongs into start.ts, which hands it in. */
export function stateFaults({ path, code }: Source): string[] {
  // Each file of the bench is a program of its own.
  if (path.startsWith('bench/')) return [];
  if (path === 'start.ts' || /\.test\.tsx?$/.test(path)) return [];
  const faults: string[] = [];
  const say = (index: number, sentence: string) => faults.push(`${path}:${lineAt(code, index)} ${sentence}`);
  for (const { index, 1: word, 2: name } of code.matchAll(/^(?:export )?(let|var) ([\w$]+|[{[])/gm)) {
    say(index, `has a changeable ${word} ${name} at the top of the file; let start.ts hand it in.`);
  }
  for (const { index, 0: statement, 1: name = '' } of code.matchAll(/^(?:export )?const ([\w$]+)[\s\S]*?;$/gm)) {
    const value = statement.replace(/^[^=]*?(?:=>[^=]*?)*=\s*(?!>)/, '');
    const collection = /^new (Map|Set|WeakMap|WeakSet|Array)\b/.exec(value)?.[1];
    if (collection && !/\bconst [\w$]+: Readonly(?:Map|Set)</.test(statement)) {
      say(
        index,
        `makes the ${collection} ${name} at the top of the file; type it Readonly${collection} or let start.ts hand it in.`,
      );
    }
    const written = writes(name).exec(code);
    if (/^[{[]/.test(value) && written) say(written.index, `changes ${name}, which stands at the top of the file.`);
  }
  for (const { index } of code.matchAll(/\bglobalThis(?:\.\w+|\[[^\]]*\])\s*=(?![=>])/g)) say(index, 'writes to globalThis.');
  return faults;
}

/** Finds where the members of `name` are set, or it is changed as a whole. */
function writes(name: string): RegExp {
  const own = name.replaceAll('$', '\\$');
  const member = '(?:\\.\\w+|\\[[^\\]]*\\])+\\s*';
  const assigned = '(?:[-+*/%|&?]{0,2}=(?![=>])|\\+\\+|--)';
  return new RegExp(
    `(?<![.\\w$])${own}(?:${member}${assigned}|\\.(?:${mutating})\\()|\\b(?:delete |Object\\.assign\\()${own}\\b`,
  );
}

/** The domain is values in, values out. */
export function purityFaults({ path, code }: Source): string[] {
  if (floorOf(path) !== 'domain') return [];
  const impure =
    /\b(?:Date\.now|Math\.random|Temporal\.Now|performance\.now|crypto\.\w+|process\.\w+|fetch|console\.\w+|setTimeout|new Date(?=\(\)))\b/g;
  return [...code.matchAll(impure)].map(
    ({ index, 0: word }) => `${path}:${lineAt(code, index)} uses ${word}; hand the value in.`,
  );
}

/** Small files: the median, the tall ones, the tallest. Lines of code that is no test. */
export function sizeFaults(files: { path: string; lines: number }[]): string[] {
  const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b);
  const share = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? 0;
  const faults = files
    .filter(({ lines, path }) => lines > 400 && path !== 'store/schema.ts')
    .map(({ path, lines }) => `${path} has ${lines} lines; is it several rooms?`);
  if (share(0.5) > 70) faults.push(`The median file has ${share(0.5)} lines, more than 70.`);
  if (share(0.9) > 170) faults.push(`One file in ten has more than ${share(0.9)} lines; it should be at most 170.`);
  return faults;
}

export function folderFaults(paths: string[]): string[] {
  const folders = new Set(paths.flatMap((path) => path.split('/').slice(0, -1)));
  return badFolders.filter((name) => folders.has(name)).map((name) => `A folder is named ${name}; name it after what is in it.`);
}

/** Tests that would not run, and work put off in a comment. */
export function looseEnds({ path, text, code }: Source): string[] {
  const say = (index: number, sentence: string) => `${path}:${lineAt(text, index)} ${sentence}`;
  const asleep = /\b(?:test|it|describe|suite|t)\.(?:skip|only|todo)\b|\b(?:skip|only|todo): *(?:true|['"`])/g;
  return [
    ...(isTest(path)
      ? [...code.matchAll(asleep)].map(({ index }) => say(index, 'has a test that does not run, or keeps others from it.'))
      : []),
    ...[...text.matchAll(/\b(?:TO-?DO|FIX-?ME)\b/g)].map(({ index }) =>
      say(index, 'puts something off; finish it or write an issue.'),
    ),
  ];
}

function at({ path }: Source, line: number): string {
  return `${path}:${line}`;
}
