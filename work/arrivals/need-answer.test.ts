import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enquire, leadNow, martin, minute, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { logTouch } from '../leads/log-touch.ts';
import { undoAct } from '../leads/undo-act.ts';
import { needAnswer } from './need-answer.ts';

eachEngine((engine) => {
  test('a thank-you that needs an answer after all is owed one since it was written', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ana = { memberId: cast.ana };
    const lead = await enquire(house);
    await logTouch(env, { id: lead.id }, ana, { kind: 'phone', direction: 'out', result: 'spoke', text: 'We come at four.' });
    house.time.now += minute;
    await enquire(house, { ...martin, message: 'Thank you, that’s kind' });
    const wrote = house.time.now;
    const courtesy = (await rows(house, 'touches')).find(({ courtesy_at }) => courtesy_at !== null)!;
    assert.equal((await leadNow(house, lead.id)).attention_kind === 'wrote-back', false);
    house.time.now += minute;
    const { undo } = await needAnswer(env, { id: lead.id }, ana, courtesy.id);
    const clock = (await rows(house, 'clocks')).at(-1)!;
    assert.deepEqual([clock.kind, clock.started_at, clock.answered_at], ['again', wrote, null]);
    const now = await leadNow(house, lead.id);
    assert.deepEqual([now.next_what, now.attention_kind], ['Answer', 'wrote-back']);
    await assert.rejects(needAnswer(env, { id: lead.id }, ana, courtesy.id), { status: 409 });
    await undoAct(env, { id: undo!.id, memberId: cast.ana });
    assert.notEqual((await rows(house, 'touches')).find(({ id }) => id === courtesy.id)!.courtesy_at, null);
  });
});
