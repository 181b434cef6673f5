// Plain JavaScript: the first run is on whatever Node the machine has, from 20 on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.ready');
// At the top, because npm ci empties node_modules, and the builder build/, while the lock is held.
const lock = join(root, '.ready.lock');
const longestInstall = 15 * 60_000;

/**
 * Installs the packages when node_modules does not match the lockfile, and builds the screens when their sources are newer than
 * what was built; otherwise costs a few milliseconds. Throws with a sentence when it cannot.
 */
export function ready() {
  const wanted = fingerprint();
  if (installed(wanted) && isBuilt()) return;
  takeLock();
  try {
    prepare(wanted);
  } finally {
    rmSync(lock, { force: true });
  }
}

function prepare(wanted) {
  if (!installed(wanted)) {
    if (!matchesLockfile()) install();
    warm();
    writeFileSync(stamp, wanted);
  }
  if (!isBuilt()) build();
}

// What the screens are made of; the pure domain is bundled with them.
const sources = ['web', 'domain', 'vite.config.ts', 'react-router.config.ts', 'package-lock.json'];

/** Whether the built screens are as new as their sources; a tree without screens has nothing to build. */
function isBuilt() {
  if (!existsSync(join(root, 'react-router.config.ts'))) return true;
  const built = join(root, 'build', 'server', 'index.js');
  if (!existsSync(built)) return false;
  const at = statSync(built).mtimeMs;
  return sources.every((source) => newest(join(root, source)) <= at);
}

function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((last, name) => Math.max(last, newest(join(path, name))), 0);
}

function build() {
  say('Building the screens.');
  const node = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const result = spawnSync(node, [join(modules, '@react-router', 'dev', 'bin.cjs'), 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 2],
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (result.status !== 0) throw new Error("The screens could not be built; the builder's own words are above.");
}

/** Compiles the program once, so that the first start is as quick as the next ones. That it fails harms nothing. */
function warm() {
  const rooms = [
    'start.ts',
    'start-example.ts',
    ...['two-houses', 'listener'].map((name) => `web/${name}.ts`),
    ...['tick', 'chores'].map((name) => `clock/${name}.ts`),
    ...['sqlite', 'postgres', 'migrations/0001-foundation'].map((name) => `store/${name}.ts`),
    'work/running/back-up-nightly.ts',
    'cli/main.ts',
  ];
  const script = `require('node:module').enableCompileCache(${JSON.stringify(join(modules, '.cache', 'baton'))});
    Promise.all(${JSON.stringify(rooms)}.map((room) => import(require('node:path').join(${JSON.stringify(root)}, room))))`;
  const node = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  spawnSync(node, ['-e', script], { cwd: root, stdio: 'ignore', shell: process.platform === 'win32' });
}

function fingerprint() {
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  // The platform counts too: a folder shared with a container holds the other one's binaries.
  return `${process.platform}-${process.arch} ${createHash('sha256').update(lockfile).digest('hex')}`;
}

function installed(wanted) {
  return readText(stamp) === wanted;
}

/** True when npm itself, run by hand, has already put in place what the lockfile names. */
function matchesLockfile() {
  const there = readText(join(modules, '.package-lock.json'));
  if (!there) return false;
  const have = JSON.parse(there).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(([path, wanted]) => {
    if (path === '') return true;
    const found = have[path];
    if (!found) return wanted.optional === true && !fitsHere(wanted);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function fitsHere({ os, cpu, libc }) {
  // Which C library this is only npm can tell; such packages are never asked for.
  return !libc && (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

function install() {
  say('Installing the packages Baton needs. This takes about half a minute, once.');
  const { file, args, shell } = npm();
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(file, [...args, ...flags], {
    cwd: root,
    // npm's "added 75 packages" goes to stderr as well, so that `bin/baton --json` prints JSON and nothing else.
    stdio: ['ignore', 2, 2],
    shell,
    env: { ...process.env, NODE_ENV: '' },
  });
  if (result.status !== 0) {
    throw new Error(
      "The packages could not be installed; npm's own words are above. Once the cause is mended, run the same again.",
    );
  }
}

/** npm as it is being run now, else the one beside this Node, else the one on PATH. */
function npm() {
  const running = process.env.npm_execpath;
  // The Node that npm runs on, not the pinned one, which npm ci is about to replace.
  const node = process.env.npm_node_execpath ?? process.execPath;
  const home = dirname(realpathSync(process.execPath));
  const candidates = [
    running && /^npm(-cli)?\.c?js$/.test(basename(running)) ? running : '',
    join(home, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(home, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (found) return { file: node, args: [found], shell: false };
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

function takeLock() {
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (abandoned()) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) say('Another start is installing or building; waiting for it.');
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** Its holder was killed, or the number now belongs to a stranger. */
function abandoned() {
  const holder = Number(readText(lock));
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (since === undefined) return false;
  // A lock without a number is one whose holder has created it and not yet written to it.
  if (!holder) return Date.now() - since > 5_000;
  if (Date.now() - since > longestInstall) return true;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    ready();
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}
