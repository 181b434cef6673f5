import type { Writable } from 'node:stream';
import pg from 'pg';
import { Busy, type Db } from './engine.ts';
import { Line, readsOver, type Wired } from './postgres-line.ts';
import { togetherness } from './together.ts';

/** int8 comes as text; every number we store is a safe integer, so anything else is a fault to be told. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large a number`);
  return value;
}

export function poolOf(url: string, options: pg.PoolConfig): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, safeInteger);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 5000, ...options });
  // A connection that breaks is replaced by the pool; without a listener it would end the process, idle or in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export const codeOf = (error: unknown) => String((error as { code?: unknown })?.code ?? '');
const unreachable = /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|08|53|57P|25006)/;
const brokenOff = /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/;
const isUnreachable = (error: unknown) => unreachable.test(codeOf(error)) || brokenOff.test(String(error));

export function orBusy(error: unknown): never {
  throw isUnreachable(error) ? new Busy('the database cannot be reached', error) : error;
}

const preparedFrom = 3;
const mostPrepared = 300;

export type Prepared = { of(text: string, values: unknown[]): pg.QueryConfig; forget(): void };

/** What is asked again and again gets a name, the same on all connections of a pool, by which the server keeps it read and planned: that costs more than to run it. */
export function preparing(): Prepared {
  const asked = new Map<string, { name: string; times: number }>();
  let round = 0;
  return {
    of(text, values) {
      if (!/^(?:select|insert|update|delete|with)\b/.test(text)) return { text, values };
      const known = asked.get(text) ?? { name: `q${round}_${asked.size}`, times: 0 };
      if (known.times === 0 && asked.size < mostPrepared) asked.set(text, known);
      return ++known.times < preparedFrom ? { text, values } : { text, values, name: known.name };
    },
    forget() {
      asked.clear();
      round++;
    },
  };
}

/** Another process has changed the tables, or something in between has dropped what had a name: it is asked again under a new one. */
const isStale = (error: unknown): boolean => {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  return codeOf(cause) === '26000' || (codeOf(cause) === '0A000' && String(cause).includes('cached plan'));
};

export type Lend = <Value>(act: (line: Line) => Promise<Value>) => Promise<Value>;

/** Asks on one connection; what is asked in one go leaves in one write, because the writes cost more than the rest. */
function askingOn(client: pg.PoolClient, prepared: Prepared): Wired {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  let isHeld = false;
  const letGo = () => {
    isHeld = false;
    stream.uncork();
  };
  return (sql, values) => {
    if (!isHeld) {
      isHeld = true;
      stream.cork();
      process.nextTick(letGo);
    }
    return client.query(prepared.of(sql, values));
  };
}

/** Lends one of the pool's connections at a time; a broken one is not put back. */
export function lending(pool: pg.Pool, prepared: Prepared): Lend {
  const together = togetherness();
  return async (act) => {
    const client = await pool.connect();
    const line = new Line(askingOn(client, prepared), together);
    try {
      return await act(line);
    } catch (error) {
      if (isStale(error)) prepared.forget();
      throw error;
    } finally {
      line.isOver = true;
      client.release(line.isBroken);
    }
  };
}

/** A read that does not reach the server is no fault of whoever asked: they may come again, as with a write. */
export function reads(pool: pg.Pool, prepared: Prepared): Db {
  const ask: Wired = (sql, values) => pool.query(prepared.of(sql, values));
  return readsOver((sql, values) =>
    ask(sql, values)
      .catch((error) => {
        if (!isStale(error)) throw error;
        prepared.forget();
        return ask(sql, values);
      })
      .catch(orBusy),
  );
}
