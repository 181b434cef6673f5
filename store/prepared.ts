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

/** A transaction on an engine elsewhere, where every answer is a journey: what is only added need not be waited for. */
export class OverWire extends PostgresAdapter {
  readonly ask: (sql: string, values: unknown[]) => Promise<Outcome>;
  readonly add: (sql: string, values: unknown[]) => Promise<void> | undefined;
  /** The same for all transactions of a database. */
  readonly origin: object;
  constructor({ ask, add, origin }: Pick<OverWire, 'ask' | 'add' | 'origin'>) {
    super();
    this.ask = ask;
    this.add = add;
    this.origin = origin;
  }
}

/** What stands for the database that a handle leads to: the same for all of its transactions. */
export function originOf(db: Db): object {
  const { adapter } = db.getExecutor();
  return adapter instanceof OverWire ? adapter.origin : adapter;
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

/** Builds once per engine. */
function builder<Values extends object, Row>(build: Build<Values, Row>): (db: Db, isHere: boolean) => Built {
  const make = (db: Db): Built => {
    const query = build(db, (name) => new Slot(name) as never).compile();
    return { query, fill: query.parameters.map((p) => (p instanceof Slot ? p.name : undefined)) };
  };
  const built: { here?: Built; elsewhere?: Built } = {};
  return (db, isHere) => {
    const engine = isHere ? 'here' : 'elsewhere';
    built[engine] ??= make(db);
    return built[engine];
  };
}

function filled<Values extends object>({ query, fill }: Built, values: Values): unknown[] {
  const parameters = query.parameters.slice();
  for (let at = 0; at < fill.length; at++) {
    const name = fill[at];
    if (name !== undefined) parameters[at] = values[name as keyof Values];
  }
  return parameters;
}

type Run<Values> = (db: Db, values: Values) => Outcome | Promise<Outcome>;

function runner<Values extends object, Row>(build: Build<Values, Row>): Run<Values> {
  const builtFor = builder(build);
  return (db, values) => {
    const { adapter } = db.getExecutor();
    const built = builtFor(db, adapter instanceof InProcess);
    const parameters = filled(built, values);
    if (adapter instanceof InProcess || adapter instanceof OverWire) return adapter.ask(built.query.sql, parameters);
    return throughKysely(db, { ...built.query, parameters });
  };
}

async function throughKysely(db: Db, query: CompiledQuery): Promise<Outcome> {
  const { rows, numAffectedRows } = await db.executeQuery(query);
  return { rows, changed: Number(numAffectedRows ?? 0) };
}

/**
 * A query built once per engine and run with new values each time: building costs several times what running does.
 * `slot('name')` stands where the value of that name will be.
 */
export function prepared<Values extends object, Row>(build: Build<Values, Row>): (db: Db, values: Values) => Promise<Row[]> {
  const run = runner(build);
  return async (db, values) => {
    const asked = run(db, values);
    const { rows } = asked instanceof Promise ? await asked : asked;
    return rows as Row[];
  };
}

/** The same for a change that gives nothing back: how many rows it changed. */
export function preparedChange<Values extends object>(
  build: Build<Values, unknown>,
): (db: Db, values: Values) => Promise<number> {
  const run = runner(build);
  return async (db, values) => {
    const asked = run(db, values);
    const { changed } = asked instanceof Promise ? await asked : asked;
    return changed;
  };
}

/**
 * The same for rows that are only added, of which nothing is to be known: over the wire they go together with others, at the latest
 * with the commit. Where that fails, the deed is run again and waits for each.
 */
export function preparedAddition<Values extends object>(
  build: Build<Values, unknown>,
): (db: Db, values: Values) => Promise<void> {
  const builtFor = builder(build);
  return async (db, values) => {
    const { adapter } = db.getExecutor();
    const built = builtFor(db, adapter instanceof InProcess);
    const parameters = filled(built, values);
    if (adapter instanceof InProcess) adapter.ask(built.query.sql, parameters);
    else if (adapter instanceof OverWire) await adapter.add(built.query.sql, parameters);
    else await throughKysely(db, { ...built.query, parameters });
  };
}
