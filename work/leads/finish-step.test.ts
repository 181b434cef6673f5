import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, enquire, leadNow, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { confirmStep } from './confirm-step.ts';
import { finishStep } from './finish-step.ts';
import { logTouch } from './log-touch.ts';
import { undoAct } from './undo-act.ts';
import { waitForThem } from './wait-for-them.ts';

const spoke = { kind: 'phone', direction: 'out', result: 'spoke' } as const;

eachEngine((engine) => {
  test('a step is done without a contact, and the one that was said comes next', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ana = { memberId: cast.ana };
    const lead = await enquire(house);
    const next = { what: 'Order the part', dueAt: at(9, 0, 3) };
    await assert.rejects(finishStep(env, { id: lead.id }, ana, next), { status: 409 });
    await logTouch(env, { id: lead.id }, ana, spoke);
    await finishStep(env, { id: lead.id }, ana, next);
    const now = await leadNow(house, lead.id);
    assert.deepEqual([now.next_what, now.next_due_at, now.next_suggested_at], ['Order the part', at(9, 0, 3), null]);
    const done = (await rows(house, 'steps')).find(({ what }) => what === 'Decide what happens next');
    assert.deepEqual([done?.done_at, done?.done_by], [house.time.now, cast.ana]);
  });

  test('a suggested step that somebody stands by is chosen, in the same place', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const lead = await enquire(house);
    await logTouch(env, { id: lead.id }, { memberId: cast.ana }, spoke);
    const before = await leadNow(house, lead.id);
    const { undo } = await confirmStep(env, { id: lead.id }, { memberId: cast.ana }, { told: true });
    const now = await leadNow(house, lead.id);
    assert.deepEqual([now.step_id, now.next_due_at, now.next_suggested_at], [before.step_id, before.next_due_at, null]);
    assert.equal(now.next_told_at, house.time.now);
    const step = (await rows(house, 'steps')).find(({ id }) => id === now.step_id)!;
    assert.deepEqual([step.chosen_by, step.suggested_at, step.moved_count], [cast.ana, null, 0]);
    await undoAct(env, { id: undo!.id, memberId: cast.ana });
    assert.notEqual((await leadNow(house, lead.id)).next_suggested_at, null);
  });

  test('it is their turn until a day, from its opening on ours again; never while they wait for us', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ana = { memberId: cast.ana };
    const lead = await enquire(house);
    await assert.rejects(waitForThem(env, { id: lead.id }, ana, at(9, 0, 3)), { status: 409 });
    await logTouch(env, { id: lead.id }, ana, spoke);
    await assert.rejects(waitForThem(env, { id: lead.id }, ana, at(8)), { status: 422 });
    await waitForThem(env, { id: lead.id }, ana, at(15, 0, 1));
    const now = await leadNow(house, lead.id);
    assert.deepEqual([now.next_due_at, now.waiting_until_at], [at(8, 0, 3), at(8, 0, 3)]);
  });
});
