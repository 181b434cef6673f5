import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, atOnce, day, enquire, holdLead, leadNow, martin, minute, post, rows } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { closeLead } from '../leads/close-lead.ts';
import { logTouch } from '../leads/log-touch.ts';
import { putLater } from '../leads/put-later.ts';
import { undoAct } from '../leads/undo-act.ts';
import { Refusal } from '../refusal.ts';
import { joinArrival } from './join-arrival.ts';
import { receive } from './receive.ts';
import { sortArrival } from './sort-arrival.ts';
import { splitArrival } from './split-arrival.ts';

const refused = (status: number) => (error: unknown) => error instanceof Refusal && error.status === status;

/** Something of Martin's that joins the lead he has. */
async function joined(house: TestHouse, message: string, moment: number): Promise<string> {
  house.time.now = moment;
  const [got] = await post(house, { ...martin, message });
  assert.equal(got!.arrival.outcome, 'linked');
  return got!.arrival.id;
}

const spoke = (house: TestHouse, id: string) =>
  logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });

const split = (house: TestHouse, id: string) => splitArrival(house.env, { id, memberId: house.cast.ana });

const join = (house: TestHouse, id: string, lead: number) => joinArrival(house.env, { id, lead, memberId: house.cast.ana });

const open = async (house: TestHouse, leadId: string) =>
  (await rows(house, 'clocks'))
    .filter(({ lead_id, answered_at, ended_at }) => lead_id === leadId && answered_at === null && ended_at === null)
    .map(({ kind, started_at, due_at }) => [kind, started_at, due_at]);

