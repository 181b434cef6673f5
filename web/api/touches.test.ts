// biome-ignore-all lint/suspicious/noThenProperty: the word is the API's, and what stands there is no function.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { houseWithLead } from '#test/api-house.ts';
import { type Engine, eachEngine } from '#test/harness.ts';

/** `path` is where its touches go. */
async function withLead(engine: Engine, t: TestContext, more: Record<string, unknown> = {}) {
  const house = await houseWithLead(engine, t, more);
  return { ...house, path: `${house.path}/touches` };
}

const call = { kind: 'phone', direction: 'out', result: 'spoke' };
const mail = { kind: 'email', direction: 'out', result: 'sent', text: 'We can come on Monday.' };

eachEngine((engine) => {
  test('what follows a touch is what was said, else the usual', async (t) => {
    const { tell, path } = await withLead(engine, t);
    const then = async (what: unknown) =>
      (await tell('POST', path, { body: { ...call, ...(what ? { then: what } : {}) } })).body.lead;
    assert.equal((await then(undefined)).nextStep.suggested, true);
    assert.equal((await then({ usual: true })).nextStep.suggested, true);
    assert.deepEqual((await then({ nextStep: { what: 'Visit', dueAt: '2026-11-24T09:00:00Z' } })).nextStep, {
      what: 'Visit',
      dueAt: '2026-11-24T09:00:00.000Z',
      suggested: false,
      toldThem: false,
    });
    assert.equal((await then({ waitUntil: '2026-11-25' })).waitingUntil, '2026-11-25T08:00:00.000Z');
    assert.equal((await then({ later: '2027-03-01T09:00:00Z' })).laterUntil, '2027-03-01T09:00:00.000Z');
    assert.equal((await then({ later: { until: '2027-03-02', what: 'Ask again' } })).nextStep.what, 'Ask again');
    const lost = await then({ close: { outcome: 'lost', reason: 'price', value: { amount: 5, currency: 'GBP' } } });
    assert.deepEqual([lost.outcome, lost.reason, lost.value.amount], ['lost', 'price', 5]);
  });

  test('an email of ours is sent by Baton where there is an address, and counts when it was accepted', async (t) => {
    const { tell, path, env } = await withLead(engine, t);
    const { status, body } = await tell('POST', path, { body: mail });
    assert.equal(status, 201);
    assert.equal(body.letter.state, 'waiting to go');
    assert.equal(body.letter.to, 'martin@reid.example');
    assert.equal(body.lead.firstAnswerAt, null);
    assert.equal(body.undo.until, '2026-11-20T10:00:10.000Z');
    const letters = await env.read.selectFrom('outbox').select('due_at').where('kind', '=', 'reply').execute();
    assert.equal(letters.length, 1);
  });

  test('an email that was sent elsewhere is only kept', async (t) => {
    const { tell, path, env, time } = await withLead(engine, t);
    time.now += 300_000;
    for (const more of [{ at: '2026-11-20T10:02:00Z' }, { send: false }]) {
      const { body } = await tell('POST', path, { body: { ...mail, ...more } });
      assert.equal(body.letter, null);
      assert.equal(body.lead.firstAnswerAt, '2026-11-20T10:02:00.000Z');
    }
    assert.deepEqual(await env.read.selectFrom('outbox').select('id').where('kind', '=', 'reply').execute(), []);
  });

  test('without an address an email is kept, unless it is asked to be sent', async (t) => {
    const { tell, path } = await withLead(engine, t, { from: { name: 'Jo', phone: '07700 900123' } });
    assert.equal((await tell('POST', path, { body: mail })).body.letter, null);
    assert.equal((await tell('POST', path, { body: { ...mail, send: true } })).status, 422);
  });

  test('a touch that makes no sense is refused by its field', async (t) => {
    const { tell, path } = await withLead(engine, t);
    for (const [more, field] of [
      [{ kind: 'carrier-pigeon' }, 'kind'],
      [{ direction: 'up' }, 'direction'],
      [{ result: 'fine' }, 'result'],
      [{ at: '2026-11-20T12:00:00Z' }, 'at'],
      [{ minutes: 1.5 }, 'minutes'],
      [{ send: true }, 'send'],
      [{ then: {} }, 'then'],
      [{ then: { usual: true, waitUntil: '2026-11-25' } }, 'then'],
      [{ then: { later: 'spring' } }, 'then.later'],
      [{ then: { later: '2020-01-02' } }, 'then.later'],
      [{ then: { close: { outcome: 'lost' } } }, 'then.close.reason'],
      [{ then: { waitUntil: '2026-02-30' } }, 'then.waitUntil'],
      [{ then: { waitUntil: '2020-01-02' } }, 'then.waitUntil'],
      [{ then: { nextStep: { what: 'Ring', dueAt: '2020-01-02T10:00:00Z' } } }, 'then.nextStep.dueAt'],
      [{ direction: 'in', result: 'sent' }, 'result'],
      [{ direction: 'out', result: 'received' }, 'result'],
      [{ then: { close: { outcome: 'merged' } } }, 'then.close.outcome'],
      [{ then: { snooze: 1 } }, 'then.snooze'],
    ] as const) {
      const { status, body } = await tell('POST', path, { body: { ...call, ...more } });
      assert.deepEqual([status, body.field], [422, field], JSON.stringify(body));
    }
  });

  test('a letter that was kept is settled by hand', async (t) => {
    const { tell, path, env } = await withLead(engine, t);
    const { body } = await tell('POST', path, { body: mail });
    await env.write((tx) =>
      tx.db
        .updateTable('outbox')
        .set({ state: 'kept', due_at: null, settled_at: tx.now })
        .where('id', '=', body.letter.id)
        .execute(),
    );
    await tell('POST', path.replace('touches', 'seen'));
    const today = await tell('GET', '/today');
    assert.equal(today.body.headline, 'One letter of ours did not go.');
    assert.deepEqual(
      today.body.unsent.map(({ id, state, lead }: Record<string, unknown>) => [id, state, lead]),
      [[body.letter.id, 'kept, not sent', body.lead.number]],
    );
    const settled = await tell('POST', `/letters/${body.letter.id}/settle`, { body: { sent: true } });
    assert.equal(settled.status, 200);
    assert.notEqual(settled.body.lead.firstAnswerAt, null);
    assert.deepEqual((await tell('GET', '/today')).body.unsent, []);
  });

  test('null means the same as not saying it, in every act', async (t) => {
    const { tell, path } = await houseWithLead(engine, t);
    const body = {
      kind: 'phone',
      direction: 'out',
      result: 'spoke',
      text: null,
      subject: null,
      at: null,
      minutes: null,
      then: null,
    };
    const logged = await tell('POST', `${path}/touches`, { body: { ...body, send: null } });
    assert.deepEqual([logged.status, logged.body.lead.nextStep.suggested], [201, true]);
    const asleep = await tell('POST', `${path}/later`, { body: { until: '2027-01-04', what: null } });
    assert.equal(asleep.status, 200);
    const lost = await tell('POST', `${path}/close`, { body: { outcome: 'lost', reason: null } });
    assert.equal(lost.body.field, 'reason');
    const won = { outcome: 'won', reason: null, value: null, heardOf: null, remindInMonths: null, message: null };
    const closed = await tell('POST', `${path}/close`, { body: won });
    assert.deepEqual([closed.status, closed.body.lead.value], [200, null]);
  });
});
