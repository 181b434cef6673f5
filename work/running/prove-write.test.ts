import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { sql } from 'kysely';
import { findChore } from '#store/chores.ts';
import { enquire } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { proveWrite } from './prove-write.ts';

/** How many bytes the log of the database has taken so far. */
async function written({ env, settings }: TestHouse): Promise<number> {
  if (!settings.databaseUrl) return statSync(`${settings.data}/baton.db-wal`).size;
  const { rows } = await sql<{ bytes: number }>`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`.execute(env.read);
  return rows[0]!.bytes;
}

eachEngine((engine) => {
  test('the proof asks at least as much of the disk as an enquiry does, and leaves nothing there', async (t) => {
    const house = await engine.house(t);
    const before = await written(house);
    await enquire(house);
    const enquiry = (await written(house)) - before;
    await proveWrite(house.env);
    const proof = (await written(house)) - before - enquiry;
    // Others write on a PostgreSQL that tests share, so there the proof is held against its own size.
    assert.ok(proof >= (house.settings.databaseUrl ? 200_000 : enquiry), `${proof} for ${enquiry}`);
    assert.equal((await findChore(house.env.read, 'up'))!.error, null);
  });
});
