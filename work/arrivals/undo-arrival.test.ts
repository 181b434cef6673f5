import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enquire, leadNow, martin, minute, post, rows, second } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { logTouch } from '../leads/log-touch.ts';
import { undoAct } from '../leads/undo-act.ts';
import { deliverOutbox } from '../letters/deliver-outbox.ts';
import { Refusal } from '../refusal.ts';
import { joinArrival } from './join-arrival.ts';
import { type Logged, logEnquiry, logMany } from './log-enquiry.ts';
import { receive } from './receive.ts';
import { type SortAs, sortArrival } from './sort-arrival.ts';
import { splitArrival } from './split-arrival.ts';

const refused = (status: number) => (error: unknown) => error instanceof Refusal && error.status === status;

const doubtful = async (house: TestHouse, fields: Record<string, string> = martin) => {
  const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
  const raw = { body, contentType: 'application/x-www-form-urlencoded', receivedAt: house.time.now };
  const [got] = await receive(house.env, 'website', raw, { doubt: 'filled in very quickly' });
  return got!.arrival;
};

const arrivalNow = async (house: TestHouse, id: string) => (await rows(house, 'arrivals')).find((arrival) => arrival.id === id)!;
const sort = (house: TestHouse, id: string, as: SortAs, remember = false) =>
  sortArrival(house.env, { id, memberId: house.cast.ben, as, remember });
const undo = (house: TestHouse, done: { undo: { id: string } | null }) =>
  undoAct(house.env, { id: done.undo!.id, memberId: house.cast.ben });

const tom: Logged = {
  source: 'whatsapp',
  from: { name: 'Tom Reid', phone: '07700 900455' },
  asked: 'New bathroom',
  spoken: false,
  ownerId: null,
};
const log = (house: TestHouse, more: Partial<Logged> = {}) =>
  logEnquiry(house.env, { memberId: house.cast.ben }, { ...tom, ...more });

/** Notices that have left the house by now. */
const told = async (house: TestHouse) => {
  await deliverOutbox(house.env);
  return (await rows(house, 'outbox')).filter(({ state }) => state !== 'queued' && state !== 'withdrawn').length;
};

