import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { openHouse } from '#start.ts';
import { UnusableBackup, verifyBackup } from '#store/backup.ts';
import { lineOf, pagesOf } from '#store/dump.ts';
import type { Store } from '#store/engine.ts';
import { holdPlace } from '#store/open.ts';
import type { PointRow } from '#store/schema.ts';
import { tables } from '#store/tables.ts';
import { type Engine, eachEngine, fridayMorning, type TestHouse } from '#test/harness.ts';
import { receive } from '../arrivals/receive.ts';
import { closeLead } from '../leads/close-lead.ts';
import { logTouch } from '../leads/log-touch.ts';
import { deliverOutbox } from '../letters/deliver-outbox.ts';
import { Refusal } from '../refusal.ts';
import { backUp } from './back-up.ts';
import { restore } from './restore.ts';

const hour = 3_600_000;

/** Enquiries of several kinds, a photo, an answer, one lost, one merged into another, and more rows than fit on a page. */
async function live({ env, time, cast }: TestHouse): Promise<void> {
  const form = (fields: Record<string, string>) => ({
    body: Buffer.from(new URLSearchParams(fields).toString()),
    contentType: 'application/x-www-form-urlencoded',
    receivedAt: time.now,
  });
  const names = ['Zoë “Zed” Ørsted', 'José\nNúñez', '王小明', 'Al 😀'];
  for (const [index, name] of names.entries())
    await receive(env, 'website', form({ name, email: `p${index}@example.com`, message: `${'Leak. '.repeat(600)}${name}` }), {
      acknowledge: true,
    });
  const boundary = 'x-parts';
  const photo = `--${boundary}\r\nContent-Disposition: form-data; name="email"\r\n\r\nphoto@example.com\r\n--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="sink.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\u0001\u0002sink\r\n--${boundary}--\r\n`;
  await receive(env, 'website', {
    body: Buffer.from(photo),
    contentType: `multipart/form-data; boundary=${boundary}`,
    receivedAt: time.now,
  });
  const leads = await env.read.selectFrom('leads').selectAll().orderBy('number').execute();
  await logTouch(
    env,
    { id: leads[0]!.id },
    { memberId: cast.ana },
    { kind: 'phone', direction: 'out', result: 'spoke', text: 'Will come on Tuesday.' },
  );
  await closeLead(env, { id: leads[1]!.id }, { memberId: cast.ben }, { outcome: 'lost', reason: 'price' });
  await env.write(async ({ db, now }) => {
    // The first is merged into the last, so the row it points to comes after it.
    await db
      .updateTable('contacts')
      .set({ merged_into_id: leads[3]!.contact_id })
      .where('id', '=', leads[0]!.contact_id)
      .execute();
    await db.updateTable('leads').set({ merged_into_id: leads[3]!.id }).where('id', '=', leads[1]!.id).execute();
    const rest = {
      shared_at: null,
      sorted_as: null,
      sorted_by: null,
      stopped_at: null,
      stopped_by: null,
      stopped_why: null,
      bounced_at: null,
    };
    const point = (n: number): PointRow => ({
      kind: n % 2 ? 'handle' : 'email',
      value: `many-${n}`,
      contact_id: leads[3]!.contact_id,
      created_at: now,
      ...rest,
    });
    for (let from = 0; from < 1200; from += 100)
      await db
        .insertInto('points')
        .values(Array.from({ length: 100 }, (_, index) => point(from + index)))
        .execute();
    await db.insertInto('seen').values({ lead_id: leads[0]!.id, member_id: cast.ben, at: now }).execute();
    await db
      .insertInto('drafts')
      .values({ lead_id: leads[0]!.id, member_id: cast.ana, kind: 'email', text: 'Dear', touched_at: now })
      .execute();
  });
}

/** Every row of every table as the line a backup has of it. */
async function allRows(store: Store): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const lines: string[] = [];
    for await (const page of pagesOf(store.read, table)) for (const row of page) lines.push(lineOf(table, sorted({ ...row })));
    all[table.name] = lines;
  }
  return all;
}

const sorted = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries('indexed_version' in row ? { ...row, indexed_version: 0 } : row).sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** An empty place of its own, with nothing open in it. */
async function emptyPlace(engine: Engine, t: TestContext): Promise<TestHouse> {
  const house = await engine.house(t, { empty: true });
  await house.store.close();
  return house;
}

