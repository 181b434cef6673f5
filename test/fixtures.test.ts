import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readSettings } from '#settings.ts';
import { openHouse } from '#start.ts';
import { newest } from '#store/migrations.ts';
import { reopenLead } from '#work/leads/reopen-lead.ts';
import { makeDatabase } from './harness.ts';

const folder = path.join(import.meta.dirname, 'fixtures');
const unpacked = (landing: string, file: string) => gunzipSync(readFileSync(path.join(folder, landing, file)));

/** A database that an earlier program left is brought up to date, holds what it held, and can be worked on. */
async function goesOn(t: TestContext, place: { data: string; databaseUrl?: string }): Promise<void> {
  const settings = readSettings({
    BATON_DATA: place.data,
    BATON_SECRET: 'a secret that only the tests know, long enough',
    LOG_LEVEL: 'silent',
    ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
  });
  const now = Date.UTC(2026, 10, 23, 9, 0);
  const { env, store, close } = await openHouse(settings, { now: () => now });
  t.after(() => close());
  await store.migrate();
  assert.equal(await store.version(), newest);
  const leads = await env.read.selectFrom('leads').selectAll().orderBy('number').execute();
  assert.deepEqual(
    leads.map(({ number, state, outcome }) => [number, state, outcome]),
    [
      [1001, 'open', null],
      [1002, 'closed', 'lost'],
      [1003, 'open', null],
    ],
  );
  const names = await env.read.selectFrom('contacts').select('name').orderBy('id').execute();
  assert.deepEqual(
    names.map(({ name }) => name),
    ['Martin Hale', 'José Núñez', '李雷'],
  );
  const plan = { what: 'Ring again', dueAt: now + 3_600_000 };
  const { lead } = await reopenLead(env, { id: leads[1]!.id }, { memberId: leads[0]!.owner_id! }, plan);
  assert.equal(lead.state, 'open');
}

for (const landing of readdirSync(folder)) {
  test(`what ${landing} left on SQLite goes on`, async (t) => {
    const data = mkdtempSync(path.join(tmpdir(), 'baton-left-'));
    t.after(() => rmSync(data, { recursive: true, force: true }));
    writeFileSync(path.join(data, 'baton.db'), unpacked(landing, 'sqlite.db.gz'));
    await goesOn(t, { data });
  });

  test(`what ${landing} left on PostgreSQL goes on`, async (t) => {
    const data = mkdtempSync(path.join(tmpdir(), 'baton-left-'));
    t.after(() => rmSync(data, { recursive: true, force: true }));
    const databaseUrl = await makeDatabase('template0');
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(unpacked(landing, 'postgres.sql.gz').toString());
    await client.end();
    await goesOn(t, { data, databaseUrl });
  });
}
