import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';
import { lookAtLeads } from '#work/leads/look-at-leads.ts';

eachEngine((engine) => {
  test('today says a sentence first and lists the most pressing lead first', async (t) => {
    const { tell, time, env, cast } = await apiHouse(engine, t);
    assert.equal((await tell('GET', '/today')).body.headline, 'Nobody is waiting.');
    const log = async (email: string) =>
      (await tell('POST', '/enquiries', { body: enquiry({ from: { email } }) })).body.lead.number;
    const [a, b] = [await log('a@reid.example'), await log('b@reid.example')];
    assert.equal((await tell('GET', '/today')).body.headline, 'Two people are waiting, nobody longer than we said.');
    time.now += 40 * 60_000;
    const c = await log('c@reid.example');
    await tell('POST', `/leads/${a}/touches`, { body: { kind: 'phone', direction: 'out', result: 'spoke' } });
    time.now += 30 * 60_000;
    await lookAtLeads(env);
    const { body } = await tell('GET', '/today');
    assert.equal(body.headline, 'One person is waiting longer than we said.');
    assert.deepEqual(
      body.data.map(({ number, attention }: { number: number; attention: { kind: string } }) => [number, attention.kind]),
      [
        [b, 'late'],
        [c, 'waiting-for-answer'],
      ],
    );
    assert.equal(body.next, null);
    await env.write((tx) =>
      tx.db.updateTable('leads').set({ owner_id: cast.ben, owned_by_id: cast.ben }).where('number', '=', b).execute(),
    );
    assert.deepEqual(
      (await tell('GET', '/today?owner=me')).body.data.map(({ number }: { number: number }) => number),
      [c],
    );
    assert.equal(
      (await tell('GET', '/today?owner=me', { by: 'ben' })).body.headline,
      'One person is waiting longer than we said.',
    );
    assert.equal((await tell('GET', '/today?owner=you')).body.field, 'owner');
  });

  test('today comes in pages that hold every lead once, the most pressing first', async (t) => {
    const { tell, time, env } = await apiHouse(engine, t);
    const log = async (email: string) =>
      (await tell('POST', '/enquiries', { body: enquiry({ from: { email } }) })).body.lead.number;
    const early = [await log('a@reid.example'), await log('b@reid.example')];
    time.now += 70 * 60_000;
    await lookAtLeads(env);
    const late = [await log('c@reid.example'), await log('d@reid.example'), await log('e@reid.example')];
    const seen: number[] = [];
    for (let after = ''; ; ) {
      const { status, body } = await tell('GET', `/today?limit=2${after}`);
      assert.equal(status, 200);
      assert.equal(body.headline, 'Two people are waiting longer than we said.');
      seen.push(...body.data.map(({ number }: { number: number }) => number));
      if (body.next === null) break;
      assert.equal(body.data.length, 2);
      after = `&after=${body.next}`;
    }
    assert.deepEqual(seen, [...early, ...late]);
    for (const wrong of ['after=rubbish', 'after=dCBzb21lIDEgMQ', 'limit=0', 'limit=many'])
      assert.equal((await tell('GET', `/today?${wrong}`)).body.field, wrong.split('=')[0]);
  });
});