eachEngine((engine) => {
  for (const as of ['not-an-enquiry', 'known-customer', 'enquiry'] as const)
    test(`sorted as ${as} and taken back, nobody is sure of it again`, async (t) => {
      const house = await engine.house(t);
      const before = await doubtful(house);
      house.time.now += minute;
      const done = await sort(house, before.id, as);
      house.time.now += 9 * second;
      await undo(house, done);
      const { attempts: _, ...after } = await arrivalNow(house, before.id);
      const { attempts: _was, ...then } = before;
      assert.deepEqual(after, then);
      await assert.rejects(undo(house, done), refused(409));
      const again = await sort(house, before.id, 'enquiry');
      assert.equal((await leadNow(house, again.lead!.id)).state, 'open');
    });

  test('a sender who was remembered by mistake is not, once that is taken back', async (t) => {
    const house = await engine.house(t);
    const before = await doubtful(house);
    await undo(house, await sort(house, before.id, 'not-an-enquiry', true));
    assert.deepEqual(
      (await rows(house, 'points')).map(({ sorted_as, sorted_by }) => [sorted_as, sorted_by]),
      [
        [null, null],
        [null, null],
      ],
    );
  });

  test('an enquiry that was put on an open lead by sorting is off it again, and its owner hears nothing of it', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    await house.env.write((tx) => tx.db.updateTable('outbox').set({ state: 'skipped', due_at: null }).execute());
    house.time.now += minute;
    const before = await doubtful(house, { ...martin, message: 'And a new bathroom' });
    const was = await leadNow(house, lead.id);
    const known = await told(house);
    const done = await sort(house, before.id, 'enquiry');
    assert.equal(done.lead!.id, lead.id);
    assert.equal(await told(house), known, 'it waits for ten seconds');
    house.time.now += 9 * second;
    await undo(house, done);
    house.time.now += minute;
    assert.equal(await told(house), known);
    const now = await leadNow(house, lead.id);
    assert.deepEqual(
      [now.inbound_count, now.last_contact_at, now.next_due_at],
      [was.inbound_count, was.last_contact_at, was.next_due_at],
    );
    assert.equal((await arrivalNow(house, before.id)).outcome, 'not-sure');
  });

  test('what was written down is taken back whole: over, in no figure, and nobody is told', async (t) => {
    const house = await engine.house(t);
    const done = await log(house, { next: { what: 'Ring her mother first', dueAt: house.time.now + 60 * minute } });
    assert.deepEqual([done.isNew, done.lead!.next_what, done.lead!.next_suggested_at], [true, 'Ring her mother first', null]);
    assert.equal(await told(house), 0, 'it waits for ten seconds');
    house.time.now += 9 * second;
    assert.equal(await undo(house, done), null);
    const lead = await leadNow(house, done.lead!.id);
    assert.deepEqual(
      [lead.state, lead.outcome, lead.owner_id, lead.last_contact_at, lead.attention_kind, lead.look_due_at],
      ['closed', 'not-an-enquiry', null, null, null, null],
    );
    const [arrival] = await rows(house, 'arrivals');
    assert.deepEqual([arrival!.outcome, arrival!.reason, arrival!.decided_by], ['not-an-enquiry', 'taken back', house.cast.ben]);
    assert.equal((await rows(house, 'timeline')).at(-1)!.kind, 'taken-back');
    house.time.now += minute;
    assert.equal(await told(house), 0);
  });

  test('written down again after it was taken back, it is a lead and no double', async (t) => {
    const house = await engine.house(t);
    const first = await log(house);
    await undo(house, first);
    const second = await log(house);
    assert.deepEqual([second.isNew, second.lead!.state], [true, 'open']);
    assert.notEqual(second.lead!.id, first.lead!.id);
  });

  test('whoever gets it is told once the ten seconds are over', async (t) => {
    const house = await engine.house(t);
    await log(house);
    house.time.now += 10 * second;
    assert.equal(await told(house), 1);
  });

  test('what somebody has acted on since stays', async (t) => {
    const house = await engine.house(t);
    const done = await log(house);
    await logTouch(
      house.env,
      { id: done.lead!.id },
      { memberId: house.cast.ana },
      { kind: 'phone', direction: 'out', result: 'spoke' },
    );
    await assert.rejects(undo(house, done), refused(412));
    assert.equal((await leadNow(house, done.lead!.id)).state, 'open');
    house.time.now += 11 * second;
    await assert.rejects(undo(house, done), refused(409));
  });

  test('nobody else takes it back', async (t) => {
    const house = await engine.house(t);
    const done = await log(house);
    await assert.rejects(undoAct(house.env, { id: done.undo!.id, memberId: house.cast.ana }), refused(404));
  });

  test('put on a lead that is there, it is off it again', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const was = await leadNow(house, lead.id);
    const next = { what: 'Send the list', dueAt: house.time.now + 60 * minute };
    const done = await log(house, { addTo: lead.number, spoken: true, next });
    assert.deepEqual([done.lead!.next_what, done.lead!.first_answer_at], ['Send the list', house.time.now]);
    await undo(house, done);
    const now = await leadNow(house, lead.id);
    assert.deepEqual([now.next_what, now.first_answer_at], [was.next_what, null]);
  });

  test('many lines are taken back together', async (t) => {
    const house = await engine.house(t);
    const lines = 'Tom Brook 07700 900411 blocked drain\npriya@nair.example certificate\nsomebody about a fence';
    const done = await logMany(house.env, house.cast.ben, lines);
    house.time.now += 9 * second;
    await undo(house, done);
    assert.deepEqual(
      (await rows(house, 'leads')).map(({ state }) => state),
      ['closed', 'closed'],
    );
    assert.deepEqual([...new Set((await rows(house, 'arrivals')).map(({ reason }) => reason))], ['taken back']);
  });

  test('a request that was made a lead of its own is where it was, and as it was', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    house.time.now += minute;
    const [joined] = await post(house, { ...martin, message: 'And a new bathroom' });
    const was = await leadNow(house, lead.id);
    const before = await arrivalNow(house, joined!.arrival.id);
    const done = await splitArrival(house.env, { id: before.id, memberId: house.cast.ben });
    await undo(house, done);
    const now = await leadNow(house, lead.id);
    assert.deepEqual([now.inbound_count, now.last_contact_at], [was.inbound_count, was.last_contact_at]);
    assert.equal((await leadNow(house, done.lead.id)).outcome, 'not-an-enquiry');
    assert.equal((await arrivalNow(house, before.id)).lead_id, lead.id);
    const touches = (await rows(house, 'touches')).filter(({ undone_at }) => undone_at === null);
    assert.deepEqual(
      touches.map(({ lead_id }) => lead_id),
      [lead.id, lead.id],
    );
  });

  test('put on a lead by a person, its owner is told once the ten seconds are over, and never where it is taken back', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    await logTouch(
      house.env,
      { id: lead.id },
      { memberId: house.cast.ana },
      { kind: 'phone', direction: 'out', result: 'spoke' },
    );
    await house.env.write((tx) => tx.db.updateTable('outbox').set({ state: 'skipped', due_at: null }).execute());
    const known = await told(house);
    const first = await doubtful(house, { ...martin, message: 'When do you come?' });
    const done = await joinArrival(house.env, { id: first.id, lead: lead.number, memberId: house.cast.ben });
    house.time.now += 9 * second;
    assert.equal(await told(house), known);
    await undo(house, done);
    house.time.now += minute;
    assert.equal(await told(house), known);
    await joinArrival(house.env, { id: first.id, lead: lead.number, memberId: house.cast.ben });
    house.time.now += 10 * second;
    assert.equal(await told(house), known + 1);
  });
});
