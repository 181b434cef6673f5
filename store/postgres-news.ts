import pg from 'pg';
import type { Wire } from './engine.ts';

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
    const tooMany = waiting.size > mostTopics;
    const topics = new Set([...waiting].map((topic) => (tooMany ? topic.replace(/^lead:.*/, 'leads') : topic)));
    const payload = JSON.stringify({ from: self, topics: [...topics] });
    waiting.clear();
    // What did not go out waits for the next connection.
    await client.query('select pg_notify($1, $2)', [wireName, payload]).catch(() => {
      for (const topic of topics) waiting.add(topic);
    });
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
