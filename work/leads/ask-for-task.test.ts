import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueTasks, openTasksOf } from '#store/read-tasks.ts';
import { at, atOnce, enquire, holdLead, leadNow, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { removeMember } from '../people/remove-member.ts';
import { askForTask } from './ask-for-task.ts';
import { dropTask, finishTask } from './finish-task.ts';
import { undoAct } from './undo-act.ts';

eachEngine((engine) => {
  test('a task is asked of somebody without giving up the lead, stands with them when it is due, and is ticked off', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const [ana, ben] = [{ memberId: cast.ana }, { memberId: cast.ben }];
    const lead = await enquire(house);
    const before = await leadNow(house, lead.id);
    const { value: taskId } = await askForTask(env, { id: lead.id }, ana, {
      what: ' Measure the\nkitchen ',
      dueAt: at(9, 0, 3),
      memberId: cast.ben,
    });
    const after = await leadNow(house, lead.id);
    assert.deepEqual(
      [after.owner_id, after.next_what, after.next_due_at],
      [before.owner_id, before.next_what, before.next_due_at],
      'the lead is as it was',
    );
    assert.deepEqual(await dueTasks(env.read, at(8, 59, 3), cast.ben), []);
    const [due] = await dueTasks(env.read, at(9, 0, 3), cast.ben);
    assert.deepEqual([due?.what, due?.asker_name, due?.lead_number], ['Measure the kitchen', 'Ana Reyes', lead.number]);
    assert.deepEqual(await dueTasks(env.read, at(9, 0, 3), cast.ana), []);

    const { undo } = await finishTask(env, { id: taskId, memberId: cast.ben });
    assert.deepEqual(await openTasksOf(env.read, lead.id), []);
    await assert.rejects(finishTask(env, { id: taskId, memberId: cast.ana }), { status: 409 });
    await undoAct(env, { id: undo!.id, ...ben });
    assert.equal((await openTasksOf(env.read, lead.id)).length, 1);
  });

  test('asking for a task can be taken back, and it needs words and somebody who does work here', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ana = { memberId: cast.ana };
    const lead = await enquire(house);
    const asked = { what: 'Bring the ladder', dueAt: at(9, 0, 3), memberId: cast.ana };
    await assert.rejects(askForTask(env, { id: lead.id }, ana, { ...asked, what: '  ' }), { status: 422, field: 'what' });
    await assert.rejects(askForTask(env, { id: lead.id }, ana, { ...asked, memberId: 'nobody' }), { status: 422 });
    const { undo } = await askForTask(env, { id: lead.id }, ana, asked);
    await undoAct(env, { id: undo!.id, memberId: cast.ana });
    assert.deepEqual(await rows(house, 'tasks'), []);
  });

  test('what a member who leaves was asked to do goes to whoever owns the lead, and is told there', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ana = { memberId: cast.ana };
    const lead = await enquire(house);
    const asked = { what: 'Measure the kitchen', dueAt: at(9, 0, 3), memberId: cast.ben };
    const { value: kept } = await askForTask(env, { id: lead.id }, ana, asked);
    const { value: done } = await askForTask(env, { id: lead.id }, ana, asked);
    await finishTask(env, { id: done, memberId: cast.ben });
    const { version } = await leadNow(house, lead.id);
    await removeMember(env, { memberId: cast.ben }, cast.ana);
    const open = await openTasksOf(env.read, lead.id);
    assert.deepEqual(
      open.map(({ id, member_id }) => [id, member_id]),
      [[kept, cast.ana]],
    );
    assert.equal((await rows(house, 'tasks')).find(({ id }) => id === done)!.member_id, cast.ben);
    const told = (await rows(house, 'timeline')).at(-1)!;
    assert.deepEqual([told.kind, told.member_id, (await leadNow(house, lead.id)).version], ['task-given', null, version + 1]);
  });

  test('a task that one ticks off and another drops at once has one end', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const lead = await enquire(house);
    const task = { what: 'Measure the kitchen', dueAt: at(12), memberId: cast.ben };
    const { value: id } = await askForTask(env, { id: lead.id }, { memberId: cast.ana }, task);
    const ways = [() => finishTask(env, { id, memberId: cast.ben }), () => dropTask(env, { id, memberId: cast.ana })];
    assert.equal(await atOnce(house, holdLead(lead.id), ways), 1);
    const [row] = await rows(house, 'tasks');
    assert.equal([row!.done_at, row!.dropped_at].filter(Boolean).length, 1);
    const told = (await rows(house, 'timeline')).filter(({ kind }) => /^task-(done|dropped)$/.test(kind));
    assert.equal(told.length, 1);
  });
});
