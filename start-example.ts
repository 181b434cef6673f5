import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Env } from '#work/env.ts';
import { type Example, type ExampleState, exampleNow } from '#work/example/example.ts';
import { indexSearch } from '#work/leads/index-search.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { exampleFile, exampleSettings, type Own } from './start-example-settings.ts';
import { type House, openHouse } from './start-house.ts';

/** What is held back for undo goes then. Milliseconds. */
const held = 10_000;

/** The example business of this data folder, opened when somebody first looks at it. */
export function exampleBeside(own: Own, log: Env['log']): Example & { close(): Promise<void> } {
  const place = path.join(own.data, exampleFile);
  let visited: { house: House; inode: number; stop(): void } | null = null;
  let opening: Promise<Env> | null = null;
  let making: { worker: Worker; done: Promise<void> } | null = null;
  let state: ExampleState | null = null;

  const visit = async (): Promise<Env> => {
    const house = await openHouse(exampleSettings(own), { now: () => exampleNow, file: exampleFile, log });
    await house.store.migrate();
    visited = { house, inode: statSync(place).ino, stop: keepUp(house.env) };
    return house.env;
  };

  const leave = async () => {
    const last = visited;
    visited = null;
    opening = null;
    last?.stop();
    await last?.house.close();
  };

  /** In a thread of its own, so that nobody waits for it meanwhile. */
  const begin = () => {
    const worker = new Worker(new URL('./start-example-worker.ts', import.meta.url), { workerData: own });
    const done = new Promise<void>((resolve, reject) => {
      worker.on('message', (share: number) => {
        state = { is: 'making', share };
      });
      worker.once('error', reject);
      worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`its thread ended with ${code}`))));
    });
    state = { is: 'making', share: 0 };
    return { worker, done: done.then(() => end(null), fail) };
  };
  const end = (last: ExampleState | null) => {
    making = null;
    state = last;
  };
  const fail = (error: unknown) => {
    log('error', 'the example business could not be made', { error: String(error) });
    end({ is: 'failed' });
    throw error;
  };

  return {
    state: () => (state?.is === 'making' ? state : existsSync(place) ? { is: 'ready' } : (state ?? { is: 'none' })),
    async env() {
      // A command may have thrown it away, or made it anew, beside this process.
      const there = statSync(place, { throwIfNoEntry: false });
      if (visited && visited.inode !== there?.ino) await leave();
      if (!there) return null;
      opening ??= visit().catch((error) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    make() {
      if (existsSync(place)) return Promise.resolve();
      making ??= begin();
      return making.done;
    },
    async throwAway() {
      await making?.done.catch(() => {});
      await leave();
      clear(own.data, /^example(-files$|\.db($|[-.]))/);
    },
    async close() {
      await leave();
      if (!making) return;
      making.done.catch(() => {});
      await making.worker.terminate();
      clear(own.data, new RegExp(`^${exampleFile}\\.${process.pid}-`));
    },
  };
}

function clear(data: string, named: RegExp): void {
  for (const name of existsSync(data) ? readdirSync(data) : [])
    if (named.test(name)) rmSync(path.join(data, name), { recursive: true, force: true });
}

/** Time stands, so no clock runs; what an act sets off by itself is done a moment after it. */
function keepUp(env: Env): () => void {
  const waiting = new Set<NodeJS.Timeout>();
  const soon = (wait: number, run: () => Promise<unknown>) => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      run().catch((error) => env.log('warn', 'the example business could not keep up', { error: String(error) }));
    }, wait);
    waiting.add(timer.unref());
  };
  const then = { ...env, now: () => exampleNow + held };
  const off = [
    env.news.on('outbox', () => soon(held, () => deliverOutbox(then))),
    env.news.on('lead', () => soon(200, () => indexSearch(env))),
  ];
  return () => {
    for (const end of off) end();
    for (const timer of waiting) clearTimeout(timer);
  };
}
