import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '#test/free-port.ts';

const root = path.join(import.meta.dirname, '..');
// The words of `npm start`, without node and the command at their end.
const starting = (
  JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start
  .split(' ')
  .slice(1, -1);

export type Floor = { port: number; stop(): Promise<void> };

/** A bare server that keeps one row per request (floor.ts). */
export async function startFloor(way: 'one' | 'group', folder: string): Promise<Floor> {
  const child = fork(path.join(import.meta.dirname, 'floor.ts'), [way, path.join(folder, `floor-${way}.db`)]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { port, stop: () => kill(child, 'SIGTERM') };
}

export type Program = {
  port: number;
  pid: number;
  /** Milliseconds from the start of the process to the first answer of /up, and of the first page. */
  upAfter: number;
  pageAfter: number;
  /** The plug is pulled: what was answered must be there. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

export type Place = { data: string; databaseUrl?: string };

/** The real program with its two halves together (`all`), or one of them. */
export async function startProgram(place: Place, half: 'all' | 'web' = 'all', flags: string[] = []): Promise<Program> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, ...starting, half === 'all' ? 'start' : half], {
    cwd: root,
    env: settingsOf(place, port),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const only = half === 'web' ? '?only=web' : '';
  await answers(child, `http://127.0.0.1:${port}/up${only}`, 200);
  const upAfter = performance.now() - began;
  await answers(child, `http://127.0.0.1:${port}/f/website`, 200);
  const pageAfter = performance.now() - began;
  return { port, pid: child.pid!, upAfter, pageAfter, crash: () => kill(child, 'SIGKILL'), stop: () => kill(child, 'SIGTERM') };
}

/** The clock in a process of its own. */
export function startClock(place: Place): { stop(): Promise<void> } {
  const child = spawn(process.execPath, [...starting, 'clock'], {
    cwd: root,
    env: settingsOf(place, 0),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { stop: () => kill(child, 'SIGTERM') };
}

const settingsOf = ({ data, databaseUrl }: Place, port: number) => ({
  PATH: process.env.PATH,
  PORT: String(port),
  HOST: '127.0.0.1',
  BATON_DATA: data,
  BATON_PROXY: '127.0.0.1',
  LOG_LEVEL: 'error',
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
});

async function answers(child: ChildProcess, address: string, status: number): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    if (child.exitCode !== null) throw new Error('the program ended before it answered');
    const got = await fetch(address).catch(() => null);
    await got?.arrayBuffer();
    if (got?.status === status) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`${address} does not answer ${status}`);
}

async function kill(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
