import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, day, leadNow, martin, rows } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import type { Refusal } from '../refusal.ts';
import { receive } from './receive.ts';
import { sortArrival } from './sort-arrival.ts';

const doubtful = async (house: TestHouse, message = 'Best prices for your website') => {
  const body = new TextEncoder().encode(new URLSearchParams({ ...martin, message }).toString());
  const raw = { body, contentType: 'application/x-www-form-urlencoded', receivedAt: house.time.now };
  const [got] = await receive(house.env, 'website', raw, { acknowledge: true, doubt: 'filled in very quickly' });
  return got!;
};

eachEngine((engine) => {
  test('of what we are not sure has an owner and a time to look by, and is no lead yet', async (t) => {
    const house = await engine.house(t);
    const { arrival, lead } = await doubtful(house);
    assert.deepEqual(
      [arrival.outcome, arrival.reason, arrival.owner_id, arrival.look_due_at, lead],
      ['not-sure', 'filled in very quickly', house.cast.ana, at(11), null],
    );
    assert.equal((await rows(house, 'outbox')).length, 0);
  });

  test('sorted as an enquiry it becomes a lead that has waited since it came', async (t) => {
    const house = await engine.house(t);
    const { arrival } = await doubtful(house);
    house.time.now = at(11, 30);
    const { arrival: sorted, lead } = await sortArrival(house.env, { id: arrival.id, memberId: house.cast.ben, as: 'enquiry' });
    assert.deepEqual(
      [sorted.outcome, sorted.decided_by, sorted.owner_id, sorted.look_due_at],
      ['lead', house.cast.ben, null, null],
    );
    const now = await leadNow(house, lead!.id);
    assert.deepEqual([now.received_at, now.attention_kind, now.attention_due_at], [at(10), 'late', at(11)]);
    await assert.rejects(
      sortArrival(house.env, { id: arrival.id, memberId: house.cast.ben, as: 'not-an-enquiry' }),
      (error: Refusal) => error.status === 409,
    );
  });

  test('sorted as no enquiry it is kept with who said so, and can be sorted again', async (t) => {
    const house = await engine.house(t);
    const { arrival } = await doubtful(house);
    const { arrival: sorted } = await sortArrival(house.env, { id: arrival.id, memberId: house.cast.ben, as: 'not-an-enquiry' });
    assert.deepEqual([sorted.outcome, sorted.decided_by], ['not-an-enquiry', house.cast.ben]);
    assert.equal((await rows(house, 'leads')).length, 0);
    const { lead } = await sortArrival(house.env, { id: arrival.id, memberId: house.cast.ana, as: 'enquiry' });
    assert.equal(lead!.received_at, at(10));
  });

  test('a known customer without a new job is linked to the contact, with no lead and no clock', async (t) => {
    const house = await engine.house(t);
    const { arrival } = await doubtful(house, 'Could I have my invoice once more');
    const { arrival: sorted } = await sortArrival(house.env, { id: arrival.id, memberId: house.cast.ana, as: 'known-customer' });
    assert.equal(sorted.outcome, 'linked');
    assert.equal((await rows(house, 'contacts'))[0]!.id, sorted.contact_id);
    assert.equal((await rows(house, 'clocks')).length, 0);
  });

  for (const [as, outcome] of [
    ['not-an-enquiry', 'not-an-enquiry'],
    ['known-customer', 'linked'],
  ] as const)
    test(`remembered as ${as}, the sender is sorted so from then on, and a person may still say otherwise`, async (t) => {
      const house = await engine.house(t);
      const { arrival } = await doubtful(house);
      await sortArrival(house.env, { id: arrival.id, memberId: house.cast.ana, as, remember: true });
      house.time.now += day;
      const body = new TextEncoder().encode(new URLSearchParams({ ...martin, message: 'Once more' }).toString());
      const raw = { body, contentType: 'application/x-www-form-urlencoded', receivedAt: house.time.now };
      const [next] = await receive(house.env, 'website', raw, { acknowledge: true });
      assert.deepEqual([next!.arrival.outcome, next!.lead], [outcome, null]);
      assert.equal((await rows(house, 'outbox')).length, 0, 'nobody is told anything');
      const { lead } = await sortArrival(house.env, { id: next!.arrival.id, memberId: house.cast.ana, as: 'enquiry' });
      assert.equal(lead!.state, 'open');
    });

  test('two people who sort the same arrival at once make one lead of it', async (t) => {
    const house = await engine.house(t);
    const { arrival } = await doubtful(house);
    const sort = (memberId: string) => sortArrival(house.env, { id: arrival.id, memberId, as: 'enquiry' });
    const done = await Promise.allSettled([sort(house.cast.ana), sort(house.cast.ben)]);
    assert.deepEqual(done.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await rows(house, 'leads')).length, 1);
    assert.equal((await rows(house, 'touches')).length, 1);
  });
});
