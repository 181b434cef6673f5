import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findContact } from '#store/contacts.ts';
import { contactsShownBy, leadsOfFamily } from '#store/family.ts';
import { at, enquire, leadNow, martin, minute, rows } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { closeLead } from '../leads/close-lead.ts';
import { Refusal } from '../refusal.ts';
import { mergeContacts, unmergeContact } from './merge-contacts.ts';

const olga = { name: 'Olga Brandt', email: 'olga@brandt.example', phone: '07700 900222', message: 'A new bathroom' };

const told = async (house: TestHouse, leadId: string, kind: string) =>
  (await rows(house, 'timeline')).filter((entry) => entry.lead_id === leadId && entry.kind === kind);

async function two(house: TestHouse) {
  const first = await enquire(house);
  house.time.now += minute;
  const second = await enquire(house, { ...olga, name: 'M. Hale' });
  return { first, second, a: first.contact_id, b: second.contact_id };
}

const refused = (status: number) => (error: unknown) => error instanceof Refusal && error.status === status;

eachEngine((engine) => {
  test('merging contacts sets a pointer, moves nothing, and un-merging makes everything as it was', async (t) => {
    const house = await engine.house(t);
    const { first, second, a, b } = await two(house);
    const before = {
      contacts: await rows(house, 'contacts'),
      points: await rows(house, 'points'),
      leads: await rows(house, 'leads'),
    };
    const survivor = await mergeContacts(house.env, { id: b, into: a, memberId: house.cast.ben });
    assert.equal(survivor.id, a);
    assert.deepEqual(await rows(house, 'points'), before.points);
    assert.deepEqual(await rows(house, 'leads'), before.leads);
    assert.equal((await findContact(house.env.read, b))!.id, a);
    assert.deepEqual(await leadsOfFamily(house.env.read, a), [second.id, first.id]);
    await unmergeContact(house.env, { id: b, memberId: house.cast.ben });
    assert.deepEqual(await leadsOfFamily(house.env.read, a), [first.id]);
    const plain = (contacts: typeof before.contacts) => contacts.map(({ version: _, ...contact }) => contact);
    assert.deepEqual(plain(await rows(house, 'contacts')), plain(before.contacts));
    for (const lead of [first, second]) {
      const [merged] = await told(house, lead.id, 'contacts-merged');
      assert.equal(merged!.member_id, house.cast.ben);
      assert.deepEqual(JSON.parse(merged!.facts!), { contact: b, into: a });
      assert.equal((await told(house, lead.id, 'contacts-unmerged')).length, 1);
    }
  });

  test('what a merged person writes joins an open lead of the whole family', async (t) => {
    const house = await engine.house(t);
    const { first, second, a, b } = await two(house);
    await closeLead(house.env, { id: second.id }, { memberId: house.cast.ana }, { outcome: 'question' });
    await mergeContacts(house.env, { id: b, into: a, memberId: house.cast.ana });
    house.time.now += 20 * minute;
    assert.equal((await enquire(house, { ...olga, message: 'When can you come?' })).id, first.id);
    await closeLead(house.env, { id: first.id }, { memberId: house.cast.ana }, { outcome: 'question' });
    house.time.now += 20 * minute;
    assert.equal((await enquire(house, { ...martin, message: 'And when at all?' })).id, first.id);
  });

  test('chains are followed, and a ring cannot be closed, also by two merges at once', async (t) => {
    const house = await engine.house(t);
    const { a, b } = await two(house);
    const { contact_id: c } = await enquire(house, { ...olga, email: 'third@brandt.example', phone: '07700 900333' });
    const merge = (id: string, into: string) => mergeContacts(house.env, { id, into, memberId: house.cast.ana });
    await merge(b, a);
    assert.equal((await merge(c, b)).id, a);
    assert.deepEqual((await contactsShownBy(house.env.read, a)).sort(), [a, b, c].sort());
    await assert.rejects(merge(a, c), refused(409));
    await assert.rejects(merge(a, a), refused(409));
    await assert.rejects(merge(b, c), refused(409));
    await assert.rejects(merge('nobody', c), refused(404));
    for (const id of [b, c]) await unmergeContact(house.env, { id, memberId: house.cast.ana });
    await assert.rejects(unmergeContact(house.env, { id: b, memberId: house.cast.ana }), refused(409));
    const ring = await Promise.allSettled([merge(a, b), merge(b, c), merge(c, a)]);
    assert.ok(ring.some(({ status }) => status === 'rejected'));
    assert.ok(await findContact(house.env.read, a));
  });

  test('an address of one and a number of another are offered as the same person, once, until they are merged', async (t) => {
    const house = await engine.house(t);
    const { first, a, b } = await two(house);
    for (const message of ['One more thing', 'And another']) {
      house.time.now += 20 * minute;
      assert.equal((await enquire(house, { ...martin, phone: olga.phone, message })).id, first.id);
    }
    const hints = await told(house, first.id, 'same-person');
    assert.deepEqual(
      hints.map(({ facts, member_id }) => [JSON.parse(facts!), member_id]),
      [[{ contact: b }, null]],
    );
    await mergeContacts(house.env, { id: b, into: a, memberId: house.cast.ana });
    const { id } = await enquire(house, { ...olga, email: martin.email, message: 'Third' }, at(12));
    assert.equal((await told(house, id, 'same-person')).length, id === first.id ? 1 : 0);
  });

  test('a new lead of a mixed sender carries the hint too', async (t) => {
    const house = await engine.house(t);
    const { first, second, b } = await two(house);
    for (const { id } of [first, second]) await closeLead(house.env, { id }, { memberId: house.cast.ana }, { outcome: 'won' });
    house.time.now += 20 * minute;
    const third = await enquire(house, { ...martin, phone: olga.phone, message: 'A new job' });
    assert.notEqual(third.id, first.id);
    assert.deepEqual(
      (await told(house, third.id, 'same-person')).map(({ facts }) => JSON.parse(facts!)),
      [{ contact: b }],
    );
    assert.deepEqual(house.errors, []);
    assert.equal((await leadNow(house, third.id)).state, 'open');
  });
});
