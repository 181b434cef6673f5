import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { Busy, type Db, type Ddl, type Hands, type Store } from './engine.ts';
import { groupCommit, type Ledger } from './group-commit.ts';
import { migrateToLatest } from './migrations.ts';
import { type Moment, moment } from './moment.ts';
import { InProcess, type Outcome } from './prepared.ts';
import type { Filling } from './replace.ts';
import type { Schema } from './schema.ts';

const busy = 5;
const statementsKept = 300;
const none: readonly never[] = [];
/** Milliseconds to wait for another process, where waiting is right. */
const patience = 5000;

/** SQLite binds a Date or undefined as NULL without a word; here they are refused. */
function refuseUnbindable(value: unknown): void {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint') return;
  if (!(value instanceof Uint8Array)) throw new TypeError(`cannot store ${Object.prototype.toString.call(value)}`);
}

/** Writes what is recalled in a moment, or takes such a write back. */
const changesRecalled = /^(?!\s*select\b).*\b(?:team|rules|hours|closed_days|stages|channels|rollback)\b/is;

class Connection implements DatabaseConnection {
  readonly #raw: DatabaseSync;
  readonly #moment: Moment;
  readonly #statements = new Map<string, { statement: StatementSync; reads: boolean; ends: boolean }>();

  constructor(raw: DatabaseSync, moment: Moment) {
    this.#raw = raw;
    this.#moment = moment;
  }

  #prepare(text: string) {
    let known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#raw.prepare(text);
    known = { statement, reads: statement.columns().length > 0, ends: changesRecalled.test(text) };
    if (this.#statements.size >= statementsKept) this.#statements.delete(this.#statements.keys().next().value as string);
    this.#statements.set(text, known);
    return known;
  }

  readonly ask = (text: string, values: readonly unknown[]): Outcome => {
    const { statement, reads, ends } = this.#prepare(text);
    if (ends) this.#moment.end();
    for (let at = 0; at < values.length; at++) refuseUnbindable(values[at]);
    const bound = values as SQLInputValue[];
    if (reads) return { rows: statement.all(...bound), changed: 0 };
    return { rows: none, changed: Number(statement.run(...bound).changes) };
  };

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changed } = this.ask(sql, parameters);
    return { numAffectedRows: BigInt(changed), rows: rows as R[] };
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    parameters.forEach(refuseUnbindable);
    for (const row of this.#raw.prepare(sql).iterate(...(parameters as SQLInputValue[]))) yield { rows: [row as R] };
  }
}

