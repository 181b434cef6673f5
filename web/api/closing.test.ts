import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passTo } from '#test/acting.ts';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const call = { kind: 'phone', direction: 'out', result: 'spoke' };

eachEngine((engine) => {
  async function house(t: Parameters<typeof apiHouse>[1]) {
    const made = await apiHouse(engine, t);
    const { lead } = (await made.tell('POST', '/enquiries', { body: enquiry() })).body;
    return { ...made, path: `/leads/${lead.number}`, number: lead.number as number };
  }

  test('a won lead keeps its value and how they heard of us, and asks the owner to get in touch again', async (t) => {
    const { tell, path, number, time, cast } = await house(t);
    const won = { outcome: 'won', value: 480_000, heardOf: 'A neighbour', remindInMonths: 3 };
    const { status, body } = await tell('POST', `${path}/close`, { by: 'ben', body: won });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.lead.value.amount, body.lead.heardOf], [480_000, 'A neighbour']);
    assert.deepEqual((await tell('GET', '/today')).body.tasks, []);
    // Three months from Friday 20 November is a Saturday.
    time.now = Date.UTC(2027, 1, 22, 7, 59);
    assert.deepEqual((await tell('GET', '/today')).body.tasks, []);
    time.now = Date.UTC(2027, 1, 22, 8, 0);
    const [task] = (await tell('GET', '/today?owner=me')).body.tasks;
    assert.deepEqual(task, {
      id: task.id,
      what: 'Get in touch again',
      dueAt: '2027-02-22T08:00:00.000Z',
      member: { id: cast.ana, name: 'Ana Reyes' },
      lead: number,
      name: 'Martin Reid',
    });
    assert.deepEqual((await tell('GET', `/today?owner=${cast.ben}`)).body.tasks, []);
    const done = await tell('POST', `/tasks/${task.id}/done`);
    assert.equal(done.body.task.doneAt, '2027-02-22T08:00:00.000Z');
    assert.deepEqual((await tell('GET', '/today')).body.tasks, []);
    assert.equal((await tell('POST', `/tasks/${task.id}/done`)).status, 409);
    await tell('POST', `/undo/${done.body.undo.id}`);
    assert.equal((await tell('GET', '/today')).body.tasks.length, 1);
    assert.equal((await tell('POST', '/tasks/none/done')).status, 404);
  });

  test('a reminder is for 1 to 60 months, and undo takes it back with the closing', async (t) => {
    const { tell, path, env } = await house(t);
    for (const remindInMonths of [0, 61, 1.5])
      assert.deepEqual(
        (await tell('POST', `${path}/close`, { body: { outcome: 'won', remindInMonths } })).body.field,
        'remindInMonths',
      );
    const { body } = await tell('POST', `${path}/close`, { body: { outcome: 'won', remindInMonths: 60 } });
    const tasks = () => env.read.selectFrom('tasks').selectAll().execute();
    assert.equal((await tasks()).length, 1);
    await tell('POST', `/undo/${body.undo.id}`);
    assert.deepEqual(await tasks(), []);
  });

  test('a kind closing message goes after ten seconds, answers them, and the lead is closed at once', async (t) => {
    const { tell, path, errors, ...rest } = await house(t);
    const lost = { outcome: 'lost', reason: 'not-a-fit', message: 'Thank you for asking. We are booked until May.' };
    const { body } = await tell('POST', `${path}/close`, { body: lost });
    assert.deepEqual([body.lead.state, body.lead.outcome, body.lead.firstAnswerAt], ['closed', 'lost', null]);
    await passTo({ ...rest, errors }, rest.time.now + 20_000, 10_000);
    const whole = (await tell('GET', path)).body;
    const [letter] = whole.letters.filter(({ kind }: { kind: string }) => kind === 'reply');
    assert.equal(letter.state, 'kept, not sent');
    assert.equal(whole.touches.at(-1).text, lost.message);
    await tell('POST', `/letters/${letter.id}/settle`, { body: { sent: true } });
    const settled = (await tell('GET', path)).body;
    assert.deepEqual([settled.state, settled.firstAnswerAt], ['closed', '2026-11-20T10:00:00.000Z']);
    const clocks = await rest.env.read.selectFrom('clocks').selectAll().execute();
    assert.deepEqual(
      clocks.map(({ answered_at }) => answered_at),
      [Date.UTC(2026, 10, 20, 10)],
    );
    assert.deepEqual(errors, []);
  });

  test('undo takes back the closing and its message', async (t) => {
    const { tell, path, env } = await house(t);
    const { body } = await tell('POST', `${path}/close`, { body: { outcome: 'question', message: 'Gladly.' } });
    const { body: undone } = await tell('POST', `/undo/${body.undo.id}`);
    assert.deepEqual([undone.lead.state, undone.lead.nextStep.what], ['open', 'Answer']);
    const letters = await env.read.selectFrom('outbox').selectAll().where('kind', '=', 'reply').execute();
    assert.deepEqual(
      letters.map(({ state }) => state),
      ['withdrawn'],
    );
    const refused = await tell('POST', `${path}/close`, { body: { outcome: 'lost', message: 'Thank you.' } });
    assert.deepEqual([refused.status, refused.body.field], [422, 'reason']);
    assert.equal((await env.read.selectFrom('outbox').selectAll().where('kind', '=', 'reply').execute()).length, 1);
  });

  test('the record suggests a reason: too slow, or no answer after four tries', async (t) => {
    const { tell, path, time } = await house(t);
    assert.equal((await tell('GET', path)).body.suggestedReason, null);
    time.now += 2 * 3_600_000;
    assert.equal((await tell('GET', path)).body.suggestedReason, 'too-slow');
    await tell('POST', `${path}/touches`, { body: call });
    assert.equal((await tell('GET', path)).body.suggestedReason, 'too-slow');
    for (let n = 0; n < 4; n++) await tell('POST', `${path}/touches`, { body: { ...call, result: 'no-answer' } });
    assert.equal((await tell('GET', path)).body.suggestedReason, 'no-answer');
  });
});
