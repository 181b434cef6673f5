import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LeadRow } from '#store/schema.ts';
import {
  and,
  at,
  atOnce,
  chores,
  day,
  enquire,
  holdLead,
  houseWithMail,
  leadNow,
  martin,
  minute,
  passTo,
  post,
  rows,
  second,
} from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { Refusal } from '../refusal.ts';
import { changeStage } from './change-stage.ts';
import { editLead } from './edit-lead.ts';
import { logTouch, type Touch } from './log-touch.ts';
import { lookAtLeads } from './look-at-leads.ts';
import { settleLetter } from './settle-letter.ts';

const by = (memberId: string) => ({ memberId });

const log = (house: TestHouse, id: string, touch: Partial<Touch>) =>
  logTouch(house.env, { id }, by(house.cast.ana), { kind: 'phone', direction: 'out', result: 'spoke', ...touch });

/** What follows the touch. */

const reply = (house: TestHouse, id: string, more: Partial<Touch> = {}) =>
  log(house, id, { kind: 'email', result: 'sent', text: 'We can come on Tuesday.', send: true, ...more });

eachEngine((engine) => {
  test('an answered call ends the clock at its own time and makes the lead contacted', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(10, 30);
    const { value, lead } = await log(house, id, { at: at(10, 20), text: 'Coming on Tuesday', minutes: 4 });
    assert.equal(lead.first_answer_at, at(10, 20));
    assert.equal(lead.last_contact_at, at(10, 20));
    assert.equal(lead.stage, 'contacted');
    assert.equal(lead.next_what, 'Decide what happens next');
    assert.equal(lead.next_due_at, at(10, 0, 3));
    assert.equal(lead.next_suggested_at, at(10, 30));
    assert.equal(lead.attention_kind, null);
    const [clock] = await rows(house, 'clocks');
    assert.deepEqual([clock!.answered_at, clock!.touch_id], [at(10, 20), value.touchId]);
  });

  test('the time of the first answer never changes, whatever is logged later', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(10, 30);
    await log(house, id, { at: at(10, 20) });
    house.time.now = at(12);
    await log(house, id, { at: at(10, 5) });
    const lead = await leadNow(house, id);
    assert.equal(lead.first_answer_at, at(10, 20));
    assert.equal(lead.last_contact_at, at(10, 20));
    assert.equal((await rows(house, 'clocks'))[0]!.answered_at, at(10, 20));
  });

  test('four tries in a row plant a second one, the other end of the day, writing, and closing', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    for (const [moment, what, dueAt] of [
      [at(10, 5), 'Ring again', at(12, 5)],
      [at(12, 10), 'Ring again', at(16, 30)],
      [at(16, 35), 'Write instead', at(10, 0, 3)],
      [at(10, 5, 3), 'Shall we close this?', at(10, 0, 4)],
    ] as const) {
      house.time.now = moment;
      const { lead } = await log(house, id, { result: 'no-answer' });
      assert.deepEqual([lead.next_what, lead.next_due_at], [what, dueAt]);
    }
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.tried_count, lead.first_answer_at, lead.stage, lead.last_contact_at], [4, null, 'new', at(10)]);
    const [clock] = await rows(house, 'clocks');
    assert.deepEqual([clock!.tried_at, clock!.try_due_at, clock!.answered_at], [at(10, 5, 3), at(10, 0, 4), null]);
  });

  test('a try hides what is late until the planted one is due, then it is back', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(10, 10);
    await log(house, id, { result: 'no-answer' });
    house.time.now = at(11, 30);
    await lookAtLeads(house.env);
    assert.equal((await leadNow(house, id)).attention_kind, 'step');
    house.time.now = at(12, 10);
    await lookAtLeads(house.env);
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.attention_kind, lead.attention_due_at], ['late', at(11)]);
  });

  test('a try that is moved to another time keeps what is late hidden until then', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await log(house, id, { result: 'no-answer' });
    await editLead(house.env, { id }, by(house.cast.ana), { nextStep: { what: 'Ring again', dueAt: at(15) } });
    await passTo(house, at(14, 59), 10 * minute);
    assert.equal((await leadNow(house, id)).attention_kind, 'step');
    await passTo(house, at(15));
    assert.equal((await leadNow(house, id)).attention_kind, 'late');
  });

  test('a try logged hours later plants one that is still to come', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(14);
    const { lead } = await log(house, id, { result: 'no-answer', at: at(10, 5) });
    assert.equal((await rows(house, 'clocks'))[0]!.tried_at, at(10, 5));
    assert.equal(lead.next_due_at, at(16));
  });

  test('a message left on their voicemail is an answer, and then it is their turn for two working days', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead } = await log(house, id, { result: 'left-message' });
    assert.equal(lead.first_answer_at, at(10));
    assert.deepEqual([lead.next_what, lead.next_due_at], ['Ring if nothing comes', at(8, 0, 4)]);
    assert.deepEqual([lead.waiting_at, lead.waiting_until_at], [at(10), at(8, 0, 4)]);
  });

  test('a wrong number is a try: they have not heard from us', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead } = await log(house, id, { result: 'wrong-number' });
    assert.deepEqual([lead.first_answer_at, lead.tried_count, lead.next_what], [null, 1, 'Find another way to reach them']);
  });

  test('a call of theirs that was missed owes an answer and is no contact', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await log(house, id, {});
    house.time.now = at(11);
    const { lead } = await log(house, id, { kind: 'missed-call', direction: 'in', result: 'no-answer' });
    assert.equal(lead.last_contact_at, at(10));
    assert.equal(lead.attention_kind, 'wrote-back');
    const open = (await rows(house, 'clocks')).filter(({ answered_at }) => answered_at === null);
    assert.deepEqual(
      open.map(({ kind, started_at, due_at }) => [kind, started_at, due_at]),
      [['again', at(11), at(17, 30)]],
    );
  });

  test('a call from before they wrote does not answer what they wrote', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(10, 30);
    const { lead } = await log(house, id, { at: at(15, 0, -1) });
    assert.equal(lead.first_answer_at, null);
    assert.equal(lead.stage, 'new');
    assert.equal((await rows(house, 'clocks'))[0]!.answered_at, null);
    assert.equal(lead.attention_kind, 'waiting-for-answer');
  });

  test('a call in the same minute as their message answers it, because calls are noted to the minute', async (t) => {
    const house = await engine.house(t, { now: at(10) + 40 * second });
    const { id } = await enquire(house);
    house.time.now = at(10, 20);
    const { lead } = await log(house, id, { at: at(10) });
    assert.equal((await rows(house, 'clocks'))[0]!.answered_at, at(10) + 40 * second);
    assert.equal(lead.first_answer_at, at(10) + 40 * second);
  });

  test('then: the member’s own next step is chosen, not suggested', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead } = await log(house, id, and({ nextStep: { what: 'Visit', dueAt: at(14, 0, 3), toldThem: true } }));
    assert.deepEqual(
      [lead.next_what, lead.next_due_at, lead.next_suggested_at, lead.next_told_at],
      ['Visit', at(14, 0, 3), null, at(10)],
    );
    const steps = await rows(house, 'steps');
    assert.deepEqual(
      steps.map(({ what, done_at, chosen_by }) => [what, done_at, chosen_by]),
      [
        ['Answer', at(10), null],
        ['Visit', null, house.cast.ana],
      ],
    );
  });

  test('then: waiting comes back at opening on the business day asked for', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead } = await log(house, id, and({ waitUntil: at(12, 0, 8) }));
    assert.deepEqual([lead.waiting_until_at, lead.next_due_at, lead.next_suggested_at], [at(8, 0, 10), at(8, 0, 10), null]);
  });

  test('then: later sleeps, with no clock and nothing shown', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead } = await log(house, id, and({ later: { until: at(9, 0, 60), what: 'Ask about March' } }));
    assert.deepEqual(
      [lead.state, lead.later_until_at, lead.next_what, lead.attention_kind, lead.look_due_at],
      ['later', at(9, 0, 60), 'Ask about March', null, at(9, 0, 60)],
    );
  });

  test('then: closing keeps outcome, reason and value', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead } = await log(house, id, and({ close: { outcome: 'lost', reason: 'price' } }));
    assert.deepEqual([lead.state, lead.outcome, lead.reason, lead.closed_at], ['closed', 'lost', 'price', at(10)]);
    assert.equal(lead.first_answer_at, at(10));
    const other = await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap' });
    const won = (await log(house, other.id, and({ close: { outcome: 'won', value: 48_000 } }))).lead;
    assert.deepEqual([won.outcome, won.value, won.stage], ['won', 48_000, 'won']);
  });

  test('a closed lead takes no touch, and a letter with nothing in it is not sent', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await assert.rejects(reply(house, id, { text: '  ' }), (error: Refusal) => error.status === 422 && error.field === 'text');
    assert.equal((await rows(house, 'touches')).length, 1);
    await log(house, id, and({ close: { outcome: 'question' } }));
    await assert.rejects(log(house, id, {}), (error: Refusal) => error instanceof Refusal && error.status === 409);
  });

  test('a message of theirs logged by hand ends the waiting: the stage is as before it and an answer is owed', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await log(house, id, { result: 'left-message' });
    await passTo(house, at(9, 0, 4), day);
    assert.equal((await leadNow(house, id)).stage, 'follow-up-needed');
    const { lead } = await log(house, id, { kind: 'whatsapp', direction: 'in', result: 'received', text: 'Can you come?' });
    assert.deepEqual([lead.stage, lead.waiting_until_at, lead.next_what], ['contacted', null, 'Answer']);
    assert.equal(lead.attention_kind, 'wrote-back');
  });

  test('a thank-you of theirs logged by hand ends no waiting, wakes nobody and is owed no answer', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const thanks = { kind: 'whatsapp', direction: 'in', result: 'received', text: 'Thanks, that’s kind' } as const;
    const { lead: before } = await log(house, id, { result: 'left-message' });
    house.time.now = at(11);
    const { lead } = await log(house, id, thanks);
    assert.deepEqual([lead.next_what, lead.waiting_until_at], [before.next_what, before.waiting_until_at]);
    assert.deepEqual([lead.attention_kind, lead.last_contact_at], [null, at(11)]);
    assert.equal((await rows(house, 'touches')).at(-1)!.courtesy_at, at(11));
    await log(house, id, and({ later: { until: at(9, 0, 90) } }));
    assert.equal((await log(house, id, thanks)).lead.state, 'later');
    await log(house, id, { text: 'Shall we come on Tuesday?' });
    const { lead: agreed } = await log(house, id, thanks);
    assert.equal(agreed.attention_kind, 'wrote-back', 'it answers what we asked');
  });

  test('a thank-you before anybody has answered is no second try, and what follows it may be said', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const thanks = { kind: 'email', direction: 'in', result: 'received', text: 'Many thanks' } as const;
    const { lead } = await log(house, id, thanks);
    assert.deepEqual([lead.attention_kind, lead.inbound_count, lead.next_what], ['waiting-for-answer', 1, 'Answer']);
    const { lead: planned } = await log(house, id, { ...thanks, ...and({ nextStep: { what: 'Send flowers', dueAt: at(12) } }) });
    assert.deepEqual([planned.next_what, planned.attention_kind], ['Send flowers', 'waiting-for-answer']);
  });

  test('a quote is asked about after a week, then two, and then whether to close, also from Follow-up needed', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await log(house, id, {});
    await changeStage(house.env, { id }, by(house.cast.ana), 'proposal-sent');
    const ask = (what: Partial<Touch> = {}) => log(house, id, { kind: 'sms', result: 'sent', text: 'Any thoughts?', ...what });
    const step = ({ lead }: { lead: LeadRow }) => [lead.next_what, lead.next_due_at];
    house.time.now = at(11, 0, 3);
    assert.deepEqual(step(await ask()), ['Ask about the quote again', at(8, 0, 10)]);
    await passTo(house, at(9, 0, 10), day);
    assert.equal((await leadNow(house, id)).stage, 'follow-up-needed');
    house.time.now = at(11, 0, 10);
    assert.deepEqual(step(await ask({ kind: 'phone', result: 'left-message' })), ['Ask about the quote again', at(8, 0, 24)]);
    await passTo(house, at(9, 0, 24), day);
    house.time.now = at(11, 0, 24);
    assert.deepEqual(step(await ask()), ['Shall we close this?', at(8, 0, 31)]);
  });

  test('a reply is the answer at the moment of Send, once the mail server has taken it', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await chores(house);
    house.time.now = at(10, 15);
    const { lead } = await reply(house, id);
    assert.equal(lead.first_answer_at, null);
    assert.equal(lead.next_what, 'Ring if nothing comes');
    await chores(house);
    assert.equal(
      mail.letters.some(({ text }) => text.includes('Tuesday')),
      false,
      'it waits ten seconds',
    );
    mail.fail((moment) => (moment.at === 'sender' ? { say: 451 } : undefined));
    house.time.now = at(10, 15) + 10 * second;
    await chores(house);
    assert.equal((await leadNow(house, id)).first_answer_at, null);
    mail.fail();
    house.time.now = at(10, 17);
    await chores(house);
    const after = await leadNow(house, id);
    assert.deepEqual([after.first_answer_at, after.last_contact_at, after.stage], [at(10, 15), at(10, 15), 'contacted']);
    assert.equal((await rows(house, 'clocks'))[0]!.answered_at, at(10, 15));
    const [letter] = mail.letters.filter(({ text }) => text.includes('Tuesday'));
    assert.equal(letter!.headers['auto-submitted'], undefined);
    const ack = mail.letters.find(({ to, headers }) => to.includes(martin.email) && headers['auto-submitted'])!;
    assert.equal(letter!.headers['in-reply-to'], ack.messageId);
  });

  test('after a reply and their silence, what they write brings the stage back to contacted', async (t) => {
    const { house } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await reply(house, id);
    await passTo(house, at(10, 1));
    house.time.now = at(9, 0, 4);
    await chores(house);
    assert.equal((await leadNow(house, id)).stage, 'follow-up-needed');
    await post(house, { ...martin, message: 'Could you come on Thursday?' });
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.stage, lead.attention_kind, lead.next_what], ['contacted', 'wrote-back', 'Answer']);
  });

  test('a reply that closes the lead still counts as the answer to what they asked', async (t) => {
    const { house } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    house.time.now = at(10, 15);
    await reply(house, id, and({ close: { outcome: 'question' } }));
    await passTo(house, at(10, 16));
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.state, lead.first_answer_at], ['closed', at(10, 15)]);
    const [clock] = await rows(house, 'clocks');
    assert.equal(clock!.answered_at, at(10, 15));
    assert.ok(clock!.touch_id);
  });

  test('without a mail server a reply is kept and counts only when the member says it was sent', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { value } = await reply(house, id);
    await passTo(house, at(10, 1));
    const kept = await leadNow(house, id);
    assert.deepEqual([kept.first_answer_at, kept.attention_kind], [null, 'undelivered']);
    house.time.now = at(10, 20);
    const { lead } = await settleLetter(house.env, { id: value.letterId!, memberId: house.cast.ana, sent: true });
    assert.deepEqual([lead.first_answer_at, lead.stage, lead.attention_kind], [at(10), 'contacted', null]);
    await assert.rejects(
      settleLetter(house.env, { id: value.letterId!, memberId: house.cast.ana, sent: true }),
      (error: Refusal) => error.status === 409,
    );
  });

  test('two people who say at once what became of a kept reply say it once', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { value } = await reply(house, id);
    await passTo(house, at(10, 1));
    const say = (memberId: string, sent: boolean) => () => settleLetter(house.env, { id: value.letterId!, memberId, sent });
    assert.equal(await atOnce(house, holdLead(id), [say(house.cast.ana, true), say(house.cast.ben, false)]), 1);
    const letter = (await rows(house, 'outbox')).find((row) => row.id === value.letterId)!;
    const lead = await leadNow(house, id);
    assert.equal(letter.sent_at !== null, lead.first_answer_at !== null, 'the letter and the lead say the same');
  });

  test('a reply that the server refuses for good is shown as undelivered with its reason, and answers nothing', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    mail.fail((moment) => (moment.at === 'recipient' && moment.address === martin.email ? { say: 550 } : undefined));
    const { value } = await reply(house, id);
    await passTo(house, at(10, 1));
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.first_answer_at, lead.attention_kind], [null, 'undelivered']);
    const letter = (await rows(house, 'outbox')).find((row) => row.id === value.letterId)!;
    assert.deepEqual([letter.state, letter.error], ['refused', 'The mail server said no such mailbox (550).']);
    await settleLetter(house.env, { id: letter.id, memberId: house.cast.ana, sent: false });
    const after = await leadNow(house, id);
    assert.deepEqual([after.first_answer_at, after.attention_kind], [null, 'waiting-for-answer']);
  });

  test('a reply of which nobody knows whether it went is for a person to decide, never sent again by itself', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await chores(house);
    mail.fail((moment) => (moment.at === 'message' && moment.address === martin.email ? 'keep and break' : undefined));
    const { value } = await reply(house, id);
    await passTo(house, at(10, 1));
    mail.fail();
    await passTo(house, at(10, 10));
    const letter = (await rows(house, 'outbox')).find((row) => row.id === value.letterId)!;
    assert.equal(letter.state, 'unknown');
    assert.equal(mail.count(letter.message_id!), 1);
    assert.deepEqual([(await leadNow(house, id)).attention_kind], ['undelivered']);
  });

  test('of two replies that did not go, saying what became of one leaves the other shown', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const first = await reply(house, id);
    house.time.now = at(10, 5);
    await reply(house, id);
    await passTo(house, at(10, 6));
    const { lead } = await settleLetter(house.env, { id: first.value.letterId!, memberId: house.cast.ana, sent: false });
    assert.deepEqual([lead.attention_kind, lead.attention_due_at], ['undelivered', at(10, 5)]);
  });

  test('a reply to an address that has meanwhile asked for no more mail is shown as not sent', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    const { value } = await reply(house, id);
    await house.env.write((tx) =>
      tx.db.updateTable('points').set({ stopped_at: tx.now }).where('value', '=', martin.email).execute(),
    );
    await passTo(house, at(10, 1));
    assert.equal(mail.letters.filter(({ to }) => to.includes(martin.email)).length, 0);
    assert.equal((await rows(house, 'outbox')).find((row) => row.id === value.letterId)!.state, 'refused');
    assert.equal((await leadNow(house, id)).attention_kind, 'undelivered');
  });

  test('they write again while our reply waits to go: the reply answers only what was there before it', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await log(house, id, {});
    mail.fail((moment) => (moment.at === 'sender' ? { say: 451 } : undefined));
    house.time.now = at(11);
    await reply(house, id);
    await passTo(house, at(11, 2));
    await post(house, { ...martin, message: 'And the tap in the kitchen drips, what would that cost?' });
    mail.fail();
    await passTo(house, at(11, 20));
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.first_answer_at, lead.last_contact_at, lead.attention_kind], [at(10), at(11, 2), 'wrote-back']);
  });

  test('what was logged ten minutes ago counts from its own time, never from the future', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead } = await log(house, id, { at: house.time.now + 10 * minute });
    assert.equal(lead.first_answer_at, at(10));
  });
});
