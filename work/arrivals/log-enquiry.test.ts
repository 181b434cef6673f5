import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, enquire, leadNow, martin, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { undoAct } from '../leads/undo-act.ts';
import { joinArrival } from './join-arrival.ts';
import { type Logged, logEnquiry, logMany } from './log-enquiry.ts';
import { splitArrival } from './split-arrival.ts';

const tom: Logged = {
  source: 'phone',
  from: { name: 'Tom Reid', phone: '07700 900455' },
  asked: 'New bathroom',
  spoken: true,
  ownerId: null,
};

eachEngine((engine) => {
  test('what is logged belongs to whom it was given, and owes an answer only where nobody spoke with them', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ben = { memberId: cast.ben };
    const { lead: spoken } = await logEnquiry(env, ben, { ...tom, ownerId: cast.ben });
    assert.deepEqual([spoken!.owner_id, spoken!.first_answer_at], [cast.ben, house.time.now]);
    const { lead: waits } = await logEnquiry(env, ben, { ...tom, from: { phone: '07700 900456' }, spoken: false });
    assert.deepEqual([waits!.owner_id, waits!.first_answer_at, waits!.next_what], [cast.ana, null, 'Answer']);
    const { lead: planned } = await logEnquiry(env, ben, {
      ...tom,
      from: { email: 'lucy@reid.example' },
      next: { what: 'Send the list', dueAt: at(16) },
      receivedAt: at(9),
    });
    assert.deepEqual([planned!.next_what, planned!.next_due_at, planned!.received_at], ['Send the list', at(16), at(9)]);
  });

  test('added to a lead it is one more contact there, and opens none', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const lead = await enquire(house);
    const done = await logEnquiry(env, { memberId: cast.ana }, { ...tom, addTo: lead.number });
    assert.deepEqual([done.isNew, done.lead!.id], [false, lead.id]);
    assert.equal((await rows(house, 'leads')).length, 1);
    const touch = (await rows(house, 'touches')).at(-1)!;
    assert.deepEqual([touch.direction, touch.result, touch.text], ['in', 'spoke', 'New bathroom']);
    assert.notEqual(done.lead!.first_answer_at, null);
  });

  test('a call that was answered, by somebody with an open lead, answers what they had asked there', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const lead = await enquire(house);
    house.time.now = at(10, 30);
    const ring = {
      ...tom,
      from: { phone: martin.phone },
      asked: 'He rang about the boiler',
      next: { what: 'Send the offer', dueAt: at(16) },
    };
    const done = await logEnquiry(env, { memberId: cast.ben }, { ...ring, receivedAt: at(10, 20) });
    assert.deepEqual([done.isNew, done.lead!.id, done.lead!.stage], [false, lead.id, 'contacted']);
    assert.deepEqual([done.lead!.first_answer_at, done.lead!.attention_kind], [at(10, 20), 'step']);
    assert.deepEqual([done.lead!.next_what, done.lead!.next_due_at], ['Send the offer', at(16)]);
    const touch = (await rows(house, 'touches')).at(-1)!;
    assert.deepEqual([touch.result, touch.member_id, touch.arrival_id], ['spoke', cast.ben, done.arrival!.id]);
    const [clock, ...more] = await rows(house, 'clocks');
    assert.deepEqual([clock!.answered_at, clock!.touch_id, more], [at(10, 20), touch.id, []]);
    await undoAct(env, { id: done.undo!.id, memberId: cast.ben });
    const back = await leadNow(house, lead.id);
    assert.deepEqual([back.first_answer_at, back.next_what, back.attention_kind], [null, 'Answer', 'waiting-for-answer']);
    assert.equal((await rows(house, 'clocks'))[0]!.answered_at, null);
  });

  test('a call that was answered starts no clock where nothing was owed, and one before they wrote answers nothing', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ben = { memberId: cast.ben };
    const { lead } = await logEnquiry(env, ben, tom);
    house.time.now = at(11);
    const again = await logEnquiry(env, ben, { ...tom, asked: 'He rang once more' });
    assert.deepEqual([again.lead!.id, again.lead!.attention_kind, (await rows(house, 'clocks')).length], [lead!.id, null, 1]);
    assert.equal(again.lead!.next_what, 'Decide what happens next');
    const other = await enquire(house);
    const early = { ...tom, from: { phone: martin.phone }, asked: 'Before the form', receivedAt: at(9) };
    const done = await logEnquiry(env, ben, early);
    assert.deepEqual([done.lead!.id, done.lead!.first_answer_at, done.lead!.next_what], [other.id, null, 'Answer']);
    assert.equal(done.lead!.attention_kind, 'waiting-for-answer');
    assert.deepEqual(house.errors, []);
  });

  test('a call that was answered and is put on another lead, or made one of its own, still owes nothing', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const ben = { memberId: cast.ben };
    const lead = await enquire(house);
    const { arrival } = await logEnquiry(env, ben, { ...tom, from: { phone: martin.phone }, asked: 'He rang' });
    const split = await splitArrival(env, { id: arrival!.id, memberId: cast.ben });
    assert.deepEqual([split.lead.first_answer_at, split.lead.attention_kind], [house.time.now, null]);
    house.time.now += 60_000;
    const done = await joinArrival(env, { id: arrival!.id, lead: lead.number, memberId: cast.ben });
    assert.equal(done.lead.attention_kind, null);
    assert.equal(
      (await rows(house, 'clocks')).filter(({ answered_at, ended_at }) => answered_at === null && ended_at === null).length,
      0,
    );
    assert.deepEqual(house.errors, []);
  });

  test('of many lines each is an enquiry of its own, and one that names nobody waits for somebody to look', async (t) => {
    const house = await engine.house(t);
    const lines = 'Tom Brook 07700 900411 blocked drain\n\npriya@nair.example certificate\nsomebody about a fence';
    const done = await logMany(house.env, house.cast.ben, lines);
    assert.deepEqual(
      done.lines.map(({ received }) => received?.arrival.outcome),
      ['lead', 'lead', 'not-sure'],
    );
    assert.deepEqual(
      (await rows(house, 'leads')).map(({ owner_id }) => owner_id),
      [house.cast.ben, house.cast.ben],
    );
  });
});
