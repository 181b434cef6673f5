import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseEnv } from 'node:util';
import type { Chore } from '#clock/chores.ts';
import type { Store } from '#store/engine.ts';
import { holdPlace } from '#store/open.ts';
import type { LoadScreens } from '#web/screens.ts';
import type { Env } from '#work/env.ts';
import type { Example } from '#work/example/example.ts';
import { readSettings, type Settings } from './settings.ts';
import { besideServer, noteAddress } from './start-address.ts';
import { type House, openHouse, secretOf, type World } from './start-house.ts';
import { jsonLog } from './start-log.ts';

export { type House, openHouse, type World } from './start-house.ts';

/** Where the screens come from: they are built, or being worked on. `before` is asked first. */
export type Screens = {
  load: LoadScreens;
  mode?: 'production' | 'development';
  before?: (request: IncomingMessage, response: ServerResponse, then: () => void) => void;
};

/** What a test, or somebody who works on Baton, may put in place of the world. */
export type Around = World & { screens?: (server: Server) => Promise<Screens> };

export type Halves = { web: boolean; clock: boolean };
export type Running = { address: string; house: House; stop(): Promise<void> };

/** Runs one half or both until `stop`: first it takes no more requests, then what is under way is finished, then the store closes. */
export async function serve(settings: Settings, halves: Halves, world: Around = {}): Promise<Running> {
  const release = await holdPlace(settings);
  if (!release)
    throw new Error(`Another Baton is running on ${settings.databaseUrl ? 'this database' : settings.data}. Stop it first.`);
  const undo: (() => unknown)[] = [release];
  // Last in, first out: no more requests, then what is under way is finished, then the store. A start that fails lets go of what it had.
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const house = await openHouse(settings, world);
    undo.push(() => house.close());
    const { env, store } = house;
    await store.migrate();
    if (halves.clock) {
      const clock = await startTicking(env, store);
      undo.push(() => clock.stop());
    }
    const example = halves.web ? await exampleOf(env.settings, env.log) : null;
    if (example) undo.push(() => example.close());
    const server = example ? await listen(env, example, world.screens ?? builtScreens) : null;
    if (server) undo.push(() => endServer(server));
    if (server) undo.push(() => env.news.tell(new Set(['closing'])));
    const port = (server?.address() as { port: number } | undefined)?.port ?? settings.port;
    const address = settings.port === port ? settings.url : `http://localhost:${port}`;
    if (server) undo.push(noteAddress(settings, address));
    // The last thing done, so that a stop can be told from a crash.
    undo.unshift(() => env.log('info', 'stopped'));
    env.log('info', 'started', { web: halves.web, clock: halves.clock, port: server ? port : null, engine: store.kind });
    return { address, house, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const exampleOf = async (own: Env['settings'], log: Env['log']) => (await import('./start-example.ts')).exampleBeside(own, log);

async function startTicking(env: Env, store: Store) {
  const [{ startClock }, { chores }, { backUpNightly }] = await Promise.all([
    import('#clock/start-clock.ts'),
    import('#clock/chores.ts'),
    import('#work/running/back-up-nightly.ts'),
  ]);
  const backup: Chore = { name: 'back up at night', every: 600_000, run: () => backUpNightly(env, store) };
  return startClock(env, [...chores, backup]);
}

const builtScreens = async (): Promise<Screens> => {
  const built = new URL('./build/server/index.js', import.meta.url).href;
  return { load: () => import(built) };
};

async function listen(env: Env, example: Example, screens: NonNullable<Around['screens']>): Promise<Server> {
  // React decides by it, when it is loaded, whether it checks everything twice: its pages then cost half as much again.
  process.env.NODE_ENV ??= 'production';
  const [{ listener }, { twoHouses }, { longestRequest }] = await Promise.all([
    import('#web/listener.ts'),
    import('#web/two-houses.ts'),
    import('#web/body.ts'),
  ]);
  const server = createServer({ requestTimeout: longestRequest, headersTimeout: 20_000, keepAliveTimeout: 30_000 });
  // Who sends and hears nothing for a minute has gone.
  server.timeout = 60_000;
  const { load, mode, before } = await screens(server);
  const answer = listener(twoHouses(env, example, load, mode));
  server.on('request', before ? (request, response) => before(request, response, () => void answer(request, response)) : answer);
  await new Promise<void>((done, refuse) => {
    // A name that cannot be looked up is told as HOST, too, not as if the database were meant.
    const cannot = (error: Error) => refuse(Object.assign(error, { syscall: 'listen', address: env.settings.host }));
    server.once('error', cannot).listen(env.settings.port, env.settings.host, done);
  });
  return server;
}

/** Settings beside the program; what the environment says counts more. */
const envFile = () => (existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {});

/**
 * Answers what has come in, hangs up after each answer, and resolves when nobody is connected any more. A busy connection would be
 * kept alive for ever otherwise: a proxy in front always has the next request at hand.
 */
async function endServer(server: Server): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise((done) => server.close(done).closeIdleConnections());
  clearInterval(idle);
}

/** The example business for a command, beside a running server or without one. */
const example = (settings: Settings) => exampleOf({ ...settings, secret: secretOf(settings) }, jsonLog(settings.logLevel));

/** `npm start` and the commands: words in, exit code out. */
export async function run(args: string[]): Promise<number> {
  // What customers wrote is for this user alone, in the data folder and in backups.
  process.umask(0o077);
  const { main } = await import('#cli/main.ts');
  const settings = () => readSettings({ ...envFile(), ...process.env });
  return main(args, { settings, beside: () => besideServer(settings()), open: openHouse, serve, example });
}

if (import.meta.main) process.exitCode = await run(['start', ...process.argv.slice(2)]);
