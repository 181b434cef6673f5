import { type Compilable, type CompiledQuery, PostgresAdapter, SqliteAdapter } from 'kysely';
import type { Db } from './engine.ts';
import type { Moment } from './moment.ts';

export const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/** What a query gave back, and how many rows it changed where it gives none back. */
export type Outcome = { rows: readonly unknown[]; changed: number };

/** An engine inside this process answers at once; Kysely's ways round a connection cost several times what the query does. */
export class InProcess extends SqliteAdapter {
  readonly ask: (sql: string, values: readonly unknown[]) => Outcome;
  readonly moment: Moment;
  constructor(ask: InProcess['ask'], moment: Moment) {
    super();
    this.ask = ask;
    this.moment = moment;
  }
}

/** Reads once in a moment where the engine is in this process, so that it is known when something is written. */
export function inMoment<Value>(db: Db, name: string, read: () => Promise<Value>): Promise<Value> {
  const { adapter } = db.getExecutor();
  return adapter instanceof InProcess ? adapter.moment.recall(name, read) : read();
}

class Slot {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

type Build<Values, Row> = (db: Db, slot: <K extends keyof Values>(name: K) => Values[K]) => Compilable<Row>;

/** A query as it was built: `fill` says in which place which value goes, the other parameters stay as they are. */
type Built = { query: CompiledQuery; fill: readonly (PropertyKey | undefined)[] };

type Runner<Values> = {
  /** At once, where the engine is in this process. */
  here(adapter: InProcess, db: Db, values: Values): Outcome;
  elsewhere(db: Db, values: Values): Promise<Outcome>;
};

function runner<Values extends object, Row>(build: Build<Values, Row>): Runner<Values> {
  const built: { here?: Built; elsewhere?: Built } = {};
  const make = (db: Db): Built => {
    const query = build(db, (name) => new Slot(name) as never).compile();
    return { query, fill: query.parameters.map((p) => (p instanceof Slot ? p.name : undefined)) };
  };
  const filled = ({ query, fill }: Built, values: Values): unknown[] => {
    const parameters = query.parameters.slice();
    for (let at = 0; at < fill.length; at++) {
      const name = fill[at];
      if (name !== undefined) parameters[at] = values[name as keyof Values];
    }
    return parameters;
  };
  return {
    here(adapter, db, values) {
      built.here ??= make(db);
      return adapter.ask(built.here.query.sql, filled(built.here, values));
    },
    async elsewhere(db, values) {
      built.elsewhere ??= make(db);
      const { query } = built.elsewhere;
      const { rows, numAffectedRows } = await db.executeQuery({ ...query, parameters: filled(built.elsewhere, values) });
      return { rows, changed: Number(numAffectedRows ?? 0) };
    },
  };
}

/**
 * A query built once per engine and run with new values each time: building costs several times what running does.
 * `slot('name')` stands where the value of that name will be.
 */
export function prepared<Values extends object, Row>(build: Build<Values, Row>): (db: Db, values: Values) => Promise<Row[]> {
  const run = runner(build);
  return async (db, values) => {
    const { adapter } = db.getExecutor();
    const { rows } = adapter instanceof InProcess ? run.here(adapter, db, values) : await run.elsewhere(db, values);
    return rows as Row[];
  };
}

/** The same for a change that gives nothing back: how many rows it changed. */
export function preparedChange<Values extends object>(
  build: Build<Values, unknown>,
): (db: Db, values: Values) => Promise<number> {
  const run = runner(build);
  return async (db, values) => {
    const { adapter } = db.getExecutor();
    const { changed } = adapter instanceof InProcess ? run.here(adapter, db, values) : await run.elsewhere(db, values);
    return changed;
  };
}
