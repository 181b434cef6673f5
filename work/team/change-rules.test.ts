import assert from 'node:assert/strict';
import { test } from 'node:test';
import { responseRule } from '#domain/response-rule.ts';
import { inForce } from '#store/rules.ts';
import { readStandard } from '#store/standard.ts';
import { eachEngine } from '#test/harness.ts';
import { changeRules } from './change-rules.ts';

eachEngine((engine) => {
  test('the rule and who is on call are saved together or not at all, and the turn goes on where it names the same', async (t) => {
    const { env, cast, time } = await engine.house(t);
    const change = { rule: { ...responseRule(), urgentOutside: 'on-call' as const } };
    const asked = { memberId: cast.ana, change };
    const turn = async () => (await readStandard(env.read)).team.on_call;
    const before = await inForce(env.read, 'rules');
    await assert.rejects(changeRules(env, { ...asked, onCall: [cast.vic] }), { status: 422, field: 'onCall.members' });
    assert.deepEqual([(await inForce(env.read, 'rules')).version, await turn()], [before.version, null]);
    await changeRules(env, { ...asked, onCall: [cast.ana, cast.ben] });
    const first = await turn();
    assert.deepEqual(JSON.parse(first!), { members: [cast.ana, cast.ben], since: time.now });
    time.now += 86_400_000;
    await changeRules(env, { ...asked, onCall: [cast.ana, cast.ben] });
    assert.equal(await turn(), first);
    await changeRules(env, asked);
    assert.equal(await turn(), first, 'nobody said anything of it');
    await changeRules(env, { ...asked, onCall: [] });
    assert.equal(await turn(), null);
  });
});
