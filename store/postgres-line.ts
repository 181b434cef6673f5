import { type DatabaseConnection, Kysely, PostgresIntrospector, PostgresQueryCompiler, type QueryResult } from 'kysely';
import { type Db, TooHasty } from './engine.ts';
import { OneConnection } from './one-connection.ts';
import { type Outcome, OverWire } from './prepared.ts';
import type { Schema } from './schema.ts';
import type { Addition } from './together.ts';

type Answer = { rows: unknown[]; rowCount: number | null; command: string };

/** Asks the server: what goes to one connection goes out at once, and is answered in that order. */
export type Wired = (sql: string, values: unknown[]) => Promise<Answer>;

type Together = (additions: readonly Addition[]) => { sql: string; values: unknown[] };

const changes = /^(?:INSERT|UPDATE|DELETE|MERGE)$/;
/** After so many rows what is gathered leaves. */
const mostTogether = 30;

/** For single questions, each on whichever connection is free. */
export function readsOver(wired: Wired): Db {
  const ask = (sql: string, values: unknown[]) => wired(sql, values).then(outcomeOf);
  return kyselyOver({ ask, add: (sql, values) => ask(sql, values).then(() => {}), origin: wired }, async (query) =>
    resultOf(await wired(query.sql, query.parameters as unknown[])),
  );
}

const outcomeOf = ({ rows, rowCount }: Answer): Outcome => ({ rows, changed: rowCount ?? 0 });

const resultOf = <Row>({ rows, rowCount, command }: Answer): QueryResult<Row> =>
  changes.test(command) ? { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) } : { rows: rows as Row[] };

/** A transaction: how it begins, and whether it sends on without waiting where nothing is to be known. */
type Way = { begin?: string; isHasty?: boolean };

/**
 * One connection for a transaction. A hasty one does not wait where nothing is to be known: `begin` leaves with the first question, and
 * rows that are only added leave in one statement with the next question or the commit. A capture makes four journeys instead of
 * twenty. Where something of that fails, the deed was too hasty, and is to be run again with a wait after each.
 */
export class Line {
  readonly db: Db;
  /** Nobody else is to have this connection. */
  isBroken = false;
  /** The connection is somebody else's now: what is still asked here is refused. */
  isOver = false;
  readonly #wired: Wired;
  readonly #together: Together;
  #isHasty = false;
  #gathered: Addition[] = [];
  #underWay: Promise<unknown>[] = [];
  #failures: unknown[] = [];

  constructor(wired: Wired, together: Together) {
    this.#wired = wired;
    this.#together = together;
    const ask = (sql: string, values: unknown[]) => this.#ask(sql, values).then(outcomeOf);
    const add = (sql: string, values: unknown[]) => this.#add(sql, values);
    this.db = kyselyOver({ ask, add, origin: together }, async (query) =>
      resultOf(await this.#ask(query.sql, query.parameters as unknown[])),
    );
  }

  async transact<Value>(act: () => Promise<Value>, { begin = 'begin', isHasty = false }: Way = {}): Promise<Value> {
    this.#isHasty = isHasty;
    this.#gathered = [];
    this.#underWay = [];
    this.#failures = [];
    this.#send(begin, []);
    try {
      const value = await act();
      await this.#commit();
      return value;
    } catch (error) {
      await this.#rollBack();
      throw this.#reasonOf(error);
    }
  }

  async #commit(): Promise<void> {
    this.#sendGathered();
    this.#send('commit', [], ({ command }) => {
      // A transaction in which something failed is rolled back instead, without an error.
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
    });
    await Promise.all(this.#underWay);
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  async #rollBack(): Promise<void> {
    this.#gathered = [];
    await Promise.all(this.#underWay);
    await this.#wired('rollback', []).catch(() => {
      this.isBroken = true;
    });
  }

  /** What went wrong first: whatever is asked afterwards only hears that the transaction is over. */
  #reasonOf(error: unknown): unknown {
    const [first = error] = this.#failures;
    const ofServer = this.#failures.length > 0 && 'severity' in (first as object);
    return this.#isHasty && ofServer ? new TooHasty(first) : first;
  }

  async #ask(sql: string, values: unknown[]): Promise<Answer> {
    if (this.isOver) throw new Error('this transaction is over');
    this.#sendGathered();
    return this.#wired(sql, values);
  }

  #add(sql: string, values: unknown[]): Promise<void> | undefined {
    if (!this.#isHasty) return this.#ask(sql, values).then(() => {});
    if (this.#gathered.push({ sql, values }) >= mostTogether) this.#sendGathered();
  }

  #sendGathered(): void {
    if (this.#gathered.length === 0) return;
    const { sql, values } = this.#together(this.#gathered);
    this.#gathered = [];
    this.#send(sql, values);
  }

  /** Sends without waiting; what goes wrong is told at the end. */
  #send(sql: string, values: unknown[], look: (answer: Answer) => void = () => {}): void {
    const sent = this.#wired(sql, values).then(look);
    this.#underWay.push(sent.catch((error) => void this.#failures.push(error)));
  }
}

function kyselyOver(ways: Pick<OverWire, 'ask' | 'add' | 'origin'>, executeQuery: DatabaseConnection['executeQuery']): Db {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new OverWire(ways),
      createDriver: () => new OneConnection(executeQuery),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
