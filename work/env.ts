import type { Channels } from '#channels/channel.ts';
import type { Settings } from '#settings.ts';
import type { Db, Write } from '#store/engine.ts';
import type { Files } from '#store/files.ts';

export type Log = (level: 'debug' | 'info' | 'warn' | 'error', what: string, facts?: Record<string, unknown>) => void;

/** Random bytes; a simulation hands in seeded ones. */
export type Random = (bytes: number) => Uint8Array;

/**
 * What has just been committed, told so that nobody has to poll for it. A topic may name one thing of its kind, such as `lead:<id>`;
 * who listens to `lead` hears of all of them. A listener is called once per telling, with everything that was told together.
 */
export type News = {
  tell(topics: ReadonlySet<string>): void;
  on(topic: string, listen: (told: ReadonlySet<string>) => void): () => void;
};

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
