import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMember } from '#store/members.ts';
import { eachEngine } from '#test/harness.ts';
import { changeName } from './change-name.ts';

eachEngine((engine) => {
  test('a member is called by the new name, on one line; an empty one is refused', async (t) => {
    const { env, cast } = await engine.house(t);
    await changeName(env, { memberId: cast.ben, name: '  Benjamin\n Okoro ' });
    assert.equal((await findMember(env.read, cast.ben))!.name, 'Benjamin Okoro');
    await assert.rejects(changeName(env, { memberId: cast.ben, name: ' \n' }), { status: 422, field: 'name' });
    await assert.rejects(changeName(env, { memberId: 'nobody', name: 'Nobody' }), { status: 404 });
  });
});
