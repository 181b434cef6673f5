import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, chores, day, enquire, leadNow, leapTo, martin, minute, post, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import type { Refusal } from '../refusal.ts';
import { changeStage } from './change-stage.ts';
import { closeLead } from './close-lead.ts';
import { logTouch } from './log-touch.ts';
import { putLater } from './put-later.ts';
import { reopenLead } from './reopen-lead.ts';

const again = { ...martin, message: 'The knocking is back, can you come?' };

eachEngine((engine) => {
  test('closed as won, lost or just a question: the outcome is kept, nothing is owed and nobody owns a next step', async (t) => {
    const house = await engine.house(t);
    const actor = { memberId: house.cast.ana };
    for (const [n, close] of (
      [{ outcome: 'won', value: 1_200 }, { outcome: 'lost', reason: 'too-slow' }, { outcome: 'question' }] as const
    ).entries()) {
      const { id } = await enquire(house, { ...martin, email: `m${n}@example.com`, phone: '' });
      const { lead } = await closeLead(house.env, { id }, actor, close);
      assert.deepEqual(
        [lead.state, lead.outcome, lead.owner_id, lead.owned_by_id],
        ['closed', close.outcome, null, house.cast.ana],
      );
      assert.deepEqual([lead.next_what, lead.look_due_at, lead.attention_kind], [null, null, null]);
      assert.equal(lead.stage, close.outcome === 'question' ? 'new' : close.outcome);
      await assert.rejects(closeLead(house.env, { id }, actor, close), (error: Refusal) => error.status === 409);
    }
    const open = (await rows(house, 'clocks')).filter(({ ended_at }) => ended_at === null);
    assert.equal(open.length, 0);
    house.time.now = at(16, 5);
    await chores(house);
    const sent = (await rows(house, 'outbox')).filter(({ kind, state }) => kind === 'notice' && state !== 'skipped');
    assert.deepEqual(sent, [], 'what is closed gives no notice');
  });

  test('a member reopens by hand: number, story and owner as before, with the step they chose', async (t) => {
    const house = await engine.house(t);
    const first = await enquire(house);
    const ben = { memberId: house.cast.ben };
    await changeStage(house.env, { id: first.id }, ben, 'qualified');
    await closeLead(house.env, { id: first.id }, ben, { outcome: 'lost', reason: 'price' });
    house.time.now += day;
    const { lead } = await reopenLead(house.env, { id: first.id }, ben, { what: 'Offer the smaller one', dueAt: at(9, 0, 4) });
    assert.deepEqual(
      [lead.number, lead.state, lead.owner_id, lead.stage, lead.outcome, lead.reason, lead.closed_at],
      [first.number, 'open', house.cast.ana, 'qualified', null, null, null],
    );
    assert.deepEqual([lead.next_what, lead.next_suggested_at], ['Offer the smaller one', null]);
    await assert.rejects(
      reopenLead(house.env, { id: first.id }, ben, { what: 'x', dueAt: at(12, 0, 4) }),
      (error: Refusal) => error.status === 409,
    );
  });

  for (const [words, days, outcome, sameLead] of [
    ['within 30 days after it was lost reopens it', 29, 'lost', true],
    ['later than 30 days opens a new lead', 31, 'lost', false],
    ['after a question reopens it', 3, 'question', true],
    ['after it was won opens a new lead', 3, 'won', false],
  ] as const)
    test(`a message ${words}`, async (t) => {
      const house = await engine.house(t);
      const { id, number } = await enquire(house);
      const actor = { memberId: house.cast.ana };
      await logTouch(house.env, { id }, actor, { kind: 'phone', direction: 'out', result: 'spoke' });
      house.time.now += minute;
      await closeLead(house.env, { id }, actor, outcome === 'lost' ? { outcome, reason: 'price' } : { outcome });
      house.time.now += days * day;
      const lead = await enquire(house, again);
      assert.equal(lead.id === id, sameLead);
      assert.equal(lead.state, 'open');
      if (!sameLead) return assert.equal((await leadNow(house, id)).state, 'closed');
      assert.deepEqual([lead.number, lead.first_answer_at, lead.stage, lead.inbound_count], [number, at(10), 'contacted', 1]);
      const clocks = await rows(house, 'clocks');
      assert.deepEqual(
        clocks.map(({ kind, answered_at }) => [kind, answered_at]),
        [
          ['first', at(10)],
          ['again', null],
        ],
      );
      assert.equal(lead.attention_kind, 'wrote-back');
    });

  test('one that was never answered is waiting again, with one message and not as a second try', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now += 20 * minute;
    await post(house, { ...martin, message: 'Hello?' });
    await closeLead(house.env, { id }, { memberId: house.cast.ana }, { outcome: 'lost', reason: 'no-answer' });
    house.time.now += 3 * day;
    const lead = await enquire(house, again);
    assert.deepEqual([lead.id, lead.inbound_count, lead.attention_kind], [id, 1, 'waiting-for-answer']);
  });

  for (const outcome of ['lost', 'won'] as const)
    test(`a thank-you after it was ${outcome} is shown there and neither reopens nor opens anything`, async (t) => {
      const house = await engine.house(t);
      const { id } = await enquire(house);
      await closeLead(
        house.env,
        { id },
        { memberId: house.cast.ana },
        outcome === 'won' ? { outcome } : { outcome, reason: 'price' },
      );
      house.time.now += day;
      const [got] = await post(house, { ...martin, message: 'Thanks, that is kind of you' });
      assert.deepEqual([got!.arrival.outcome, got!.lead!.id], ['linked', id]);
      const leads = await rows(house, 'leads');
      assert.deepEqual(
        leads.map(({ state }) => state),
        ['closed'],
      );
      assert.equal((await rows(house, 'touches')).at(-1)!.courtesy_at, house.time.now);
    });

  test('put to later it sleeps, wakes on its day with its own step, and says that it came back', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const actor = { memberId: house.cast.ana };
    await putLater(house.env, { id }, actor, { until: at(9, 0, 10), what: 'Ask about March' });
    await leapTo(house, at(8, 59, 10));
    assert.equal((await leadNow(house, id)).state, 'later');
    await leapTo(house, at(9, 0, 10));
    const lead = await leadNow(house, id);
    assert.deepEqual(
      [lead.state, lead.next_what, lead.woke_at, lead.attention_kind],
      ['open', 'Ask about March', at(9, 0, 10), 'woke'],
    );
    const step = (await rows(house, 'steps')).find((one) => one.id === lead.step_id)!;
    assert.deepEqual([step.what, step.due_at], [lead.next_what, lead.next_due_at]);
    await leapTo(house, at(18, 0, 10));
    assert.equal((await leadNow(house, id)).attention_kind, 'step-late');
  });

  test('a sleeping lead is woken by their message and not by their thanks', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await putLater(house.env, { id }, { memberId: house.cast.ana }, { until: at(9, 0, 40) });
    house.time.now += day;
    await post(house, { ...martin, message: 'Great, thank you' });
    assert.equal((await leadNow(house, id)).state, 'later');
    house.time.now += 3 * day;
    await post(house, again);
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.state, lead.later_until_at, lead.next_what], ['open', null, 'Answer']);
  });

  test('a proposal that goes to somebody asleep is followed up, so the lead is awake; another stage leaves it asleep', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const ana = { memberId: house.cast.ana };
    await putLater(house.env, { id }, ana, { until: at(9, 0, 90) });
    const { lead: moved } = await changeStage(house.env, { id }, ana, 'qualified');
    assert.deepEqual([moved.state, moved.stage, moved.next_due_at], ['later', 'qualified', null]);
    const { lead } = await changeStage(house.env, { id }, ana, 'proposal-sent');
    assert.deepEqual([lead.state, lead.later_until_at, lead.next_what], ['open', null, 'Ask about the quote']);
  });

  test('a date that has passed is no date to sleep until', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await assert.rejects(
      putLater(house.env, { id }, { memberId: house.cast.ana }, { until: at(9) }),
      (error: Refusal) => error.status === 422 && error.field === 'until',
    );
  });
});
