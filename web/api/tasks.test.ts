import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

eachEngine((engine) => {
  test('a task is asked of somebody, stands on the lead, and is done or no longer needed; each can be undone', async (t) => {
    const { tell, cast } = await apiHouse(engine, t);
    const { lead } = (await tell('POST', '/enquiries', { body: enquiry() })).body;
    const path = `/leads/${lead.number}/tasks`;
    const measure = { what: 'Measure the kitchen', dueAt: '2026-11-24', member: cast.ben };
    const asked = await tell('POST', path, { body: measure, headers: { 'if-match': '"1"' } });
    assert.equal(asked.status, 201);
    const { task } = asked.body;
    assert.deepEqual([task.what, task.dueAt, task.member.id], [measure.what, '2026-11-24T08:00:00.000Z', cast.ben]);
    assert.equal(asked.headers.get('etag'), `"${asked.body.lead.version}"`);
    assert.equal(asked.body.lead.owner.id, lead.owner.id);
    const open = async () => (await tell('GET', `/leads/${lead.number}`)).body.tasks;
    assert.deepEqual(await open(), [task]);
    const dropped = await tell('POST', `/tasks/${task.id}/drop`);
    assert.deepEqual([dropped.status, dropped.body.task.doneAt, await open()], [200, null, []]);
    assert.equal((await tell('POST', `/tasks/${task.id}/done`)).status, 409);
    await tell('POST', `/undo/${dropped.body.undo.id}`);
    assert.deepEqual(await open(), [task]);
    assert.notEqual((await tell('POST', `/tasks/${task.id}/done`)).body.task.doneAt, null);
    assert.deepEqual(await open(), []);
  });

  test('a task needs words, a day to come and somebody who does work here', async (t) => {
    const { tell, cast } = await apiHouse(engine, t);
    const { lead } = (await tell('POST', '/enquiries', { body: enquiry() })).body;
    const ask = async (task: object) => {
      const { status, body } = await tell('POST', `/leads/${lead.number}/tasks`, { body: task });
      return [status, body.field];
    };
    assert.deepEqual(await ask({ what: ' ', dueAt: '2026-11-24' }), [422, 'what']);
    assert.deepEqual(await ask({ what: 'Measure', dueAt: '2026-11-02' }), [422, 'dueAt']);
    assert.deepEqual(await ask({ what: 'Measure', dueAt: '2026-11-24', member: cast.vic }), [422, 'member']);
    assert.equal((await tell('POST', '/leads/999/tasks', { body: { what: 'Measure', dueAt: '2026-11-24' } })).status, 404);
  });
});