eachEngine((engine) => {
  test('a joined enquiry becomes a lead of its own that waits since it came, never longer than was said', async (t) => {
    const house = await engine.house(t);
    const { id, number } = await enquire(house);
    const arrivalId = await joined(house, 'And a new bathroom', at(10, 20));
    house.time.now = at(10, 40);
    const { arrival, lead, from } = await split(house, arrivalId);
    assert.deepEqual([arrival.outcome, arrival.lead_id, arrival.decided_by], ['lead', lead.id, house.cast.ana]);
    assert.deepEqual([lead.number, lead.asked, lead.received_at], [number + 1, 'And a new bathroom', at(10, 20)]);
    assert.deepEqual(await open(house, lead.id), [['first', at(10, 20), at(11)]]);
    assert.deepEqual(await open(house, id), [['first', at(10), at(11)]]);
    assert.deepEqual([from!.inbound_count, from!.attention_kind, from!.last_contact_at], [1, 'waiting-for-answer', at(10)]);
    const kinds = (await rows(house, 'timeline')).filter(({ kind }) => kind.startsWith('split'));
    assert.deepEqual(kinds.map(({ kind, lead_id, member_id }) => [kind, lead_id, member_id]).sort(), [
      ['split-from', lead.id, house.cast.ana],
      ['split-off', id, house.cast.ana],
    ]);
    await assert.rejects(split(house, arrivalId), refused(409));
  });

  test('a clock that the arrival had started ends with it, and the step before it is back', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const { lead: before } = await spoke(house, id);
    const arrivalId = await joined(house, 'And a new bathroom', at(11));
    assert.equal((await leadNow(house, id)).next_what, 'Answer');
    house.time.now = at(11, 10);
    const { lead } = await split(house, arrivalId);
    assert.deepEqual(await open(house, id), []);
    const after = await leadNow(house, id);
    assert.deepEqual(
      [after.next_what, after.next_due_at, after.inbound_count, after.last_contact_at, after.attention_kind],
      [before.next_what, before.next_due_at, 0, at(10), null],
    );
    assert.deepEqual(await open(house, lead.id), [['first', at(11), at(12)]]);
  });

  test('what they wrote after it is still owed an answer, from its own time', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await spoke(house, id);
    const arrivalId = await joined(house, 'And a new bathroom', at(11));
    await joined(house, 'When do you come for the boiler?', at(11, 30));
    await split(house, arrivalId);
    assert.deepEqual(await open(house, id), [['again', at(11, 30), at(17, 30)]]);
    assert.equal((await leadNow(house, id)).inbound_count, 1);
  });

  test('a lead that the arrival had reopened or woken goes back to how it was', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await spoke(house, id);
    await closeLead(house.env, { id }, { memberId: house.cast.ana }, { outcome: 'lost', reason: 'price' });
    const first = await joined(house, 'A new bathroom', at(11));
    assert.equal((await leadNow(house, id)).state, 'open');
    const { lead } = await split(house, first);
    const closed = await leadNow(house, id);
    assert.deepEqual(
      [closed.state, closed.outcome, closed.reason, closed.closed_at, closed.stage],
      ['closed', 'lost', 'price', at(10), 'lost'],
    );
    await putLater(house.env, { id: lead.id }, { memberId: house.cast.ana }, { until: at(9, 0, 40) });
    const second = await joined(house, 'And tiles', at(12));
    await split(house, second);
    const asleep = await leadNow(house, lead.id);
    assert.deepEqual([asleep.state, asleep.later_until_at, asleep.later_count], ['later', at(9, 0, 40), 1]);
    assert.deepEqual(house.errors, []);
  });

  test('joined again it is on the lead where it was, and the one it had been is merged', async (t) => {
    const house = await engine.house(t);
    const { id, number } = await enquire(house);
    const arrivalId = await joined(house, 'And a new bathroom', at(10, 20));
    const { lead } = await split(house, arrivalId);
    house.time.now = at(10, 50);
    const again = await join(house, arrivalId, number);
    assert.deepEqual([again.lead.id, again.value.arrival.lead_id, again.value.arrival.outcome], [id, id, 'linked']);
    assert.deepEqual([again.lead.inbound_count, again.lead.attention_kind], [2, 'second-try']);
    assert.deepEqual(await open(house, id), [['first', at(10), at(11)]]);
    const gone = await leadNow(house, lead.id);
    assert.deepEqual([gone.state, gone.outcome, gone.merged_into_id], ['closed', 'merged', id]);
    assert.deepEqual(await open(house, lead.id), []);
    await undoAct(house.env, { id: again.undo!.id, memberId: house.cast.ana });
    assert.deepEqual(await open(house, lead.id), [['first', at(10, 20), at(11)]]);
    assert.equal((await leadNow(house, lead.id)).state, 'open');
    assert.equal((await leadNow(house, id)).inbound_count, 1);
    const [arrival] = (await rows(house, 'arrivals')).filter((row) => row.id === arrivalId);
    assert.deepEqual([arrival!.outcome, arrival!.lead_id], ['lead', lead.id]);
  });

  test('what nobody was sure of is put on a lead that is there, which waits since then, and that is undone', async (t) => {
    const house = await engine.house(t);
    const [unsure] = await receive(
      house.env,
      'website',
      {
        body: new TextEncoder().encode(new URLSearchParams({ message: 'It is me, Martin, from my work' }).toString()),
        contentType: 'application/x-www-form-urlencoded',
        receivedAt: at(10),
      },
      {},
    );
    assert.equal(unsure!.arrival.outcome, 'not-sure');
    house.time.now = at(10, 30);
    const { id, number } = await enquire(house);
    house.time.now = at(10, 45);
    const done = await join(house, unsure!.arrival.id, number);
    assert.deepEqual(await open(house, id), [['first', at(10), at(11)]]);
    assert.deepEqual([done.lead.next_what, done.lead.next_due_at], ['Answer', at(11)]);
    assert.equal(done.value.arrival.look_due_at, null);
    await undoAct(house.env, { id: done.undo!.id, memberId: house.cast.ana });
    assert.deepEqual(await open(house, id), [['first', at(10, 30), at(11, 30)]]);
    const [arrival] = (await rows(house, 'arrivals')).filter((row) => row.id === unsure!.arrival.id);
    assert.deepEqual([arrival!.outcome, arrival!.lead_id, arrival!.look_due_at], ['not-sure', null, unsure!.arrival.look_due_at]);
    assert.deepEqual(house.errors, []);
  });

  test('what cannot be split or joined is refused in words', async (t) => {
    const house = await engine.house(t);
    const [first] = await post(house, martin);
    await assert.rejects(split(house, first!.arrival.id), refused(409));
    await assert.rejects(split(house, 'nothing'), refused(404));
    await assert.rejects(join(house, first!.arrival.id, first!.lead!.number), refused(409));
    await assert.rejects(join(house, first!.arrival.id, 77), refused(422));
    await spoke(house, first!.lead!.id);
    house.time.now += day;
    const other = await enquire(house, { name: 'Olga', email: 'olga@brandt.example', message: 'Tiles' });
    await assert.rejects(join(house, first!.arrival.id, other.number), refused(409));
    await closeLead(house.env, { id: other.id }, { memberId: house.cast.ana }, { outcome: 'won' });
    house.time.now += minute;
    await assert.rejects(join(house, first!.arrival.id, other.number), refused(409));
  });

  test('two people who make it a lead of its own at once make one', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const arrivalId = await joined(house, 'And a new bathroom', at(10, 20));
    const by = (memberId: string) => () => splitArrival(house.env, { id: arrivalId, memberId });
    assert.equal(await atOnce(house, holdLead(id), [by(house.cast.ana), by(house.cast.ben)]), 1);
    assert.equal((await rows(house, 'leads')).length, 2);
  });

  test('what two people put somewhere at once is in one place', async (t) => {
    const house = await engine.house(t);
    const one = await enquire(house);
    const other = await enquire(house, { ...martin, name: 'Tom', email: 'tom@reid.example', phone: '07700 900119' });
    const [unsure] = await post(house, { name: 'Somebody', message: 'Could you come in March?' });
    const { id } = unsure!.arrival;
    const sortIt = () => sortArrival(house.env, { id, memberId: house.cast.ana, as: 'enquiry' });
    const put = (lead: number) => () => joinArrival(house.env, { id, lead, memberId: house.cast.ben });
    await atOnce(house, holdLead(one.id), [put(one.number), put(other.number), sortIt]);
    const standing = (await rows(house, 'touches')).filter(
      ({ arrival_id, undone_at }) => arrival_id === id && undone_at === null,
    );
    const { lead_id } = (await rows(house, 'arrivals')).find((row) => row.id === id)!;
    assert.deepEqual(
      standing.map((touch) => touch.lead_id),
      [lead_id],
    );
  });
});
