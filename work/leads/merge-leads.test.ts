import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChannel } from '#store/arrivals.ts';
import { arrivalsOfLead, earlierLeads } from '#store/read-lead.ts';
import { readTouches } from '#store/timeline.ts';
import {
  second as aSecond,
  at,
  enquire,
  hour,
  houseWithMail,
  leadNow,
  martin,
  minute,
  passTo,
  post,
  rows,
} from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { receiveItems } from '../arrivals/receive.ts';
import { Refusal } from '../refusal.ts';
import { logTouch } from './log-touch.ts';
import { mergeLeads } from './merge-leads.ts';
import { putLater } from './put-later.ts';
import { undoAct } from './undo-act.ts';
import { unmergeLead } from './unmerge-lead.ts';

const olga = { name: 'Olga Brandt', email: 'olga@brandt.example', phone: '07700 900222', message: 'The boiler knocks' };
const later = 30 * minute;
const refused = (status: number) => (error: unknown) => error instanceof Refusal && error.status === status;

/** Martin at 10:00, Olga at 10:30 about the same boiler. */
async function two(house: TestHouse) {
  const first = await enquire(house);
  house.time.now += later;
  const second = await enquire(house, olga);
  return { first, second, by: { memberId: house.cast.ana } };
}

const spoke = (house: TestHouse, id: string) =>
  logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });

const openClocks = async (house: TestHouse) =>
  (await rows(house, 'clocks'))
    .filter(({ answered_at, ended_at }) => answered_at === null && ended_at === null)
    .map(({ lead_id, kind, started_at, due_at }) => [lead_id, kind, started_at, due_at]);

/** What a lead looks like, whatever its version. */
const face = async (house: TestHouse, id: string) => {
  const {
    version: _,
    indexed_version: __,
    seen_at: ___,
    seen_by: ____,
    step_id: _____,
    look_due_at: ______,
    ...lead
  } = await leadNow(house, id);
  return lead;
};

