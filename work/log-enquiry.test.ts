import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, enquire, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { type Logged, logEnquiry, logMany } from './log-enquiry.ts';

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
