import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '#test/harness.ts';
import { findChannel } from './arrivals.ts';
import type { Tx } from './engine.ts';
import { inSavepoint } from './savepoint.ts';
import { findStandard } from './standard.ts';

const rename = (name: string) => (tx: Tx) => tx.db.updateTable('team').set({ name }).execute();
const named = async ({ db }: Pick<Tx, 'db'>) => (await findStandard(db))!.team.name;

eachEngine((engine) => {
  test('what one deed changes the next one of the same batch reads', async (t) => {
    const { env } = await engine.house(t);
    const deed = (name: string) =>
      env.write(async (tx) => {
        const before = await named(tx);
        await rename(name)(tx);
        return [before, await named(tx)];
      });
    const first = deed('First');
    // On PostgreSQL deeds run side by side.
    if (engine.name === 'postgres') await first;
    assert.deepEqual(await Promise.all([first, deed('Second')]), [
      ['Harbour Plumbing', 'First'],
      ['First', 'Second'],
    ]);
  });

  test('what a failed deed had changed the next one of the same batch does not read', async (t) => {
    const { env } = await engine.house(t);
    await env.write(rename('Kept'));
    const failing = env.write(async (tx) => {
      await rename('Undone')(tx);
      assert.equal(await named(tx), 'Undone');
      throw new Error('no');
    });
    const [, seen] = await Promise.allSettled([failing, env.write(named)]);
    assert.deepEqual(seen, { status: 'fulfilled', value: 'Kept' });
    assert.equal(await named({ db: env.read }), 'Kept');
  });

  test('what a part of a deed had changed is not read after that part has failed', async (t) => {
    const { env } = await engine.house(t);
    const seen = await env.write(async (tx) => {
      const part = inSavepoint(tx, async () => {
        await rename('Undone')(tx);
        assert.equal(await named(tx), 'Undone');
        throw new Error('no');
      });
      await part.catch((error) => {
        if (tx.isHasty) throw error;
      });
      return named(tx);
    });
    assert.equal(seen, 'Harbour Plumbing');
  });

  test('what is written is read at once, though it was read a moment ago', async (t) => {
    const { env } = await engine.house(t);
    for (const name of ['a', 'b', 'c']) {
      await findChannel(env.read, 'website');
      await env.write((tx) => tx.db.updateTable('channels').set({ name }).where('id', '=', 'website').execute());
      assert.equal((await findChannel(env.read, 'website'))?.name, name);
    }
  });
});
