import { randomBytes } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { byHand } from '#channels/by-hand.ts';
import type { Channel } from '#channels/channel.ts';
import { mailSender } from '#channels/email/mail-sender.ts';
import { mailToNowhere } from '#channels/email/mail-to-nowhere.ts';
import { websiteForm } from '#channels/website-form.ts';
import { uuids } from '#domain/uuid.ts';
import type { Store } from '#store/engine.ts';
import { filesIn } from '#store/files.ts';
import { openStore, openWire } from '#store/open.ts';
import type { Env, News, Random } from '#work/env.ts';
import type { Settings } from './settings.ts';
import { jsonLog } from './start-log.ts';

export type House = { env: Env; store: Store; close(): Promise<void> };

/** What a test or a simulation may put in place of the world. */
export type World = {
  now?: () => number;
  random?: Random;
  log?: Env['log'];
  /** Another file than the team's own, and whether anybody relies on it yet. */
  file?: string;
  draft?: boolean;
};

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

const shortest = 32;

/** The secret that was set, else the one kept in the data folder, made at the first start. */
export function secretOf({ secret, data }: Settings): string {
  if (secret) return secret;
  const place = path.join(data, 'secret');
  const kept = keptAt(place) || makeSecret(place);
  if (kept.length < shortest)
    throw new Error(`The secret in ${place} is cut off: a whole one has at least ${shortest} characters.`);
  return kept;
}

const keptAt = (place: string): string => (existsSync(place) ? readFileSync(place, 'utf8').trim() : '');

/** It gets its name once it is whole: two processes may start at the same moment, and a full disk leaves an empty file. */
function makeSecret(place: string): string {
  mkdirSync(path.dirname(place), { recursive: true });
  const fresh = `${place}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(fresh, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600, flush: true });
    if (existsSync(place)) renameSync(fresh, place);
    else giveName(fresh, place);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return keptAt(place);
}

/** Never over another one's. Some disks know no second names. */
function giveName(fresh: string, place: string): void {
  try {
    linkSync(fresh, place);
  } catch {
    copyFileSync(fresh, place, constants.COPYFILE_EXCL);
  }
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
  const { file, draft } = world;
  const hands = { now, id: uuids(now, random), tell };
  const store = await openStore({ ...settings, ...(file ? { file } : {}), ...(draft ? { draft } : {}) }, hands);
  const mail = settings.example ? mailToNowhere() : sender(settings, now);
  const email: Channel = { kind: 'email', sources: ['email'], send: (letter, _account, signal) => mail.send(letter, signal) };
  const env: Env = {
    read: store.read,
    write: store.write,
    channels: new Map([websiteForm, byHand, email].map((channel) => [channel.kind, channel])),
    files: filesIn(path.join(settings.data, settings.example ? 'example-files' : 'files')),
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

const sender = ({ smtpUrl, data }: Settings, now: () => number) =>
  mailSender({ ...(smtpUrl ? { url: smtpUrl } : {}), outgoing: path.join(data, 'outgoing'), now });