eachEngine((engine) => {
  test('the younger lead closes as merged whichever way it is asked, and the older one shows both stories', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    const { value } = await mergeLeads(house.env, { id: first.id }, by, second.number);
    assert.deepEqual([value.survivor.id, value.merged.id], [first.id, second.id]);
    const merged = await leadNow(house, second.id);
    assert.deepEqual(
      [merged.state, merged.outcome, merged.owner_id, merged.owned_by_id, merged.merged_into_id, merged.look_due_at],
      ['closed', 'merged', null, house.cast.ana, first.id, null],
    );
    assert.equal((await readTouches(house.env.read, first.id)).length, 2);
    assert.deepEqual(
      (await arrivalsOfLead(house.env.read, first.id)).map(({ asked }) => asked),
      [martin.message, olga.message],
    );
    assert.deepEqual(await earlierLeads(house.env.read, first), []);
    const kept = await leadNow(house, first.id);
    assert.deepEqual([kept.inbound_count, kept.attention_kind, kept.last_contact_at], [2, 'second-try', at(10, 30)]);
    assert.deepEqual(await openClocks(house), [[first.id, 'first', at(10), at(11)]]);
  });

  test('an answer owed on the younger lead is owed on the older one, from when it began', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    await spoke(house, first.id);
    house.time.now = at(10, 50);
    await mergeLeads(house.env, { id: second.id }, by, first.number);
    assert.deepEqual(await openClocks(house), [[first.id, 'again', at(10, 30), at(11, 30)]]);
    const kept = await leadNow(house, first.id);
    assert.deepEqual([kept.next_what, kept.next_due_at, kept.inbound_count, kept.waiting_at], ['Answer', at(11, 30), 1, null]);
    house.time.now = at(12);
    await unmergeLead(house.env, { id: second.id }, by);
    assert.deepEqual(await openClocks(house), [[second.id, 'first', at(10, 30), at(11, 30)]]);
    assert.deepEqual(
      [(await leadNow(house, second.id)).attention_kind, (await leadNow(house, first.id)).attention_kind],
      ['late', null],
    );
    assert.equal((await leadNow(house, first.id)).next_what, 'Decide what happens next');
  });

  test('of two clocks the earlier one counts, and un-merging gives each its own again', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    await spoke(house, first.id);
    house.time.now = at(10, 40);
    await post(house, { ...martin, message: 'And when can you come?' });
    const before = { first: await face(house, first.id), second: await face(house, second.id) };
    await mergeLeads(house.env, { id: second.id }, by, first.number);
    assert.deepEqual(await openClocks(house), [[first.id, 'again', at(10, 30), at(11, 30)]]);
    assert.equal((await leadNow(house, first.id)).inbound_count, 2);
    house.time.now = at(11);
    await unmergeLead(house.env, { id: second.id }, by);
    assert.deepEqual(
      (await openClocks(house)).sort(),
      [
        [first.id, 'again', at(10, 40), at(11, 40)],
        [second.id, 'first', at(10, 30), at(11, 30)],
      ].sort(),
    );
    assert.deepEqual(await face(house, second.id), before.second);
    assert.deepEqual({ ...(await face(house, first.id)), next_suggested_at: null }, { ...before.first, next_suggested_at: null });
  });

  test('merging is undone for ten seconds on both leads', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    await spoke(house, first.id);
    const before = [await face(house, first.id), await face(house, second.id), await openClocks(house)];
    const { undo } = await mergeLeads(house.env, { id: second.id }, by, first.number);
    house.time.now += 9 * aSecond;
    await undoAct(house.env, { id: undo!.id, memberId: house.cast.ana });
    assert.deepEqual([await face(house, first.id), await face(house, second.id), await openClocks(house)], before);
    const again = await mergeLeads(house.env, { id: second.id }, by, first.number);
    await unmergeLead(house.env, { id: second.id }, by);
    await assert.rejects(undoAct(house.env, { id: again.undo!.id, memberId: house.cast.ana }), refused(412));
  });

  test('un-merging can be undone too', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    await spoke(house, first.id);
    await mergeLeads(house.env, { id: second.id }, by, first.number);
    const before = [await face(house, first.id), await face(house, second.id), await openClocks(house)];
    const { undo } = await unmergeLead(house.env, { id: second.id }, by);
    await undoAct(house.env, { id: undo!.id, memberId: house.cast.ana });
    assert.deepEqual([await face(house, first.id), await face(house, second.id), await openClocks(house)], before);
  });

  test('what was answered after the merge is answered on both after un-merging', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    await mergeLeads(house.env, { id: second.id }, by, first.number);
    house.time.now = at(10, 45);
    await spoke(house, first.id);
    house.time.now = at(11);
    await unmergeLead(house.env, { id: second.id }, by);
    const lead = await leadNow(house, second.id);
    assert.deepEqual(
      [lead.state, lead.first_answer_at, lead.stage, lead.owner_id],
      ['open', at(10, 45), 'contacted', house.cast.ana],
    );
    assert.deepEqual(await openClocks(house), []);
  });

  test('a sleeping lead sleeps on through a merge and back; open work wakes the one it is merged into', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    await spoke(house, second.id);
    await putLater(house.env, { id: second.id }, by, { until: at(9, 0, 90), what: 'Ask in spring' });
    const asleep = await face(house, second.id);
    await mergeLeads(house.env, { id: second.id }, by, first.number);
    house.time.now += hour;
    await unmergeLead(house.env, { id: second.id }, by);
    assert.deepEqual(await face(house, second.id), asleep);
    await putLater(house.env, { id: first.id }, by, { until: at(9, 0, 90) });
    const third = await enquire(house, { ...olga, email: 'third@brandt.example', phone: '07700 900333' });
    await mergeLeads(house.env, { id: third.id }, by, first.number);
    const kept = await leadNow(house, first.id);
    assert.deepEqual([kept.state, kept.next_what, kept.next_due_at], ['open', 'Answer', house.time.now + hour]);
  });

  test('a thread, a page and a letter on its way that belong to the merged lead reach the one it is in', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { first, second, by } = await two(house);
    const reply = { kind: 'email', direction: 'out', result: 'sent', text: 'On Tuesday.', send: true } as const;
    await logTouch(house.env, { id: second.id }, by, reply);
    house.time.now += 5 * aSecond;
    await mergeLeads(house.env, { id: second.id }, by, first.number);
    await passTo(house, house.time.now + minute, 10 * aSecond);
    assert.equal(mail.letters.filter(({ text }) => text.includes('On Tuesday.')).length, 1);
    const kept = await leadNow(house, first.id);
    assert.deepEqual([kept.first_answer_at, kept.stage, kept.attention_kind], [at(10, 30), 'contacted', null]);
    house.time.now += later;
    assert.equal((await enquire(house, { ...olga, message: 'Tuesday is fine, which hour?' })).id, first.id);
    const [arrival] = await arrivalsOfLead(house.env.read, second.id);
    const channel = (await findChannel(house.env.read, 'website'))!;
    const raw = { body: new Uint8Array([1]), contentType: 'text/plain', receivedAt: house.time.now };
    const more = { is: 'message', source: 'website-form', from: {}, asked: 'A photo of it', thread: arrival!.id } as const;
    const [added] = await receiveItems(house.env, channel, raw, [{ ...more, from: { email: olga.email } }], {});
    assert.equal(added!.lead!.id, first.id);
    assert.deepEqual(house.errors, []);
  });

  test('what cannot be merged is refused in words', async (t) => {
    const house = await engine.house(t);
    const { first, second, by } = await two(house);
    await assert.rejects(mergeLeads(house.env, { id: first.id }, by, first.number), refused(409));
    await assert.rejects(mergeLeads(house.env, { id: first.id }, by, 99), refused(404));
    await assert.rejects(mergeLeads(house.env, { id: second.id, version: 7 }, by, first.number), refused(412));
    await assert.rejects(unmergeLead(house.env, { id: second.id }, by), refused(409));
    await mergeLeads(house.env, { id: second.id }, by, first.number);
    await assert.rejects(mergeLeads(house.env, { id: second.id }, by, first.number), refused(409));
    const third = await enquire(house, { ...olga, email: 'third@brandt.example', phone: '07700 900333' });
    const { value } = await mergeLeads(house.env, { id: third.id }, by, second.number);
    assert.equal(value.survivor.id, first.id);
    assert.deepEqual(house.errors, []);
  });
});
