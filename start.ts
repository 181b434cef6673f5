import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { byHand } from '#channels/by-hand.ts';
import type { Channel } from '#channels/channel.ts';
import { mailSender } from '#channels/email/email.ts';
import { websiteForm } from '#channels/website-form.ts';
import type { Chore } from '#clock/chores.ts';
import { uuids } from '#domain/uuid.ts';
import type { Store } from '#store/engine.ts';
import { filesIn } from '#store/files.ts';
import { holdPlace, openStore, openWire } from '#store/open.ts';
import type { Env, News, Random } from '#work/env.ts';
import { readSettings, type Settings } from './settings.ts';
import { jsonLog } from './start-log.ts';

export type House = { env: Env; store: Store; close(): Promise<void> };

/** What a test or a simulation may put in place of the world. */
export type World = { now?: () => number; random?: Random; log?: Env['log'] };

function newsRoom(): News {
  type Listen = Parameters<News['on']>[1];
  const listeners = new Map<string, Set<Listen>>();
  return {
    tell(topics) {
      const called = new Set<Listen>();
      for (const topic of topics) for (const listen of listeners.get(topic.split(':', 1)[0]!) ?? []) called.add(listen);
      for (const listen of called) listen(topics);
    },
    on(topic, listen) {
      const there = listeners.get(topic) ?? new Set();
      listeners.set(topic, there.add(listen));
      return () => void there.delete(listen);
    },
  };
}

/** The secret that was set, else the one kept in the data folder, made at the first start. */
function secretOf({ secret, data }: Settings): string {
  if (secret) return secret;
  const place = path.join(data, 'secret');
  mkdirSync(data, { recursive: true });
  try {
    writeFileSync(place, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return readFileSync(place, 'utf8').trim();
}

/** Opens the store and lays everything out that the house stands on; nothing runs yet. */
export async function openHouse(settings: Settings, world: World = {}): Promise<House> {
  const now = world.now ?? Date.now;
  const random: Random = world.random ?? ((bytes) => randomBytes(bytes));
  const news = newsRoom();
  const wire = await openWire(settings, news.tell);
  const tell = (topics: ReadonlySet<string>) => {
    news.tell(topics);
    wire?.tell(topics);
  };
  const store = await openStore(settings, { now, id: uuids(now, random), tell });
  const mail = mailSender({
    ...(settings.smtpUrl ? { url: settings.smtpUrl } : {}),
    outgoing: path.join(settings.data, 'outgoing'),
    now,
  });
  const email: Channel = { kind: 'email', sources: ['email'], send: (letter, _account, signal) => mail.send(letter, signal) };
  const env: Env = {
    read: store.read,
    write: store.write,
    channels: new Map([websiteForm, byHand, email].map((channel) => [channel.kind, channel])),
    files: filesIn(path.join(settings.data, 'files')),
    settings: { ...settings, secret: secretOf(settings) },
    log: world.log ?? jsonLog(settings.logLevel),
    now,
    random,
    news,
  };
  return {
    env,
    store,
    async close() {
      mail.close();
      await wire?.close();
      await store.close();
    },
  };
}

export type Halves = { web: boolean; clock: boolean };
export type Running = { address: string; house: House; stop(): Promise<void> };

/** Runs one half or both until `stop`: first it takes no more requests, then what is under way is finished, then the store closes. */
export async function serve(settings: Settings, halves: Halves, world: World = {}): Promise<Running> {
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
    const server = halves.web ? await listen(env) : null;
    if (server) undo.push(() => endServer(server));
    if (server) undo.push(() => env.news.tell(new Set(['closing'])));
    const port = (server?.address() as { port: number } | undefined)?.port ?? settings.port;
    const address = settings.port === port ? settings.url : `http://localhost:${port}`;
    env.log('info', 'started', { web: halves.web, clock: halves.clock, port: server ? port : null, engine: store.kind });
    return { address, house, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startTicking(env: Env, store: Store) {
  const [{ startClock }, { chores }, { backUpNightly }] = await Promise.all([
    import('#clock/tick.ts'),
    import('#clock/chores.ts'),
    import('#work/back-up-nightly.ts'),
  ]);
  const backup: Chore = { name: 'back up at night', every: 600_000, run: () => backUpNightly(env, store) };
  return startClock(env, [...chores, backup]);
}

async function listen(env: Env): Promise<Server> {
  const [{ listener }, { webApp }] = await Promise.all([import('#web/listener.ts'), import('#web/app.ts')]);
  const built = new URL('./build/server/index.js', import.meta.url).href;
  const load = () => import(built);
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 30_000 },
    listener(webApp(env, load)),
  );
  await new Promise<void>((done, refuse) => {
    server.once('error', refuse).listen(env.settings.port, env.settings.host, done);
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

/** `npm start` and the commands: words in, exit code out. */
export async function run(args: string[]): Promise<number> {
  const { main } = await import('#cli/main.ts');
  return main(args, { settings: () => readSettings({ ...envFile(), ...process.env }), open: openHouse, serve });
}

if (import.meta.main) process.exitCode = await run(['start', ...process.argv.slice(2)]);
