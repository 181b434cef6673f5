import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const olga = { channel: 'email', from: { name: 'Olga Brandt', email: 'olga@brandt.example' }, asked: 'The boiler, for Martin' };

eachEngine((engine) => {
  test('two leads are merged, shown as one, and parted; an older version is refused', async (t) => {
    const { tell, time, errors } = await apiHouse(engine, t);
    const first = (await tell('POST', '/enquiries', { body: enquiry() })).body.lead;
    time.now += 60_000;
    const second = (await tell('POST', '/enquiries', { body: olga })).body.lead;
    const merge = { body: { into: first.number }, headers: { 'if-match': '9' } };
    assert.equal((await tell('POST', `/leads/${second.number}/merge`, merge)).status, 412);
    const { status, body } = await tell('POST', `/leads/${second.number}/merge`, { body: { into: first.number } });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.lead.number, body.merged.number, body.merged.outcome], [first.number, second.number, 'merged']);
    assert.equal(body.merged.nextStep, null);
    const whole = (await tell('GET', `/leads/${first.number}`)).body;
    assert.equal(whole.arrivals.length, 2);
    assert.deepEqual(
      whole.touches.map(({ text }: { text: string }) => text),
      [enquiry().asked, olga.asked],
    );
    assert.ok(whole.timeline.some(({ kind }: { kind: string }) => kind === 'took-in'));
    assert.deepEqual(whole.merged, [second.number]);
    assert.equal((await tell('GET', `/leads/${second.number}`)).body.mergedInto, first.number);
    const parted = await tell('POST', `/leads/${second.number}/unmerge`);
    assert.deepEqual([parted.body.merged.state, parted.body.merged.nextStep.what], ['open', 'Answer']);
    const undone = await tell('POST', `/undo/${parted.body.undo.id}`);
    assert.deepEqual([undone.status, undone.body.lead.outcome], [200, 'merged']);
    assert.deepEqual(errors, []);
  });

  test('an arrival is split off in one tap and joined again', async (t) => {
    const { tell, time, errors } = await apiHouse(engine, t);
    const first = (await tell('POST', '/enquiries', { body: enquiry() })).body.lead;
    time.now += 60_000;
    const { arrival } = (await tell('POST', '/enquiries', { body: enquiry({ asked: 'A bathroom, too' }) })).body;
    const split = await tell('POST', `/arrivals/${arrival.id}/split`);
    assert.equal(split.status, 200, JSON.stringify(split.body));
    assert.deepEqual([split.body.arrival.outcome, split.body.lead.asked], ['lead', 'A bathroom, too']);
    assert.deepEqual([split.body.from.number, split.body.lead.receivedAt], [first.number, '2026-11-20T10:01:00.000Z']);
    const joined = await tell('POST', `/arrivals/${arrival.id}/join`, { body: { lead: first.number } });
    assert.deepEqual([joined.body.arrival.lead, joined.body.arrival.outcome], [first.number, 'linked']);
    assert.deepEqual([joined.body.from.outcome, joined.body.from.number], ['merged', split.body.lead.number]);
    assert.equal((await tell('POST', `/arrivals/${arrival.id}/join`, { body: { lead: 7 } })).body.field, 'lead');
    assert.equal((await tell('POST', `/arrivals/${arrival.id}/split`, { by: 'vic' })).status, 403);
    assert.deepEqual(errors, []);
  });
});
