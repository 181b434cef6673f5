import assert from 'node:assert/strict';
import { test } from 'node:test';
import { houseWithLead } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

eachEngine((engine) => {
  test('a lead is edited, and its version grows', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    const { status, headers, body } = await tell('PATCH', path, {
      body: {
        value: { amount: 480_000, currency: 'GBP' },
        company: 'Reid & Sons',
        statusNote: 'Waits for the plan',
        urgent: true,
        wants: ['a quote'],
        nextStep: { what: 'Send the plan', dueAt: '2026-11-23T12:00:00+01:00' },
      },
      headers: { 'if-match': '"1"' },
    });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(headers.get('etag'), '"2"');
    const { lead, undo } = body;
    assert.deepEqual(lead.value, { amount: 480_000, currency: 'GBP' });
    assert.equal(lead.company, 'Reid & Sons');
    assert.deepEqual(lead.nextStep, {
      what: 'Send the plan',
      dueAt: '2026-11-23T11:00:00.000Z',
      suggested: false,
      toldThem: false,
    });
    assert.equal(undo.until, '2026-11-20T10:00:10.000Z');
    assert.equal((await tell('PATCH', path, { body: { value: null } })).body.lead.value, null);
  });

  test('an act on an older version is refused with what changed', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    await tell('POST', `${path}/stage`, { by: 'ben', body: { stage: 'qualified' }, headers: { 'if-match': 'W/"1"' } });
    for (const [method, what, body] of [
      ['PATCH', '', { urgent: true }],
      ['POST', '/stage', { stage: 'contacted' }],
      ['POST', '/close', { outcome: 'won' }],
      ['POST', '/later', { until: '2027-03-01T09:00:00Z' }],
      ['POST', '/touches', { kind: 'email', direction: 'out', result: 'sent', text: 'Hello' }],
    ] as const) {
      const told = await tell(method, path + what, { body, headers: { 'if-match': '1' } });
      assert.equal(told.status, 412, what);
      assert.deepEqual(told.body.changes, [{ kind: 'stage', by: 'Ben Okoro', at: '2026-11-20T10:00:00.000Z' }]);
    }
    for (const body of [
      { kind: 'phone', direction: 'out', result: 'no-answer' },
      { kind: 'sms', direction: 'out', result: 'sent', text: 'On my way' },
      { kind: 'email', direction: 'out', result: 'sent', text: 'Sent from my phone', send: false },
    ])
      assert.equal((await tell('POST', `${path}/touches`, { body, headers: { 'if-match': '1' } })).status, 201, 'it took place');
    assert.equal((await tell('PATCH', path, { body: { urgent: true }, headers: { 'if-match': 'soon' } })).body.field, 'If-Match');
  });

  test('money is in minor units of the team’s currency', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    for (const [value, field] of [
      [{ amount: 1, currency: 'EUR' }, 'value.currency'],
      [4_800.5, 'value'],
      [-1, 'value'],
      ['4800', 'value'],
    ]) {
      const { status, body } = await tell('PATCH', path, { body: { value } });
      assert.deepEqual([status, body.field], [422, field]);
    }
    const { body } = await tell('POST', `${path}/close`, { body: { outcome: 'won', value: { amount: 1, currency: 'gbp' } } });
    assert.deepEqual(body.lead.value, { amount: 1, currency: 'GBP' });
  });

  test('a lead goes to sleep, is opened again and closed with its reason', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    const slept = await tell('POST', `${path}/later`, { body: { until: '2027-02-27', what: 'Ask about spring' } });
    assert.equal(slept.body.lead.state, 'later');
    // A Saturday: they open on Monday at eight.
    assert.equal(slept.body.lead.laterUntil, '2027-03-01T08:00:00.000Z');
    const nextStep = { what: 'Ring', dueAt: '2026-11-23T10:00:00Z' };
    assert.equal((await tell('POST', `${path}/reopen`, { body: { nextStep } })).body.lead.nextStep.what, 'Ring');
    assert.equal((await tell('POST', `${path}/close`, { body: { outcome: 'lost' } })).body.field, 'reason');
    const lost = await tell('POST', `${path}/close`, { body: { outcome: 'lost', reason: 'price' } });
    assert.deepEqual([lost.body.lead.state, lost.body.lead.outcome, lost.body.lead.reason], ['closed', 'lost', 'price']);
    assert.equal(lost.body.lead.owner.name, 'Ana Reyes');
    assert.equal((await tell('POST', `${path}/close`, { body: { outcome: 'won' } })).status, 409);
  });

  test('the customer is told that it takes longer', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    const { status, body } = await tell('POST', `${path}/takes-longer`, { body: { until: '2026-11-20T15:00:00Z' } });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.lead.answerDueAt, '2026-11-20T15:00:00.000Z');
    assert.equal(body.lead.nextStep.toldThem, true);
  });

  test('an act is undone by the member who did it, and by nobody else', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    const { body } = await tell('POST', `${path}/close`, { body: { outcome: 'won' } });
    assert.equal((await tell('POST', `/undo/${body.undo.id}`, { by: 'ben' })).status, 404);
    const undone = await tell('POST', `/undo/${body.undo.id}`);
    assert.equal(undone.status, 200);
    assert.equal(undone.body.lead.state, 'open');
    assert.equal((await tell('POST', `/undo/${body.undo.id}`)).status, 409);
  });

  test('an empty or strange change is refused', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    for (const [body, field] of [
      [{}, undefined],
      [{ stage: 'won' }, 'stage'],
      [{ nextStep: { what: '', dueAt: '2026-11-23T10:00:00Z' } }, 'nextStep.what'],
      [{ nextStep: { what: 'Ring', dueAt: 'Monday' } }, 'nextStep.dueAt'],
      [{ nextStep: { what: 'Ring', dueAt: '2026-11-20T09:44:00Z' } }, 'nextStep.dueAt'],
    ] as const) {
      const told = await tell('PATCH', path, { body });
      assert.deepEqual([told.status, told.body.field], [422, field], JSON.stringify(told.body));
    }
  });

  test('a note is on the lead with who wrote it, answers nobody, and is never late', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    const { status, body } = await tell('POST', `${path}/notes`, {
      body: { text: 'The key is with the neighbour' },
      headers: { 'if-match': '"0"' },
    });
    assert.deepEqual([status, body.lead.firstAnswerAt], [201, null]);
    const [note] = (await tell('GET', path)).body.notes;
    assert.deepEqual(
      [note.text, note.by.name, note.at],
      ['The key is with the neighbour', 'Ana Reyes', '2026-11-20T10:00:00.000Z'],
    );
    await tell('POST', `/undo/${body.undo.id}`);
    assert.deepEqual((await tell('GET', path)).body.notes, []);
    assert.equal((await tell('POST', `${path}/notes`, { body: { text: '  ' } })).body.field, 'text');
  });
});
