import type { Channels } from '#channels/channel.ts';
import type { Settings } from '#settings.ts';
import type { Db, Write } from '#store/engine.ts';
import type { Files } from '#store/files.ts';

export type Log = (level: 'debug' | 'info' | 'warn' | 'error', what: string, facts?: Record<string, unknown>) => void;

/** Random bytes; a simulation hands in seeded ones. */
export type Random = (bytes: number) => Uint8Array;

/** What has just been committed, told within this process so that nobody has to poll for it. */
export type News = { tell(topics: ReadonlySet<string>): void; on(topic: string, listen: () => void): () => void };

/** Everything the house stands on, made once by start.ts. Nine things, no more. */
export type Env = {
  read: Db;
  write: Write;
  channels: Channels;
  files: Files;
  settings: Settings & { secret: string };
  log: Log;
  now(): number;
  random: Random;
  news: News;
};
