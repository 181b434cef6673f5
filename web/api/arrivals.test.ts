import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';
import { receive } from '#work/arrivals/receive.ts';

const form = (text: string, at: number) => ({
  body: Buffer.from(text),
  contentType: 'application/x-www-form-urlencoded',
  receivedAt: at,
});

eachEngine((engine) => {
  test('everything that arrived comes in pages, the newest first, also what came at the same moment', async (t) => {
    const { tell } = await apiHouse(engine, t);
    for (let n = 0; n < 5; n++) await tell('POST', '/enquiries', { body: enquiry({ from: { email: `p${n}@reid.example` } }) });
    const found: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body } = await tell('GET', `/arrivals?limit=2&after=${next}`);
      found.push(...body.data.map(({ from }: { from: { email: string } }) => from.email));
      next = body.next;
    }
    assert.deepEqual(
      found,
      [4, 3, 2, 1, 0].map((n) => `p${n}@reid.example`),
    );
    assert.deepEqual((await tell('GET', '/arrivals?outcome=not-sure')).body.data, []);
    assert.equal((await tell('GET', '/arrivals?channel=email')).body.data.length, 5);
    assert.equal((await tell('GET', '/arrivals?outcome=lost')).body.field, 'outcome');
    assert.equal((await tell('GET', '/arrivals?after=bm9uZQ')).body.field, 'after');
  });

  test('an arrival is given out byte for byte, as a download that no browser runs', async (t) => {
    const { tell, ask } = await apiHouse(engine, t);
    const raw = JSON.stringify(enquiry({ asked: '<script>alert(1)</script>'.repeat(200) }));
    const { body } = await tell('POST', '/enquiries', { raw });
    const told = await tell('GET', `/arrivals/${body.arrival.id}`);
    assert.equal(told.body.lead, body.lead.number);
    assert.equal(told.body.raw.size, raw.length);
    const answer = await ask('GET', `/arrivals/${body.arrival.id}/raw`);
    assert.equal(await answer.text(), raw);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('content-security-policy'), 'sandbox');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment;/);
    assert.equal((await ask('GET', '/arrivals/none/raw')).status, 404);
    assert.equal((await ask('GET', '/arrivals/none')).status, 404);
  });

  test('a file is given out under its name, whatever that is', async (t) => {
    const { ask, tell, env } = await apiHouse(engine, t);
    const { body } = await tell('POST', '/enquiries', { body: enquiry() });
    const sha256 = await env.files.keep(Buffer.from('a picture'));
    const name = 'Büro "quelle"\r\nX-Evil: 1 🙂.svg';
    await env.write((tx) =>
      tx.db
        .insertInto('files')
        .values({
          id: 'f1',
          sha256,
          name,
          type: 'image/svg+xml',
          size: 9,
          lead_id: null,
          arrival_id: body.arrival.id,
          touch_id: null,
          created_at: tx.now,
          erased_at: null,
        })
        .execute(),
    );
    const answer = await ask('GET', '/files/f1');
    assert.equal(await answer.text(), 'a picture');
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    const [, whole] = /filename\*=UTF-8''(.+)$/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
    assert.equal(decodeURIComponent(whole!), name);
    assert.equal((await tell('GET', `/leads/${body.lead.number}`)).body.arrivals[0].files[0].name, name);
    await env.write((tx) => tx.db.updateTable('files').set({ erased_at: tx.now }).where('id', '=', 'f1').execute());
    assert.equal((await ask('GET', '/files/f1')).status, 404);
  });

  test('what nobody is sure of stands on Today until a person sorts it', async (t) => {
    const { tell, env, time } = await apiHouse(engine, t);
    const [kept] = await receive(env, 'website', form('name=Jo&email=jo@reid.example&message=Hello', time.now), {
      doubt: 'too quick',
    });
    const today = await tell('GET', '/today');
    assert.deepEqual(
      today.body.notSure.map(({ id, reason, lookBy }: Record<string, string>) => [id, reason, lookBy]),
      [[kept!.arrival.id, 'too quick', '2026-11-20T11:00:00.000Z']],
    );
    time.now += 600_000;
    const sorted = await tell('POST', `/arrivals/${kept!.arrival.id}/sort`, { body: { as: 'enquiry' } });
    assert.equal(sorted.status, 200, JSON.stringify(sorted.body));
    assert.equal(sorted.body.arrival.outcome, 'lead');
    assert.equal(sorted.body.lead.receivedAt, '2026-11-20T10:00:00.000Z');
    assert.deepEqual((await tell('GET', '/today')).body.notSure, []);
    assert.equal((await tell('POST', `/arrivals/${kept!.arrival.id}/sort`, { body: { as: 'spam' } })).body.field, 'as');
  });

  test('sorting is taken back within ten seconds, by the token that it answers', async (t) => {
    const { tell, env, time } = await apiHouse(engine, t);
    const [kept] = await receive(env, 'website', form('name=Jo&email=jo@reid.example&message=Hello', time.now), {
      doubt: 'too quick',
    });
    const path = `/arrivals/${kept!.arrival.id}`;
    for (const as of ['not-an-enquiry', 'enquiry']) {
      const { body } = await tell('POST', `${path}/sort`, { body: { as } });
      assert.equal(body.undo.until, new Date(time.now + 10_000).toISOString());
      const undone = await tell('POST', `/undo/${body.undo.id}`);
      assert.deepEqual([undone.status, undone.body], [200, { lead: null }]);
      assert.equal((await tell('GET', path)).body.outcome, 'not-sure');
    }
  });

  test('what else a form said stands with the arrival, alone and on its lead', async (t) => {
    const { tell, env, time } = await apiHouse(engine, t);
    const body = 'name=Jo&email=jo@reid.example&message=Hello&budget=400&Roof+colour=red';
    const [kept] = await receive(env, 'website', form(body, time.now));
    const said = { budget: '400', 'Roof colour': 'red' };
    assert.deepEqual((await tell('GET', `/arrivals/${kept!.arrival.id}`)).body.fields, said);
    assert.deepEqual((await tell('GET', `/leads/${kept!.lead!.number}`)).body.arrivals[0].fields, said);
  });
});
