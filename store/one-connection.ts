import type { DatabaseConnection, Driver } from 'kysely';

/** Kysely over a connection that is already there. Transactions are the business of `env.write`, so Kysely's own are refused. */
export class OneConnection implements Driver {
  readonly #connection: DatabaseConnection;
  constructor(executeQuery: DatabaseConnection['executeQuery']) {
    this.#connection = { executeQuery, streamQuery };
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

const streamQuery: DatabaseConnection['streamQuery'] = () => {
  throw new Error('nothing is streamed');
};
