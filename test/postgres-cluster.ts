import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { type Account, type Binaries, postgresBinaries, unprivilegedAccount } from './postgres-binaries.ts';

export type PostgresCluster = {
  /** Of the superuser and the database `postgres`; stays the same over a restart. */
  url: string;
  /** Ends PostgreSQL and deletes its folder. May be called again. */
  stop(): Promise<void>;
  /** Kills PostgreSQL as a failing machine would; what was durable is there after `restart`. */
  crash(): Promise<void>;
  restart(): Promise<void>;
};

type PostgresClusterOptions = {
  /** Leaves fsync on: for the bench and for tests that pull the plug. Off by default, which is several times faster. */
  durable?: boolean;
  from?: 'machine' | 'package' | 'any';
};

type Place = { folder: string; data: string; port: number; account: Account; binaries: Binaries; durable: boolean; guard: Guard };
type Postmaster = { process: ChildProcess; said: () => string };
/** `watch` names the process to end if we die, 0 for none. */
type Guard = { watch(pid: number): void; dismiss(): void };

const run = promisify(execFile);

/**
 * An own PostgreSQL in a temporary folder on a free port of the loopback address: C collation, UTF-8, 200 connections.
 * It ends with the process that started it, also when that one is killed. Throws with a sentence when there is none to start.
 */
export async function postgresCluster(options: PostgresClusterOptions = {}): Promise<PostgresCluster> {
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), 'baton-postgres-'));
  const guard = guardOver(folder);
  const password = randomBytes(12).toString('base64url');
  let current: Postmaster | undefined;
  const halt = async (signal: 'SIGINT' | 'SIGKILL') => {
    if (current) await end(current, signal);
    current = undefined;
    guard.watch(0);
  };
  const stop = async () => {
    await halt('SIGINT');
    guard.dismiss();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    if (account) chownSync(folder, account.uid, account.gid);
    const binaries = await postgresBinaries(options.from ?? 'any', folder, account);
    const place: Place = {
      folder,
      data: join(folder, 'data'),
      port: await freePort(),
      account,
      binaries,
      durable: options.durable ?? false,
      guard,
    };
    await create(place, password);
    current = await start(place);
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${place.port}/postgres`,
      stop,
      crash: () => halt('SIGKILL'),
      async restart() {
        await halt('SIGINT');
        current = await startAfterCrash(place);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function create({ folder, data, account, binaries, guard }: Place, password: string) {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  mkdirSync(data, { mode: 0o700 });
  if (account) for (const path of [passwordFile, data]) chownSync(path, account.uid, account.gid);
  const flags = [
    '--username=postgres',
    '--auth=password',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const making = run(binaries.initdb, [`--pgdata=${data}`, ...flags], { ...account, cwd: folder, env: calmEnvironment() });
  guard.watch(making.child.pid ?? 0);
  await making;
}

async function start(place: Place): Promise<Postmaster> {
  const settings = {
    port: place.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    ...(place.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const child = spawn(
    place.binaries.postgres,
    ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...place.account, cwd: place.folder, env: calmEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  place.guard.watch(child.pid ?? 0);
  const postmaster = { process: child, said: record(child) };
  try {
    await untilReady(postmaster);
  } catch (error) {
    await end(postmaster, 'SIGKILL');
    throw error;
  }
  // Neither keeps a test file from ending; the guard then sees to the rest.
  child.unref();
  (child.stderr as unknown as { unref(): void }).unref();
  return postmaster;
}

/** Backends of a killed postmaster need a moment to notice, and until then hold its shared memory. */
async function startAfterCrash(place: Place): Promise<Postmaster> {
  for (let left = 50; ; left--) {
    try {
      return await start(place);
    } catch (error) {
      if (left === 0 || !/pre-existing shared memory|lock file/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function end({ process: child }: Postmaster, signal: 'SIGINT' | 'SIGKILL') {
  child.ref();
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.kill(signal);
  await gone;
}

/** Holds the other end of a pipe: when we die, however we die, it reads the end of it and clears up after us. */
function guardOver(folder: string): Guard {
  // It waits for the pid file, not for the process: in a container without an init the dead stay on the list.
  // An initdb that was stopped clears up as well; where the two meet, rmSync may give up without a word, so it is asked again.
  const deed = `
    const { existsSync, rmSync } = require('node:fs');
    const folder = ${JSON.stringify(folder)};
    const clear = (left) => {
      if (left > 0 && existsSync(folder + '/data/postmaster.pid')) return setTimeout(clear, 20, left - 1);
      try { rmSync(folder, { recursive: true, force: true }); } catch {}
      if (existsSync(folder) && left > -50) setTimeout(clear, 100, Math.min(left, 0) - 1);
    };
    let heard = '';
    process.stdin.setEncoding('utf8').on('data', (chunk) => (heard += chunk)).on('end', () => {
      const pid = Number(heard.trim().split('\\n').at(-1));
      if (pid) try { process.kill(pid, 'SIGQUIT'); } catch {}
      clear(pid ? 250 : 0);
    });`;
  const child = spawn(process.execPath, ['-e', deed], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  // Should the guard itself be killed, the tests go on without one.
  child.stdin.on('error', () => {});
  return {
    watch: (pid) => child.stdin.write(`${pid}\n`),
    dismiss: () => child.kill('SIGKILL'),
  };
}

function record(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-4000);
  });
  return () => text;
}

function untilReady({ process: child, said }: Postmaster): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (said().includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`PostgreSQL did not start. It said:\n${said()}`)));
  });
}

/** Without the user's own PG… settings, and with messages in the language we look for. */
function calmEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG',
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
