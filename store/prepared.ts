import { type Compilable, type CompiledQuery, PostgresAdapter, SqliteAdapter } from 'kysely';
import type { Db } from './engine.ts';

export const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/** What a query gave back, and how many rows it changed where it gives none back. */
export type Outcome = { rows: readonly unknown[]; changed: number };

/** An engine inside this process answers at once; Kysely's ways round a connection cost several times what the query does. */
export class InProcess extends SqliteAdapter {
  readonly ask: (sql: string, values: readonly unknown[]) => Outcome;
  constructor(ask: InProcess['ask']) {
    super();
    this.ask = ask;
  }
}

class Slot {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

type Build<Values, Row> = (db: Db, slot: <K extends keyof Values>(name: K) => Values[K]) => Compilable<Row>;

function runner<Values extends object, Row>(build: Build<Values, Row>): (db: Db, values: Values) => Promise<Outcome> {
  const built: { inProcess?: CompiledQuery; elsewhere?: CompiledQuery } = {};
  return async (db, values) => {
    const { adapter } = db.getExecutor();
    const here = adapter instanceof InProcess;
    built[here ? 'inProcess' : 'elsewhere'] ??= build(db, (name) => new Slot(name) as never).compile();
    const query = built[here ? 'inProcess' : 'elsewhere']!;
    const parameters = query.parameters.map((p) => (p instanceof Slot ? values[p.name as keyof Values] : p));
    if (here) return adapter.ask(query.sql, parameters);
    const { rows, numAffectedRows } = await db.executeQuery({ ...query, parameters });
    return { rows, changed: Number(numAffectedRows ?? 0) };
  };
}

/**
 * A query built once per engine and run with new values each time: building costs several times what running does.
 * `slot('name')` stands where the value of that name will be.
 */
export function prepared<Values extends object, Row>(build: Build<Values, Row>): (db: Db, values: Values) => Promise<Row[]> {
  const run = runner(build);
  return async (db, values) => (await run(db, values)).rows as Row[];
}

/** The same for a change that gives nothing back: how many rows it changed. */
export function preparedChange<Values extends object>(
  build: Build<Values, unknown>,
): (db: Db, values: Values) => Promise<number> {
  const run = runner(build);
  return async (db, values) => (await run(db, values)).changed;
}