/** Transactions are the group commit's business, so Kysely's own are refused: a second BEGIN on this connection would be a mistake. */
class OneConnection implements Driver {
  readonly #connection: Connection;
  constructor(connection: Connection) {
    this.#connection = connection;
  }
  async init() {}
  async acquireConnection() {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error('use env.write');
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
  async releaseConnection() {}
  async destroy() {}
}

function kyselyOver(raw: DatabaseSync, now = moment()): Db {
  const connection = new Connection(raw, now);
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new InProcess(connection.ask, now),
      createDriver: () => new OneConnection(connection),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

function open(file: string, readOnly: boolean): DatabaseSync {
  const raw = new DatabaseSync(file, { readOnly, timeout: patience, enableDoubleQuotedStringLiterals: false });
  // A new file becomes WAL once, and two processes may open it at the same moment. After that the writer never blocks: group commit asks again.
  if (!readOnly)
    raw.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; pragma foreign_keys = on; pragma busy_timeout = 0;',
    );
  raw.exec('pragma cache_size = -16000; pragma temp_store = memory;');
  return raw;
}

function ledger(raw: DatabaseSync, moments: readonly Moment[]): Ledger {
  const say = Object.fromEntries(
    ['begin immediate', 'commit', 'rollback', 'savepoint deed', 'release deed', 'rollback to deed'].map((text) => [
      text,
      raw.prepare(text),
    ]),
  );
  const end = () => {
    for (const one of moments) one.end();
  };
  return {
    begin() {
      end();
      try {
        say['begin immediate']?.run();
        return true;
      } catch (error) {
        if ((error as { errcode?: number }).errcode === busy) return false;
        throw new Busy('the database takes no writes', error);
      }
    },
    commit() {
      say.commit?.run();
      end();
    },
    rollback() {
      end();
      if (raw.isOpen && raw.isTransaction) say.rollback?.run();
    },
    save: () => void say['savepoint deed']?.run(),
    release: () => void say['release deed']?.run(),
    undo() {
      if (!raw.isOpen || !raw.isTransaction) return false;
      end();
      say['rollback to deed']?.run();
      say['release deed']?.run();
      return true;
    },
  };
}

function ddl(db: Db): Ddl {
  const run = async (text: string) => void (await sql.raw(text).execute(db));
  return {
    run,
    async appendOnly(table) {
      for (const act of ['update', 'delete'])
        await run(
          `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, '${table} is append-only'); end`,
        );
    },
    async counter(name, start) {
      await run('create table counters (name text primary key, value integer not null) strict');
      await run(`insert into counters values ('${name}', ${start})`);
    },
    searchTable: () => run(`create virtual table search using fts5(words, content='', contentless_delete=1, prefix='2 3')`),
  };
}

const versionOf = (raw: DatabaseSync): number =>
  (raw.prepare('pragma user_version').get() as { user_version: number }).user_version;

async function applyOnce(raw: DatabaseSync, version: number, up: () => Promise<void>): Promise<void> {
  raw.exec('begin immediate');
  try {
    if (versionOf(raw) < version) {
      await up();
      raw.exec(`pragma user_version = ${version}`);
    }
    raw.exec('commit');
  } catch (error) {
    if (raw.isTransaction) raw.exec('rollback');
    throw error;
  }
}

/** Opens the one file. Throws where the folder cannot be written. A draft is written without waiting for the disk. */
export function openSqlite(file: string, hands: Hands, draft = false): Store {
  mkdirSync(path.dirname(file), { recursive: true });
  const writer = open(file, false);
  if (draft) writer.exec('pragma synchronous = off');
  const reader = open(file, true);
  const moments = [moment(), moment()];
  const writing = kyselyOver(writer, moments[0]);
  const read = kyselyOver(reader, moments[1]);
  return {
    kind: 'sqlite',
    read,
    write: groupCommit(writing, ledger(writer, moments), hands),
    version: async () => versionOf(reader),
    async migrate() {
      // The server and a command may start on a new folder at the same moment: whoever comes second waits, and finds it done.
      writer.exec(`pragma busy_timeout = ${patience}`);
      const before = versionOf(writer);
      try {
        await migrateToLatest(before, {
          keep: () => backup(writer, `${file}.before-${before}`).then(() => {}),
          apply: (version, up) => applyOnce(writer, version, () => up(ddl(writing))),
        });
      } finally {
        writer.exec('pragma busy_timeout = 0');
      }
    },
    async snapshot(look) {
      const raw = open(file, true);
      raw.exec('begin');
      try {
        return await look(kyselyOver(raw));
      } finally {
        raw.close();
      }
    },
    async close() {
      if (reader.isOpen) reader.close();
      if (writer.isOpen) writer.close();
    },
  };
}

/**
 * Held while a server runs on this folder, and freed by the system when it dies.
 * Returns null where another one holds it.
 */
export function lockFolder(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  const raw = new DatabaseSync(path.join(folder, 'server.lock'), { timeout: 0 });
  try {
    raw.exec('pragma locking_mode = exclusive; begin exclusive');
    return () => raw.close();
  } catch (error) {
    raw.close();
    if ((error as { errcode?: number }).errcode === busy) return null;
    throw error;
  }
}

const beside = (file: string) => [`${file}-wal`, `${file}-shm`, `${file}-journal`];

function sync(place: string): void {
  const handle = openSync(place, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Builds the new file beside the old one and renames it over it at the very end. Returns the name under which the old one stays. */
export async function replaceSqlite(
  file: string,
  hands: Hands,
  keepOld: boolean,
  { version, load, finish }: Filling,
): Promise<string | null> {
  const fresh = `${file}.restoring`;
  const clear = () => {
    for (const left of [fresh, ...beside(fresh)]) rmSync(left, { force: true });
  };
  mkdirSync(path.dirname(file), { recursive: true });
  clear();
  const raw = new DatabaseSync(fresh, { enableDoubleQuotedStringLiterals: false });
  try {
    // Nobody else sees this file before it is whole, and it is thrown away if it does not become so.
    raw.exec('pragma journal_mode = memory; pragma synchronous = off; pragma foreign_keys = on; pragma cache_size = -64000;');
    const db = kyselyOver(raw);
    const apply = (to: number, up: (ddl: Ddl) => Promise<void>) => applyOnce(raw, to, () => up(ddl(db)));
    await migrateToLatest(0, { keep: async () => {}, apply }, version);
    await inTransaction(raw, () => load(db));
    await migrateToLatest(version, { keep: async () => {}, apply });
    await inTransaction(raw, () => finish({ db, now: hands.now(), id: hands.id, after: () => {} }));
    raw.exec('update counters set value = max(value, (select coalesce(max(number), 0) from leads))');
    raw.close();
    sync(fresh);
    return putInPlace(
      fresh,
      file,
      keepOld ? `${file}.before-restore-${new Date(hands.now()).toISOString().replaceAll(/[:.]/g, '-')}` : null,
    );
  } finally {
    if (raw.isOpen) raw.close();
    clear();
  }
}

async function inTransaction(raw: DatabaseSync, act: () => Promise<void>): Promise<void> {
  raw.exec('begin');
  await act();
  raw.exec('commit');
}

function putInPlace(fresh: string, file: string, keptAs: string | null): string | null {
  if (existsSync(file)) {
    fold(file);
    if (keptAs) linkOrCopy(file, keptAs);
    // A log that could not be folded in belongs to the old file: to the new one it would be poison.
    for (const left of beside(file))
      if (existsSync(left)) keptAs ? renameSync(left, keptAs + left.slice(file.length)) : rmSync(left);
  }
  renameSync(fresh, file);
  if (process.platform !== 'win32') sync(path.dirname(file));
  return existsSync(keptAs ?? '') ? keptAs : null;
}

/** Brings what is still in the log into the file, which ends the log. Throws where another process has the file open; a damaged file stays as it is. */
function fold(file: string): void {
  const old = new DatabaseSync(file, { timeout: patience });
  try {
    old.exec('pragma wal_checkpoint(truncate); pragma journal_mode = delete');
  } catch (error) {
    if (![11, 26].includes(Number((error as { errcode?: number }).errcode) & 0xff)) throw error;
  } finally {
    old.close();
  }
}

function linkOrCopy(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name);
    sync(name);
  }
}

/** What `pragma quick_check` finds wrong with the file, or null. */
export function quickCheck(file: string): string | null {
  const raw = new DatabaseSync(file, { readOnly: true, timeout: patience });
  try {
    const found = raw
      .prepare('pragma quick_check(5)')
      .all()
      .map((row) => String(row.quick_check));
    return found.length === 1 && found[0] === 'ok' ? null : found.join('; ');
  } finally {
    raw.close();
  }
}
