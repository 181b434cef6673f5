import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, passTo } from '#test/acting.ts';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const tuesday = { startsAt: '2026-11-24T14:00:00Z', endsAt: '2026-11-24T15:30:00Z' };

eachEngine((engine) => {
  async function house(t: Parameters<typeof apiHouse>[1]) {
    const made = await apiHouse(engine, t);
    const { lead } = (await made.tell('POST', '/enquiries', { body: enquiry() })).body;
    const call = { kind: 'phone', direction: 'out', result: 'spoke' };
    await made.tell('POST', `/leads/${lead.number}/touches`, { body: call });
    return { ...made, path: `/leads/${lead.number}` };
  }

  test('an appointment moves the stage and plants the question after it, which is not late before', async (t) => {
    const { tell, path, ...rest } = await house(t);
    const { status, body } = await tell('POST', `${path}/appointments`, { body: { ...tuesday, place: '12 Quay Street' } });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual(
      [body.lead.stage, body.lead.nextStep.what, body.lead.nextStep.dueAt, body.lead.nextStep.suggested],
      ['call-booked', 'Ask how it went', '2026-11-24T16:30:00.000Z', true],
    );
    assert.equal(body.lead.attention, null);
    await passTo(rest, at(16, 29, 4), 3_600_000);
    assert.equal((await tell('GET', path)).body.attention.kind, 'step');
    await passTo(rest, at(16, 31, 4));
    const whole = (await tell('GET', path)).body;
    assert.equal(whole.attention.kind, 'step-late');
    assert.deepEqual(whole.appointments, [
      {
        id: body.appointment.id,
        startsAt: '2026-11-24T14:00:00.000Z',
        endsAt: '2026-11-24T15:30:00.000Z',
        place: '12 Quay Street',
        cancelledAt: null,
      },
    ]);
    const [told] = whole.timeline.filter(({ kind }: { kind: string }) => kind === 'appointment-booked');
    assert.equal(told.facts.starts, '2026-11-24T14:00:00.000Z');
    assert.deepEqual(rest.errors, []);
  });

  test('booking is no answer and no contact: the clock goes on', async (t) => {
    const { tell, time } = await apiHouse(engine, t);
    const { lead } = (await tell('POST', '/enquiries', { body: enquiry() })).body;
    time.now += 60_000;
    const { body } = await tell('POST', `/leads/${lead.number}/appointments`, { body: tuesday });
    assert.deepEqual(
      [body.lead.firstAnswerAt, body.lead.lastContactAt, body.lead.attention.kind, body.lead.answerDueAt],
      [null, lead.lastContactAt, 'waiting-for-answer', lead.answerDueAt],
    );
  });

  test('it is moved, its length kept, then cancelled: a new time is to be found; undo brings it back', async (t) => {
    const { tell, path } = await house(t);
    const { appointment } = (await tell('POST', `${path}/appointments`, { body: tuesday })).body;
    const one = `/appointments/${appointment.id}`;
    const moved = await tell('PATCH', one, { body: { startsAt: '2026-11-25T09:00:00Z' } });
    assert.deepEqual(
      [moved.body.appointment.endsAt, moved.body.lead.nextStep.dueAt],
      ['2026-11-25T10:30:00.000Z', '2026-11-25T11:30:00.000Z'],
    );
    assert.equal((await tell('PATCH', one, { body: { cancelled: true }, headers: { 'if-match': '1' } })).status, 412);
    const cancelled = await tell('PATCH', one, { body: { cancelled: true } });
    assert.deepEqual(
      [cancelled.body.lead.nextStep.what, cancelled.body.lead.nextStep.dueAt],
      ['Find a new time', '2026-11-23T10:00:00.000Z'],
    );
    assert.ok(cancelled.body.appointment.cancelledAt);
    assert.equal((await tell('PATCH', one, { body: { cancelled: true } })).status, 409);
    const undone = await tell('POST', `/undo/${cancelled.body.undo.id}`);
    assert.equal(undone.body.lead.nextStep.what, 'Ask how it went');
    assert.equal((await tell('GET', path)).body.appointments[0].cancelledAt, null);
  });

  test('appointments may overlap; the step is about the one that ends next', async (t) => {
    const { tell, path } = await house(t);
    const first = await tell('POST', `${path}/appointments`, { body: tuesday });
    const second = await tell('POST', `${path}/appointments`, { body: { ...tuesday, endsAt: '2026-11-24T16:00:00Z' } });
    assert.equal(second.body.lead.nextStep.dueAt, '2026-11-24T16:30:00.000Z');
    const { body } = await tell('PATCH', `/appointments/${first.body.appointment.id}`, { body: { cancelled: true } });
    assert.deepEqual([body.lead.nextStep.what, body.lead.nextStep.dueAt], ['Ask how it went', '2026-11-24T17:00:00.000Z']);
    const undone = await tell('POST', `/undo/${body.undo.id}`);
    assert.equal(undone.body.lead.nextStep.dueAt, '2026-11-24T16:30:00.000Z');
  });

  test('a booking taken back is gone, a wrong one refused', async (t) => {
    const { tell, path } = await house(t);
    const before = (await tell('GET', path)).body;
    const { body } = await tell('POST', `${path}/appointments`, { body: tuesday });
    await tell('POST', `/undo/${body.undo.id}`);
    const after = (await tell('GET', path)).body;
    assert.deepEqual([after.stage, after.nextStep, after.appointments], [before.stage, before.nextStep, []]);
    const wrong = await tell('POST', `${path}/appointments`, { body: { ...tuesday, endsAt: tuesday.startsAt } });
    assert.deepEqual([wrong.status, wrong.body.field], [422, 'endsAt']);
    assert.equal((await tell('PATCH', '/appointments/none', { body: { cancelled: true } })).status, 404);
    await tell('POST', `${path}/close`, { body: { outcome: 'question' } });
    assert.equal((await tell('POST', `${path}/appointments`, { body: tuesday })).status, 409);
    assert.equal((await tell('POST', `${path}/appointments`, { by: 'vic', body: tuesday })).status, 403);
  });
});
