import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A database handle. Reads take `env.read`; inside a deed it is `tx.db`. */
export type Db = Kysely<Schema>;

/** What a migration may ask of an engine. The text is SQLite's; the engine turns integer, blob and strict into its own. */
export type Ddl = {
  run(text: string): Promise<void>;
  appendOnly(table: string): Promise<void>;
  counter(name: string, start: number): Promise<void>;
  searchTable(): Promise<void>;
};

/** One deed's transaction. Nothing else is in reach: no network, no other clock. It may be run again. */
export type Tx = {
  db: Db;
  now: number;
  id(): string;
  /** Told to the rest of the process once the commit is on disk. */
  after(topic: string): void;
  /** The first try, without savepoints: they cost more than most of what they guard. A part that fails is a reason to run again with them. */
  isHasty?: true;
};

export type Write = <T>(deed: (tx: Tx) => Promise<T>) => Promise<T>;

/** Time, ids and news are handed in so that a simulation can repeat itself. */
export type Hands = { now(): number; id(): string; tell(topics: ReadonlySet<string>): void };

export type Store = {
  kind: 'sqlite' | 'postgres';
  read: Db;
  write: Write;
  /** The version of the tables that are there; 0 where there are none yet. */
  version(): Promise<number>;
  /** Brings the tables up to this version of the program. Only the server migrates one that holds something. */
  migrate(): Promise<void>;
  /** All tables as of one moment. */
  snapshot<T>(look: (db: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Tells other processes what this one has committed, at most ten times a second. */
export type Wire = { tell(topics: ReadonlySet<string>): void; close(): Promise<void> };

/** More writes wait than can be kept waiting, or the disk or the server does not take any: come again. */
export class Busy extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause });
    this.name = 'Busy';
  }
}

/** A part of a hasty deed failed: the deed is run again, with savepoints. */
export class TooHasty extends Error {
  constructor(cause: unknown) {
    super('a part of it failed', { cause });
    this.name = 'TooHasty';
  }
}

// A unique value that two transactions add at once is found by the second one when it runs again. The last two are told of a
// statement whose tables another process has changed since.
const again: ReadonlySet<string> = new Set(['40001', '40P01', '23505', '0A000', '26000']);

/** Whether a deed failed only because it was hasty or, on PostgreSQL, another one was quicker: it is run again from its start. */
export const mayRunAgain = (error: unknown): boolean =>
  error instanceof TooHasty || again.has(String((error as { code?: unknown } | null)?.code));
