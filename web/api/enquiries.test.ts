import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';

eachEngine((engine) => {
  test('an enquiry opens a lead and answers with it', async (t) => {
    const { tell, cast, errors } = await apiHouse(engine, t);
    const { status, headers, body } = await tell('POST', '/enquiries', { body: enquiry({ urgent: true, wants: ['a quote'] }) });
    assert.equal(status, 201);
    assert.equal(headers.get('etag'), '"1"');
    assert.equal(body.arrival.outcome, 'lead');
    assert.equal(body.duplicate, undefined);
    const { lead } = body;
    assert.equal(lead.name, 'Martin Reid');
    assert.equal(lead.contact.phone, '+447700900123');
    assert.deepEqual(lead.owner, { id: cast.ana, name: 'Ana Reyes' });
    assert.equal(lead.state, 'open');
    assert.equal(lead.urgent, true);
    assert.deepEqual(lead.wants, ['a quote']);
    assert.equal(lead.answerDueAt, '2026-11-20T10:15:00.000Z');
    assert.deepEqual(lead.nextStep, { what: 'Answer', dueAt: '2026-11-20T10:15:00.000Z', suggested: true, toldThem: false });
    assert.deepEqual(errors, []);
  });

  test('an enquiry with the same externalId is one, whatever else it says', async (t) => {
    const { tell, time } = await apiHouse(engine, t);
    const first = await tell('POST', '/enquiries', { body: enquiry({ externalId: 'crm-7' }) });
    time.now += 3_600_000;
    for (const asked of ['Can you fit a boiler in March?', 'Something else', 'Something else']) {
      const again = await tell('POST', '/enquiries', { body: enquiry({ externalId: 'crm-7', asked }) });
      assert.equal(again.status, 201);
      assert.equal(again.body.duplicate, true);
      assert.equal(again.body.arrival.id, first.body.arrival.id);
      assert.equal(again.body.lead.number, first.body.lead.number);
    }
    assert.equal((await tell('GET', '/leads')).body.data.length, 1);
  });

  test('a second message of the same person joins the lead', async (t) => {
    const { tell, time } = await apiHouse(engine, t);
    const first = await tell('POST', '/enquiries', { body: enquiry() });
    time.now += 60_000;
    const second = await tell('POST', '/enquiries', { body: enquiry({ channel: 'sms', asked: 'Are you there?' }) });
    assert.equal(second.body.arrival.outcome, 'linked');
    assert.equal(second.body.lead.number, first.body.lead.number);
    assert.equal(second.body.lead.attention.kind, 'second-try');
  });

  test('what is missing or wrong is told by the name of the field', async (t) => {
    const { tell } = await apiHouse(engine, t);
    const faults: [body: unknown, field: string | undefined, detail: RegExp][] = [
      [{ from: { name: 'Jo' } }, 'channel', /website-form.*walk-in/],
      [enquiry({ channel: 'pigeon' }), 'channel', /one of website-form/],
      [enquiry({ from: {} }), 'from', /a name, an email, a phone or a handle/],
      [enquiry({ from: { name: ' \u0000 ', email: '' } }), 'from', /a name/],
      [enquiry({ from: { email: 'not an address' } }), 'from.email', /email address/],
      [enquiry({ from: { phone: 'ask my wife' } }), 'from.phone', /telephone number/],
      [enquiry({ from: { name: 7 } }), 'from.name', /should be text/],
      [enquiry({ from: { name: 'Jo', nickname: 'J' } }), 'from.nickname', /no field/],
      [enquiry({ message: 'Hi' }), 'message', /no field “message”/],
      [enquiry({ urgent: 'yes' }), 'urgent', /true or false/],
      [enquiry({ wants: [1] }), 'wants', /list of words/],
      [enquiry({ receivedAt: 'yesterday' }), 'receivedAt', /2026-11-20T10:00:00Z/],
      [enquiry({ receivedAt: '2026-11-20T11:00:00Z' }), 'receivedAt', /still to come/],
      [enquiry({ receivedAt: '1890-11-20T11:00:00Z' }), 'receivedAt', /ten years/],
      [JSON.parse('{"channel":"phone","from":{"name":"Jo"},"__proto__":{"admin":true}}'), '__proto__', /no field/],
      [[], undefined, /should be an object/],
      [null, undefined, /should be an object/],
    ];
    for (const [body, field, detail] of faults) {
      const told = await tell('POST', '/enquiries', { raw: JSON.stringify(body) });
      assert.equal(told.status, 422, JSON.stringify(told.body));
      assert.equal(told.body.field, field);
      assert.match(told.body.detail, detail);
      assert.match(told.headers.get('content-type') ?? '', /problem\+json/);
    }
    assert.deepEqual((await tell('GET', '/arrivals')).body.data, []);
  });

  test('a body that cannot be read is refused before anything is kept', async (t) => {
    const { tell } = await apiHouse(engine, t);
    const refused = async (raw: string, status: number, headers: Record<string, string> = {}) =>
      assert.equal((await tell('POST', '/enquiries', { raw, headers })).status, status);
    await refused('{"channel":', 400);
    await refused('[', 400);
    await refused('', 415, { 'content-type': '' });
    await refused('', 400);
    await refused('{"channel":"phone"}', 415, { 'content-encoding': 'gzip' });
    await refused('channel=phone', 415, { 'content-type': 'application/x-www-form-urlencoded' });
    await refused(JSON.stringify(enquiry({ asked: 'x'.repeat(1_000_001) })), 413);
    await refused('['.repeat(200_000) + ']'.repeat(200_000), 422);
    await refused(`{"channel":"phone","from":${'{"name":'.repeat(100_000)}1${'}'.repeat(100_001)}`, 422);
  });

  test('NUL and half characters are harmless', async (t) => {
    const { tell } = await apiHouse(engine, t);
    const raw = '{"channel":"phone","from":{"name":"J\\u0000o \\ud83d Reid"},"asked":"A\\u0000 \\udc00 leak"}';
    const { status, body } = await tell('POST', '/enquiries', { raw });
    assert.equal(status, 201);
    assert.ok(body.lead.name.isWellFormed() && !body.lead.name.includes('\0'));
    assert.ok(body.lead.asked.isWellFormed() && body.lead.asked.endsWith('leak'));
  });

  test('only the website and quote forms are acknowledged by mail', async (t) => {
    const { tell, env } = await apiHouse(engine, t);
    for (const channel of ['email', 'website-form', 'quote-form'])
      await tell('POST', '/enquiries', { body: enquiry({ channel, from: { email: `${channel}@reid.example` } }) });
    const letters = await env.read.selectFrom('outbox').select('address').where('kind', '=', 'acknowledgement').execute();
    assert.deepEqual(letters.map(({ address }) => address).sort(), ['quote-form@reid.example', 'website-form@reid.example']);
  });

  test('what a program hands in from a form is told to its owner and seen by nobody, also with the owner’s own key', async (t) => {
    const { tell, env, cast } = await apiHouse(engine, t);
    const { body } = await tell('POST', '/enquiries', { body: enquiry({ channel: 'website-form' }) });
    assert.deepEqual([body.lead.owner.id, body.lead.seenAt], [cast.ana, null]);
    const notices = await env.read.selectFrom('outbox').select('member_id').where('kind', '=', 'notice').execute();
    assert.deepEqual(
      notices.map(({ member_id }) => member_id),
      [cast.ana],
    );
    const { body: typed } = await tell('POST', '/enquiries', { body: enquiry({ from: { name: 'Jo' } }) });
    assert.notEqual(typed.lead.seenAt, null, 'whoever wrote it down has seen it');
  });

  test('an acknowledgement that was kept is told as kept, and nobody has to say what became of it', async (t) => {
    const { tell, env } = await apiHouse(engine, t);
    const { lead } = (await tell('POST', '/enquiries', { body: enquiry({ channel: 'website-form' }) })).body;
    await deliverOutbox(env);
    const [letter] = (await tell('GET', `/leads/${lead.number}`)).body.letters;
    assert.deepEqual([letter.kind, letter.state, letter.settled], ['acknowledgement', 'kept, not sent', true]);
    assert.deepEqual((await tell('GET', '/today')).body.unsent, []);
  });

  test('a stranger and a viewer add nothing', async (t) => {
    const { tell } = await apiHouse(engine, t);
    assert.equal((await tell('POST', '/enquiries', { by: 'cy', body: enquiry() })).status, 401);
    assert.equal((await tell('POST', '/enquiries', { by: 'vic', body: enquiry() })).status, 403);
  });
});
