import { sql } from 'kysely';
import pg from 'pg';
import { Busy, type Db, type Ddl, type Hands, mayRunAgain, type Store, type Wire, type Write } from './engine.ts';
import { migrateToLatest, newest } from './migrations.ts';
import { Line, readsOver } from './postgres-line.ts';
import type { Filling } from './replace.ts';
import { tables } from './tables.ts';
import { togetherness } from './together.ts';

const tries = 4;
const migrationLock = 727_274;
const serverLock = 727_275;

/** int8 comes as text; every number we store is a safe integer, so anything else is a fault to be told. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large a number`);
  return value;
}

function poolOf(url: string, options: pg.PoolConfig): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, safeInteger);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 5000, ...options });
  // A connection that breaks is replaced by the pool; without a listener it would end the process, idle or in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const codeOf = (error: unknown) => String((error as { code?: unknown })?.code ?? '');
const unreachable = /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|08|53|57P|25006)/;
const brokenOff = /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/;
const isUnreachable = (error: unknown) => unreachable.test(codeOf(error)) || brokenOff.test(String(error));

function orBusy(error: unknown): never {
  throw isUnreachable(error) ? new Busy('the database cannot be reached', error) : error;
}

const preparedFrom = 3;
const mostPrepared = 300;

/** What is asked again and again gets a name, by which the server keeps it read and planned: that costs more than to run it. */
function preparing(): (text: string, values: unknown[]) => pg.QueryConfig {
  const asked = new Map<string, { name: string; times: number }>();
  return (text, values) => {
    if (!/^(?:select|insert|update|delete|with)\b/.test(text)) return { text, values };
    const known = asked.get(text) ?? { name: `q${asked.size}`, times: 0 };
    if (known.times === 0 && asked.size < mostPrepared) asked.set(text, known);
    return ++known.times < preparedFrom ? { text, values } : { text, values, name: known.name };
  };
}

type Lend = <Value>(act: (line: Line) => Promise<Value>) => Promise<Value>;

/** Lends one of the pool's connections at a time; a broken one is not put back. */
function lending(pool: pg.Pool): Lend {
  const prepared = preparing();
  const together = togetherness();
  return async (act) => {
    const client = await pool.connect();
    const line = new Line((sql, values) => client.query(prepared(sql, values)), together);
    try {
      return await act(line);
    } finally {
      line.isOver = true;
      client.release(line.isBroken);
    }
  };
}

/** A read that does not reach the server is no fault of whoever asked: they may come again, as with a write. */
function reads(pool: pg.Pool): Db {
  const prepared = preparing();
  return readsOver((sql, values) => pool.query(prepared(sql, values)).catch(orBusy));
}

function writer(lend: Lend, hands: Hands): Write {
  return async (deed) => {
    let haste: { isHasty?: true } = { isHasty: true };
    for (let attempt = 1; ; attempt++) {
      const told = new Set<string>();
      try {
        const value = await lend((line) =>
          line.transact(() => {
            const { now, id } = hands;
            return deed({ db: line.db, now: now(), id, after: (topic) => void told.add(topic), ...haste });
          }, haste),
        );
        if (told.size > 0) hands.tell(told);
        return value;
      } catch (error) {
        haste = {};
        if (mayRunAgain(error) && attempt < tries) continue;
        orBusy(error);
      }
    }
  };
}

const noSuchTable = '42P01';

async function versionOf(db: Db): Promise<number> {
  try {
    const { rows } = await sql<{ version: number }>`select version from version`.execute(db);
    return rows[0]?.version ?? 0;
  } catch (error) {
    if (codeOf(error) === noSuchTable) return 0;
    throw error;
  }
}

const ours = (text: string) =>
  text
    .replaceAll(/\binteger\b/g, 'bigint')
    .replaceAll(/\bblob\b/g, 'bytea')
    .replace(/\) strict(?:, without rowid)?\s*$/, ')');

function ddl(db: Db): Ddl {
  const run = async (text: string) => void (await sql.raw(ours(text)).execute(db));
  return {
    run,
    async appendOnly(table) {
      await run(
        `create function ${table}_stays() returns trigger language plpgsql as $$ begin raise exception '${table} is append-only'; end $$`,
      );
      await run(
        `create trigger ${table}_stays before update or delete on ${table} for each row execute function ${table}_stays()`,
      );
    },
    counter: (name, start) => run(`create sequence ${name} start with ${start + 1}`),
    async searchTable() {
      await run('create table search (number integer primary key, words tsvector not null)');
      await run('create index search_words on search using gin (words)');
    },
  };
}

/** Any number of processes may open the same server. */
export function openPostgres(url: string, hands: Hands): Store {
  const writing = poolOf(url, { application_name: 'baton', pipeline: true });
  const reading = poolOf(url, { application_name: 'baton reads', options: '-c default_transaction_read_only=on' });
  const lend = lending(writing);
  const lendReading = lending(reading);
  const read = reads(reading);
  return {
    kind: 'postgres',
    read,
    write: writer(lend, hands),
    version: () => versionOf(read),
    migrate: () =>
      lend(async (line) => {
        const { db } = line;
        await sql`select pg_advisory_lock(${migrationLock})`.execute(db);
        try {
          await sql`create table if not exists version (version bigint not null)`.execute(db);
          const { rows } = await sql<{ version: number }>`select version from version`.execute(db);
          await migrateToLatest(rows[0]?.version ?? 0, {
            keep: async () => {},
            apply: (version, up) =>
              line.transact(async () => {
                await up(ddl(db));
                await sql`delete from version`.execute(db);
                await sql`insert into version values (${version})`.execute(db);
              }),
          });
        } finally {
          await sql`select pg_advisory_unlock(${migrationLock})`.execute(db);
        }
      }),
    snapshot: (look) =>
      lendReading((line) => line.transact(() => look(line.db), { begin: 'begin isolation level repeatable read' })).catch(orBusy),
    async close() {
      for (const pool of [reading, writing]) if (!pool.ending) await pool.end();
    },
  };
}

