import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { verifyBackup } from '#store/backup.ts';
import { findChore } from '#store/chores.ts';
import { eachEngine } from '#test/harness.ts';
import { backUpNightly, nightlyBackup } from './back-up-nightly.ts';

const hour = 3_600_000;

eachEngine((engine) => {
  test('each night one backup is made, and the last seven stay', async (t) => {
    const { env, store, time, settings } = await engine.house(t);
    const folder = path.join(settings.data, 'backups');
    const made: string[] = [];
    for (let step = 0; step < 10 * 24; step++) {
      const file = await backUpNightly(env, store);
      if (file) made.push(path.basename(file));
      time.now += hour;
    }
    assert.deepEqual(made.slice(0, 2), ['baton-2026-11-21.tar', 'baton-2026-11-22.tar']);
    assert.equal(made.length, 10);
    assert.deepEqual(readdirSync(folder).sort(), made.slice(-7));
    await verifyBackup(path.join(folder, made.at(-1)!));
  });

  test('of two processes only one makes it, and after a night switched off it is made late', async (t) => {
    const { env, store, time } = await engine.house(t);
    assert.equal(await backUpNightly(env, store), null);
    time.now += 40 * hour;
    const both = await Promise.all([backUpNightly(env, store), backUpNightly(env, store)]);
    assert.equal(both.filter(Boolean).length, 1);
  });

  test('a backup that fails is noted and tried again an hour later; leftovers are cleared, other files are not', async (t) => {
    const { env, store, time, settings } = await engine.house(t);
    const folder = path.join(settings.data, 'backups');
    await backUpNightly(env, store);
    time.now += 24 * hour;
    writeFileSync(folder, 'in the way');
    await assert.rejects(backUpNightly(env, store));
    assert.ok((await findChore(env.read, nightlyBackup))?.error);
    rmSync(folder);
    mkdirSync(folder);
    for (const name of ['mine.tar', 'baton-2026-11-01.tar.77.part', 'baton-2026-11-01.tar.77.part.member'])
      writeFileSync(path.join(folder, name), '');
    assert.equal(await backUpNightly(env, store), null);
    time.now += hour;
    assert.ok(await backUpNightly(env, store));
    assert.deepEqual(readdirSync(folder).sort(), ['baton-2026-11-21.tar', 'mine.tar']);
    assert.equal((await findChore(env.read, nightlyBackup))?.error, null);
  });

  test('before there is a team there is nothing to keep', async (t) => {
    const { env, store } = await engine.house(t, { empty: true });
    assert.equal(await backUpNightly(env, store), null);
  });
});
