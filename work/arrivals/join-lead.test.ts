import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChannel } from '#store/arrivals.ts';
import { at, chores, enquire, leadNow, leapTo, martin, post, rows } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { changeStage } from '../leads/change-stage.ts';
import { editLead } from '../leads/edit-lead.ts';
import { logTouch } from '../leads/log-touch.ts';
import { sayItTakesLonger } from '../leads/say-it-takes-longer.ts';
import type { Refusal } from '../refusal.ts';
import { joinArrival } from './join-arrival.ts';
import { receive, receiveItems } from './receive.ts';
import { splitArrival } from './split-arrival.ts';

const spoke = (house: TestHouse, id: string) =>
  logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });

/** A message in a thread, as a mailbox hands it in. */
async function write(house: TestHouse, thread: string, email: string, asked: string) {
  const channel = (await findChannel(house.env.read, 'email'))!;
  const raw = { body: new TextEncoder().encode(asked), contentType: 'text/plain', receivedAt: house.time.now, key: `${asked}` };
  const item = { is: 'message' as const, source: 'email' as const, from: { email }, asked, thread };
  const [got] = await receiveItems(house.env, channel, raw, [item], {});
  return got!;
}

eachEngine((engine) => {
  test('what they write after our answer is shown as written back, and owed by the time that the form named', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await spoke(house, id);
    house.time.now = at(11);
    await post(house, { ...martin, message: 'One more thing: the radiator too?' });
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.attention_kind, lead.attention_due_at, lead.next_what], ['wrote-back', at(12), 'Answer']);
  });

  test('with two leads open a message joins the one touched last, also where that was a call nobody took', async (t) => {
    const house = await engine.house(t);
    const ana = { memberId: house.cast.ana };
    const first = await enquire(house);
    house.time.now = at(11);
    const [more] = await post(house, { ...martin, message: 'And could you quote for a new bath?' });
    const { lead: second } = await splitArrival(house.env, { id: more!.arrival.id, memberId: ana.memberId });
    house.time.now = at(12);
    await logTouch(house.env, { id: first.id }, ana, { kind: 'missed-call', direction: 'in', result: 'no-answer' });
    house.time.now = at(13);
    const [third] = await post(house, { ...martin, message: 'I rang you about the boiler' });
    assert.notEqual(second!.id, first.id);
    assert.equal(third!.lead!.id, first.id);
  });

  test('a thank-you with a photo is to be looked at, also where a person puts it on the lead', async (t) => {
    const house = await engine.house(t);
    const { id, number } = await enquire(house);
    await spoke(house, id);
    house.time.now = at(11);
    const part = (head: string, value: string) => `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
    const body = `${part('name="message"', 'Thank you so much!')}${part('name="photo"; filename="a.jpg"', 'bytes')}--x--\r\n`;
    const contentType = 'multipart/form-data; boundary=x';
    const [got] = await receive(house.env, 'website', { body: Buffer.from(body), contentType, receivedAt: house.time.now });
    assert.equal(got!.arrival.outcome, 'not-sure');
    await joinArrival(house.env, { id: got!.arrival.id, lead: number, memberId: house.cast.ana });
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.attention_kind, lead.next_what], ['wrote-back', 'Answer']);
  });

  test('a thank-you after our answer changes nothing but the last contact', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead: before } = await spoke(house, id);
    house.time.now = at(11);
    await post(house, { ...martin, message: 'Thank you so much' });
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.next_what, lead.next_due_at, lead.attention_kind], [before.next_what, before.next_due_at, null]);
    assert.equal(lead.last_contact_at, at(11));
    assert.equal((await rows(house, 'clocks')).length, 1);
  });

  test('a thank-you for the acknowledgement is no second try, and they are still to hear from us', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const before = await leadNow(house, id);
    house.time.now += 60_000;
    await post(house, { ...martin, message: 'Thanks, that is kind' });
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.attention_kind, lead.inbound_count], ['waiting-for-answer', 1]);
    assert.deepEqual([lead.attention_due_at, lead.first_answer_at], [before.attention_due_at, null]);
    assert.equal((await rows(house, 'clocks')).length, 1);
  });

  test('a thank-you is an answer where our last message asked something', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const ask = { kind: 'sms', direction: 'out', result: 'sent', text: 'Would Tuesday suit you?' } as const;
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, ask);
    house.time.now = at(11);
    await post(house, { ...martin, message: 'Great, thank you' });
    assert.equal((await leadNow(house, id)).attention_kind, 'wrote-back');
  });

  test('the date of the waiting passes: our turn again, and their message brings back the stage from before', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await spoke(house, id);
    const waits = { kind: 'phone', direction: 'out', result: 'left-message' } as const;
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, waits);
    await changeStage(house.env, { id }, { memberId: house.cast.ana }, 'qualified');
    await leapTo(house, at(7, 59, 4));
    assert.equal((await leadNow(house, id)).stage, 'qualified');
    await leapTo(house, at(8, 0, 4));
    const over = await leadNow(house, id);
    assert.deepEqual([over.stage, over.waiting_until_at, over.attention_kind], ['follow-up-needed', null, 'step-late']);
    await post(house, { ...martin, message: 'Sorry, we were away. Is Thursday all right?' });
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.stage, lead.attention_kind, lead.next_what], ['qualified', 'wrote-back', 'Answer']);
  });

  test('somebody looks at the lead before the clock does: the waiting ends all the same', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const waits = { kind: 'phone', direction: 'out', result: 'left-message' } as const;
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, waits);
    house.time.now = at(8, 0, 4);
    await editLead(house.env, { id }, { memberId: house.cast.ben }, { value: 1 });
    await chores(house);
    assert.equal((await leadNow(house, id)).stage, 'follow-up-needed');
  });

  test('a second try hidden by a try is back at once', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const tried = { kind: 'phone', direction: 'out', result: 'no-answer' } as const;
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, tried);
    house.time.now = at(10, 30);
    await post(house, { ...martin, message: 'I saw that you rang, please ring again' });
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.attention_kind, lead.next_what, lead.next_due_at], ['second-try', 'Answer', at(11)]);
    assert.equal((await rows(house, 'clocks')).length, 1, 'the clock goes on as it was');
  });

  test('telling them it takes longer moves what is told and keeps that the first time was missed', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const actor = { memberId: house.cast.ana };
    await assert.rejects(sayItTakesLonger(house.env, { id }, actor, at(10, 30)), (error: Refusal) => error.status === 422);
    // The year was mistyped: its open time is reckoned day by day wherever the lead is shown.
    const mistyped = sayItTakesLonger(house.env, { id }, actor, Date.UTC(2206, 10, 20, 15));
    await assert.rejects(mistyped, (error: Refusal) => error.status === 422 && error.field === 'until');
    house.time.now = at(11, 30);
    const { lead, value } = await sayItTakesLonger(house.env, { id }, actor, at(15));
    assert.equal(value.mailed, true);
    assert.deepEqual([lead.attention_kind, lead.attention_due_at, lead.next_told_at], ['waiting-for-answer', at(15), at(11, 30)]);
    const [clock] = await rows(house, 'clocks');
    assert.deepEqual([clock!.due_at, clock!.told_due_at], [at(11), at(15)]);
    await leapTo(house, at(15, 1));
    assert.equal((await leadNow(house, id)).attention_kind, 'late');
  });

  test('nobody waits, so there is nobody to tell that it takes longer', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await spoke(house, id);
    await assert.rejects(
      sayItTakesLonger(house.env, { id }, { memberId: house.cast.ana }, at(15)),
      (error: Refusal) => error.status === 409,
    );
  });

  test('urgent brings the answer and its step forward, from the moment it became so', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(10, 20);
    const { lead } = await editLead(house.env, { id }, { memberId: house.cast.ana }, { urgent: true });
    assert.deepEqual([lead.urgent_at, lead.next_due_at, lead.attention_due_at], [at(10, 20), at(10, 35), at(10, 35)]);
    assert.equal((await rows(house, 'steps')).at(-1)!.due_at, at(10, 35));
    const back = await editLead(house.env, { id }, { memberId: house.cast.ana }, { urgent: false });
    assert.equal(back.lead.next_due_at, at(10, 35), 'never to later than was told');
  });

  test('a thread stays on its lead, also when somebody new writes in it', async (t) => {
    const house = await engine.house(t);
    const first = await write(house, 'thread-1', 'martin@hale.example', 'The boiler knocks');
    house.time.now = at(10, 20);
    const second = await write(house, 'thread-1', 'maria@hale.example', 'I am his wife, please write to me as well');
    assert.equal(second.lead!.id, first.lead!.id);
    assert.notEqual(second.arrival.contact_id, first.arrival.contact_id);
    assert.equal((await rows(house, 'leads')).length, 1);
  });

  test('a detail added on their page is no second try while an answer is owed, and is one to answer afterwards', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const [{ id: arrival } = { id: '' }] = await rows(house, 'arrivals');
    const add = async (asked: string) => {
      const channel = (await findChannel(house.env.read, 'website'))!;
      const raw = { body: Buffer.from(asked), contentType: 'text/plain', receivedAt: house.time.now };
      const item = {
        is: 'message' as const,
        source: 'website-form' as const,
        from: { email: martin.email },
        asked,
        thread: arrival,
      };
      await receiveItems(house.env, channel, raw, [item], { detail: true });
    };
    const notices = async () => (await rows(house, 'outbox')).filter(({ kind }) => kind === 'notice').length;
    const before = await notices();
    await add('It is the one in the kitchen');
    assert.deepEqual(
      [(await leadNow(house, id)).inbound_count, (await leadNow(house, id)).attention_kind],
      [1, 'waiting-for-answer'],
    );
    assert.equal(await notices(), before);
    await spoke(house, id);
    house.time.now = at(11);
    await add('And when can you come?');
    assert.deepEqual([(await leadNow(house, id)).attention_kind, await notices()], ['wrote-back', before + 1]);
  });
});
