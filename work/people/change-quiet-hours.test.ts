import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMember } from '#store/members.ts';
import { eachEngine } from '#test/harness.ts';
import { changeQuietHours } from './change-quiet-hours.ts';

eachEngine((engine) => {
  test('quiet hours are kept, may run over midnight, and end', async (t) => {
    const { env, cast } = await engine.house(t);
    await changeQuietHours(env, { memberId: cast.ana, quiet: { from: '19:00', until: '07:00' } });
    assert.deepEqual(JSON.parse((await findMember(env.read, cast.ana))!.quiet!), { from: '19:00', until: '07:00' });
    await changeQuietHours(env, { memberId: cast.ana, quiet: null });
    assert.equal((await findMember(env.read, cast.ana))!.quiet, null);
  });

  test('quiet hours that are no times, or the whole day, are refused with their field', async (t) => {
    const { env, cast } = await engine.house(t);
    const refused = (from: string, until: string, field: string) =>
      assert.rejects(changeQuietHours(env, { memberId: cast.ana, quiet: { from, until } }), { status: 422, field });
    await refused('', '07:00', 'from');
    await refused('19:00', '24:00', 'until');
    await refused('07:00', '07:00', 'until');
  });
});
