import { type Compilable, type CompiledQuery, PostgresAdapter } from 'kysely';
import type { Db } from './engine.ts';

export const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

class Slot {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/**
 * A query built once per engine and run with new values each time: building costs several times what running does.
 * `slot('name')` stands where the value of that name will be.
 */
export function prepared<Values extends object, Row>(
  build: (db: Db, slot: <K extends keyof Values>(name: K) => Values[K]) => Compilable<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
  const built: { sqlite?: CompiledQuery; postgres?: CompiledQuery } = {};
  return async (db, values) => {
    const engine = isPostgres(db) ? 'postgres' : 'sqlite';
    built[engine] ??= build(db, (name) => new Slot(name) as never).compile();
    const query = built[engine];
    const parameters = query.parameters.map((p) => (p instanceof Slot ? values[p.name as keyof Values] : p));
    const { rows } = await db.executeQuery<Row>({ ...query, parameters } as CompiledQuery<Row>);
    return rows;
  };
}