const hands = () => ({ now: () => fridayMorning + hour, id: () => crypto.randomUUID(), tell: () => {} });

eachEngine((from) => {
  test('a backup beside writes is of one moment, names every row and holds every file', async (t) => {
    const house = await from.house(t);
    await live(house);
    const file = path.join(house.settings.data, 'baton.tar');
    // While the tables are being read, another enquiry comes in and a lead is closed.
    const busily: typeof house.store.snapshot = (look) =>
      house.store.snapshot(async (db) => {
        await db.selectFrom('leads').select('id').execute();
        const body = Buffer.from('name=Ida&email=ida@example.com&message=Hello');
        const contentType = 'application/x-www-form-urlencoded';
        await receive(house.env, 'website', { body, contentType, receivedAt: fridayMorning });
        await house.env.write((tx) => tx.db.updateTable('leads').set({ asked: 'changed meanwhile' }).execute());
        return look(db);
      });
    const manifest = await backUp(house.env, { ...house.store, snapshot: busily }, file);
    assert.equal((await house.env.read.selectFrom('leads').select('id').execute()).length, 6);
    assert.ok(!readFileSync(file).includes('changed meanwhile'));
    assert.deepEqual(await verifyBackup(file), manifest);
    assert.equal(manifest.engine, from.name);
    assert.equal(manifest.counts.leads, 5);
    assert.ok(manifest.counts.points! > 1200);
    assert.equal(Object.keys(manifest.sha256).filter((name) => name.startsWith('files/')).length, 1);
    assert.ok(!('secret' in manifest.sha256));
    assert.ok(!readFileSync(file).includes(house.env.settings.secret));
    assert.deepEqual(
      readdirSync(house.settings.data).filter((name) => name.includes('.part')),
      [],
    );
  });

  test('a backup that cannot be written leaves the earlier one as it was', async (t) => {
    const house = await from.house(t);
    const file = path.join(house.settings.data, 'baton.tar');
    writeFileSync(file, 'the earlier one');
    await assert.rejects(
      backUp(house.env, { ...house.store, snapshot: () => Promise.reject(new Error('the power failed')) }, file),
      /power/,
    );
    assert.equal(readFileSync(file, 'utf8'), 'the earlier one');
    assert.deepEqual(
      readdirSync(house.settings.data).filter((name) => name.includes('.part')),
      [],
    );
  });

  test('letters that waited to be sent are not sent a second time', async (t) => {
    const house = await from.house(t);
    await live(house);
    const reply = await house.env.read.selectFrom('leads').select('id').where('number', '=', 1003).executeTakeFirstOrThrow();
    await logTouch(
      house.env,
      reply,
      { memberId: house.cast.ana },
      { kind: 'email', direction: 'out', result: 'sent', text: 'Yes.', send: true },
    );
    const file = path.join(house.settings.data, 'baton.tar');
    await backUp(house.env, house.store, file, { withSecret: true });
    await house.store.close();
    const done = await restore(file, { place: house.settings, hands: hands(), replace: true });
    assert.equal(done.secret, 'there');
    assert.equal(done.unknown, 5);
    const again = await openHouse(house.settings, { now: () => fridayMorning + hour });
    t.after(() => again.close());
    const { read } = again.env;
    const states = await read
      .selectFrom('outbox')
      .select(['audience', 'state', 'due_at', 'error'])
      .distinct()
      .orderBy('audience')
      .execute();
    const error = 'Restored from a backup: it may have gone since the backup was made.';
    assert.deepEqual(
      states.map((row) => ({ ...row })),
      [
        { audience: 'customer', state: 'unknown', due_at: null, error },
        { audience: 'member', state: 'skipped', due_at: null, error },
      ],
    );
    const lead = await read.selectFrom('leads').selectAll().where('id', '=', reply.id).executeTakeFirstOrThrow();
    assert.equal(lead.attention_kind, 'undelivered');
    assert.equal(await deliverOutbox(again.env), 0);
  });

  test('beside a running server, and over a team without being told to, nothing is restored', async (t) => {
    const house = await from.house(t);
    const file = path.join(house.settings.data, 'baton.tar');
    await backUp(house.env, house.store, file);
    const before = await allRows(house.store);
    await assert.rejects(
      restore(file, { place: house.settings, hands: hands() }),
      (error) => error instanceof Refusal && /--replace/.test(error.message),
    );
    const release = await holdPlace(house.settings);
    await assert.rejects(restore(file, { place: house.settings, hands: hands(), replace: true }), /is running/);
    await release!();
    assert.deepEqual(await allRows(house.store), before);
  });

  eachEngine((to) => {
    test('what was backed up is there again to the last row, and goes on from there', async (t) => {
      const house = await from.house(t);
      await live(house);
      await house.env.write(async ({ db, now }) => {
        await db.updateTable('outbox').set({ state: 'accepted', due_at: null, sent_at: now }).execute();
      });
      const file = path.join(house.settings.data, 'baton.tar');
      await backUp(house.env, house.store, file);
      const before = await allRows(house.store);

      const { settings } = await emptyPlace(to, t);
      const done = await restore(file, { place: settings, hands: hands() });
      assert.deepEqual([done.secret, done.unknown], ['none', 0]);
      const again = await openHouse({ ...settings, logLevel: 'silent' }, { now: () => fridayMorning + hour });
      t.after(() => again.close());
      assert.deepEqual(await allRows(again.store), before);
      assert.equal(await again.store.version(), await house.store.version());
      const [photo] = await again.env.read.selectFrom('files').selectAll().execute();
      assert.equal(Buffer.from(await again.env.files.read(photo!.sha256)).toString(), '\u0001\u0002sink');

      await assert.rejects(again.env.write(({ db }) => db.updateTable('timeline').set({ kind: 'forged' }).execute()));
      const [first] = await receive(again.env, 'website', {
        body: Buffer.from('name=Ida&email=ida@example.com&message=Hello'),
        contentType: 'application/x-www-form-urlencoded',
        receivedAt: fridayMorning + hour,
      });
      assert.equal(first!.lead!.number, 1006);
    });

    test('a backup that is cut short or changed by one letter changes nothing', async (t) => {
      const house = await from.house(t);
      await live(house);
      const file = path.join(house.settings.data, 'baton.tar');
      await backUp(house.env, house.store, file);
      const whole = readFileSync(file);
      const target = await to.house(t);
      const before = await allRows(target.store);
      const changed = Buffer.from(whole);
      changed[whole.indexOf('Will come on Tuesday')] = 'w'.charCodeAt(0);
      const headless = whole.subarray(0, whole.lastIndexOf('manifest.json'));
      for (const [damage, bytes] of Object.entries({
        changed,
        half: whole.subarray(0, whole.length >> 1),
        headless,
        none: Buffer.alloc(0),
        text: Buffer.from('no tar at all'),
      })) {
        const damaged = path.join(house.settings.data, `${damage}.tar`);
        writeFileSync(damaged, bytes);
        await assert.rejects(restore(damaged, { place: target.settings, hands: hands(), replace: true }), UnusableBackup, damage);
      }
      assert.deepEqual(await allRows(target.store), before);
      assert.ok(!existsSync(path.join(target.settings.data, 'baton.db.restoring')));
    });
  });
});

eachEngine((engine) => {
  test('a restore that fails half-way leaves what was there', async (t) => {
    const house = await engine.house(t);
    await live(house);
    const file = path.join(house.settings.data, 'baton.tar');
    // A member whose row breaks a rule of the tables: the hashes are right, and still it cannot be loaded.
    await backUp(
      house.env,
      { ...house.store, snapshot: (look) => house.store.snapshot((db) => look(db.withPlugin(orphaning))) },
      file,
    );
    const before = await allRows(house.store);
    await house.store.close();
    await assert.rejects(restore(file, { place: house.settings, hands: hands(), replace: true }));
    const again = await openHouse(house.settings);
    t.after(() => again.close());
    assert.deepEqual(await allRows(again.store), before);
  });
});

/** Every lead belongs to nobody, which no table takes. */
const orphaning = {
  transformQuery: ({ node }: { node: never }) => node,
  async transformResult({ result }: { result: { rows: Record<string, unknown>[] } }) {
    return { ...result, rows: result.rows.map((row) => ('owned_by_id' in row ? { ...row, owned_by_id: 'nobody' } : row)) };
  },
} as never;
