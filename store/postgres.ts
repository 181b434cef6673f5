import { sql } from 'kysely';
import { type Db, type Ddl, type Hands, mayRunAgain, type Store, type Write } from './engine.ts';
import { migrateToLatest, newest } from './migrations.ts';
import { codeOf, type Lend, lending, orBusy, poolOf, preparing, reads } from './postgres-pool.ts';
import type { Filling } from './replace.ts';
import { tables } from './tables.ts';

const tries = 4;
const migrationLock = 727_274;

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
  const prepared = preparing();
  const lend = lending(writing, prepared);
  const lendReading = lending(reading, prepared);
  const read = reads(reading, prepared);
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

/** Makes the tables anew and fills them, in one transaction: others see the old ones until it is done, and after a failure too. */
export async function replacePostgres(url: string, hands: Hands, filling: Filling): Promise<void> {
  const pool = poolOf(url, { max: 1, application_name: 'baton restore' });
  try {
    await lending(pool, preparing())((line) => line.transact(() => refill(line.db, hands, filling)));
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
