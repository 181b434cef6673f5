import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type CompiledQuery, Kysely, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Db } from './engine.ts';
import { type Moment, moment } from './moment.ts';
import { OneConnection } from './one-connection.ts';
import { InProcess } from './prepared.ts';
import type { Schema } from './schema.ts';

/** SQLITE_BUSY: another process holds the file. */
export const busy = 5;
const statementsKept = 300;
const none: readonly never[] = [];
/** Milliseconds to wait for another process, where waiting is right. */
export const patience = 5000;

/** SQLite binds a Date or undefined as NULL without a word; here they are refused. */
function refuseUnbindable(value: unknown): void {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint') return;
  if (!(value instanceof Uint8Array)) throw new TypeError(`cannot store ${Object.prototype.toString.call(value)}`);
}

/** Writes what is recalled in a moment, or takes such a write back. */
const changesRecalled = /^(?!\s*select\b).*\b(?:team|rules|hours|closed_days|stages|channels|rollback)\b/is;

/** Asks the engine itself; statements are kept as it prepared them. */
function asking(raw: DatabaseSync, now: Moment): InProcess['ask'] {
  const statements = new Map<string, { statement: StatementSync; reads: boolean; ends: boolean }>();
  const prepare = (text: string) => {
    let known = statements.get(text);
    if (known) return known;
    const statement = raw.prepare(text);
    known = { statement, reads: statement.columns().length > 0, ends: changesRecalled.test(text) };
    if (statements.size >= statementsKept) statements.delete(statements.keys().next().value as string);
    statements.set(text, known);
    return known;
  };
  return (text, values) => {
    const { statement, reads, ends } = prepare(text);
    if (ends) now.end();
    for (let at = 0; at < values.length; at++) refuseUnbindable(values[at]);
    const bound = values as SQLInputValue[];
    if (reads) return { rows: statement.all(...bound), changed: 0 };
    return { rows: none, changed: Number(statement.run(...bound).changes) };
  };
}

export function kyselyOver(raw: DatabaseSync, now = moment()): Db {
  const ask = asking(raw, now);
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new InProcess(ask, now),
      createDriver: () =>
        new OneConnection(async <Row>({ sql, parameters }: CompiledQuery) => {
          const { rows, changed } = ask(sql, parameters);
          return { numAffectedRows: BigInt(changed), rows: rows as Row[] };
        }),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Opens the file for one writer, or for reads. */
export function openFile(file: string, readOnly: boolean): DatabaseSync {
  const raw = new DatabaseSync(file, { readOnly, timeout: patience, enableDoubleQuotedStringLiterals: false });
  // A new file becomes WAL once, and two processes may open it at the same moment. After that the writer never blocks: group commit asks again.
  if (!readOnly)
    raw.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; pragma foreign_keys = on; pragma busy_timeout = 0;',
    );
  raw.exec('pragma cache_size = -16000; pragma temp_store = memory;');
  return raw;
}