const wireName = 'baton_news';
const wirePause = 100;
const wireAgain = 1_000;
/** NOTIFY carries less than 8000 bytes: beyond so many topics single ones are told by their kind. */
const mostTopics = 120;
/** What may have been missed while the wire was down. */
const anything: ReadonlySet<string> = new Set(['leads', 'arrivals', 'outbox', 'channels', 'rules', 'team', 'sessions']);

/**
 * News to and from other processes, on a connection of its own and never in a deed: NOTIFY there would make commits wait for one
 * another. It is made first of all, and again when it breaks; what is told meanwhile waits.
 */
export async function postgresWire(url: string, hear: (topics: ReadonlySet<string>) => void): Promise<Wire> {
  const self = crypto.randomUUID();
  const waiting = new Set<string>();
  let client: pg.Client | null = null;
  let telling: ReturnType<typeof setTimeout> | null = null;
  let again: ReturnType<typeof setTimeout> | null = null;
  let closed = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: 'baton news', connectionTimeoutMillis: 5000 });
    fresh.on('error', () => {});
    fresh.on('end', () => {
      if (client === fresh) client = null;
      connectLater();
    });
    fresh.on('notification', ({ payload }) => {
      const { from, topics } = JSON.parse(payload ?? '{}') as { from?: string; topics?: string[] };
      if (from !== self && topics) hear(new Set(topics));
    });
    await fresh.connect();
    await fresh.query(`listen ${wireName}`);
    client = fresh;
    if (waiting.size > 0) tellSoon();
  }

  function connectLater(): void {
    if (closed || again) return;
    again = setTimeout(() => {
      again = null;
      connect().then(() => hear(anything), connectLater);
    }, wireAgain).unref();
  }

  async function tellAll(): Promise<void> {
    telling = null;
    if (!client || waiting.size === 0) return;
    const topics = waiting.size > mostTopics ? new Set([...waiting].map((topic) => topic.replace(/^lead:.*/, 'leads'))) : waiting;
    const payload = JSON.stringify({ from: self, topics: [...topics] });
    waiting.clear();
    await client.query('select pg_notify($1, $2)', [wireName, payload]).catch(() => {});
  }

  function tellSoon(): void {
    if (telling === null) telling = setTimeout(tellAll, wirePause);
  }

  await connect().catch(connectLater);
  return {
    tell(topics) {
      for (const topic of topics) waiting.add(topic);
      if (!closed) tellSoon();
    },
    async close() {
      if (telling) clearTimeout(telling);
      if (again) clearTimeout(again);
      await tellAll();
      closed = true;
      await client?.end();
    },
  };
}

/**
 * Servers share this lock; a restore takes it alone. Returns null where that cannot be. It ends with its connection, so after a
 * restart of the database server a server takes it again.
 */
export async function lockServer(url: string, alone: boolean): Promise<(() => Promise<void>) | null> {
  let held = await takeLock(url, alone);
  if (!held) return null;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    timer = setTimeout(async () => {
      const taken = await takeLock(url, alone).catch(() => null);
      if (timer && taken) keep(taken);
      else if (timer) again();
      else await taken?.end();
    }, 1_000);
  };
  const keep = (client: pg.Client) => {
    held = client.once('end', again);
  };
  keep(held);
  return () => {
    clearTimeout(timer);
    timer = undefined;
    return held!.off('end', again).end();
  };
}

async function takeLock(url: string, alone: boolean): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'baton lock', connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  const word = alone ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared';
  const { rows } = await client.query(`select ${word}($1) as got`, [serverLock]);
  if (rows[0].got) return client;
  await client.end();
  return null;
}

/** Makes the tables anew and fills them, in one transaction: others see the old ones until it is done, and after a failure too. */
export async function replacePostgres(url: string, hands: Hands, filling: Filling): Promise<void> {
  const pool = poolOf(url, { max: 1, application_name: 'baton restore' });
  try {
    await lending(pool)((line) => line.transact(() => refill(line.db, hands, filling)));
  } finally {
    await pool.end();
  }
}

async function refill(db: Db, hands: Hands, { version, load, finish }: Filling): Promise<void> {
  await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(db);
  const names = [...tables.map(({ name }) => name), 'search', 'version'];
  await sql`drop table if exists ${sql.join(names.map((name) => sql.table(name)))} cascade`.execute(db);
  await sql`drop sequence if exists lead_number`.execute(db);
  await sql`drop function if exists timeline_stays()`.execute(db);
  await sql`create table version (version bigint not null)`.execute(db);
  const apply = (_to: number, up: (ddl: Ddl) => Promise<void>) => up(ddl(db));
  await migrateToLatest(0, { keep: async () => {}, apply }, version);
  await load(db);
  await migrateToLatest(version, { keep: async () => {}, apply });
  await sql`insert into version values (${newest})`.execute(db);
  await finish({ db, now: hands.now(), id: hands.id, after: () => {} });
  await sql`select setval('lead_number', max(number)) from leads having max(number) > 1000`.execute(db);
}

/** What the server says of itself, such as "PostgreSQL 15.8". */
export async function serverVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
  return `PostgreSQL ${rows[0]?.server_version}`;
}
