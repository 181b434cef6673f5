import pg from 'pg';

const serverLock = 727_275;

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
