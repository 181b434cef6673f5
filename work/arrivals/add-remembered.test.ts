import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listLeads } from '#store/read-leads.ts';
import { leadsForToday } from '#store/read-today.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { lookAtLeads } from '../leads/look-at-leads.ts';
import { addRemembered, remembered } from './add-remembered.ts';
import { receive } from './receive.ts';

const day = 86_400_000;

const five = `Martin Hale, bathroom quote
- Mrs Okafor 07700 900123, rang on Tuesday
3. the man with the blue van

walk-in: Jürgen Weißenböck-Hinterberger wants a price
Mrs Okafor 07700 900123, asks about the invoice
Martin Hale, bathroom quote`;

const rowsOf = async ({ env }: TestHouse) => ({
  leads: (await listLeads(env.read, { limit: 50 })).toReversed(),
  clocks: await env.read.selectFrom('clocks').selectAll().execute(),
  outbox: await env.read.selectFrom('outbox').selectAll().execute(),
});

test('a list is read line by line, without its bullets and numbers, each line once', () => {
  assert.deepEqual(remembered(' - Ann\n2) Bob\r\n\n• Ann\n 3 sisters bakery'), ['Ann', 'Bob', '3 sisters bakery']);
  assert.deepEqual(remembered('  \n '), []);
});

eachEngine((engine) => {
  test('each line becomes a lead of ours that sends nothing, starts no clock and is spread over two weeks', async (t) => {
    const house = await engine.house(t);
    const { env, cast, time } = house;
    assert.equal(await addRemembered(env, { text: five, memberId: cast.ana }), 4);
    const { leads, clocks, outbox } = await rowsOf(house);
    assert.deepEqual(
      leads.map(({ contact_name }) => contact_name),
      ['Martin Hale', 'Mrs Okafor', 'the man with the blue van', 'Jürgen Weißenböck-Hinterberger'],
    );
    assert.deepEqual([clocks, outbox], [[], []]);
    for (const lead of leads) {
      assert.deepEqual(
        [
          lead.state,
          lead.stage,
          lead.next_what,
          lead.inbound_count,
          lead.last_contact_at,
          lead.first_answer_at,
          lead.attention_kind,
        ],
        ['open', 'follow-up-needed', 'Get back to them', 0, null, null, null],
      );
      assert.ok(lead.history_at !== null && lead.owner_id === cast.ana);
      assert.ok(lead.next_due_at! > time.now && lead.next_due_at! <= time.now + 14 * day);
    }
    assert.equal(new Set(leads.map((lead) => lead.next_due_at)).size, 4);
    assert.deepEqual(house.errors, []);
  });

  test('nothing about them is red before their day, and nothing is sent when it comes', async (t) => {
    const house = await engine.house(t);
    const { env, cast, time } = house;
    await addRemembered(env, { text: 'Ann\nBob\nCy\nDee\nEve\nFay\nGus\nHal\nIvy\nJon', memberId: cast.ana });
    for (let hour = 0; hour < 24 * 14; hour += 6) {
      time.now += 6 * 3_600_000;
      await lookAtLeads(env);
      const red = (await leadsForToday(env.read)).filter(
        (lead) => lead.next_due_at! > time.now && lead.attention_kind !== 'step',
      );
      assert.deepEqual(red, []);
    }
    assert.deepEqual((await rowsOf(house)).outbox, []);
  });

  test('when one of them writes, it is an enquiry on their lead with a clock and a notice', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    await addRemembered(env, { text: 'Mrs Okafor 07700 900123', memberId: cast.ana });
    const body = Buffer.from('name=Grace+Okafor&phone=07700+900123&message=Are+you+still+coming%3F');
    const [received] = await receive(env, 'website', {
      body,
      contentType: 'application/x-www-form-urlencoded',
      receivedAt: env.now(),
    });
    const { leads, clocks } = await rowsOf(house);
    assert.equal(received!.arrival.outcome, 'linked');
    assert.deepEqual([leads.length, clocks.length, clocks[0]!.kind, leads[0]!.inbound_count], [1, 1, 'first', 1]);
  });

  test('remembering somebody who waits already changes neither their clock nor the count of their tries', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const body = Buffer.from('name=Grace+Okafor&phone=07700+900123&message=Please+ring');
    await receive(env, 'website', { body, contentType: 'application/x-www-form-urlencoded', receivedAt: env.now() });
    const before = await rowsOf(house);
    assert.equal(await addRemembered(env, { text: 'Mrs Okafor 07700 900123 again', memberId: cast.ben }), 1);
    const after = await rowsOf(house);
    assert.deepEqual(after.clocks, before.clocks);
    assert.deepEqual(after.outbox, before.outbox);
    assert.deepEqual(
      [after.leads[0]!.inbound_count, after.leads[0]!.last_contact_at],
      [before.leads[0]!.inbound_count, before.leads[0]!.last_contact_at],
    );
  });
});
