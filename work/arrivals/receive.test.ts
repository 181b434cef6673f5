import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine, fridayMorning, type TestHouse } from '#test/harness.ts';
import { receive } from './receive.ts';

const minute = 60_000;

const post = (house: TestHouse, fields: Record<string, string>, at = house.time.now) =>
  receive(
    house.env,
    'website',
    {
      body: new TextEncoder().encode(new URLSearchParams(fields).toString()),
      contentType: 'application/x-www-form-urlencoded',
      receivedAt: at,
    },
    { acknowledge: true },
  );

const martin = {
  name: 'Martin Hale',
  email: 'martin@hale.example',
  phone: '07700 900118',
  message: 'Boiler making a knocking noise',
};

eachEngine((engine) => {
  test('an enquiry becomes a lead with an owner, an answer-by time and a next step', async (t) => {
    const house = await engine.house(t);
    const [got] = await post(house, martin);
    assert.deepEqual(house.errors, []);
    assert.equal(got!.arrival.outcome, 'lead');
    const lead = got!.lead!;
    assert.equal(lead.number, 1001);
    assert.equal(lead.state, 'open');
    assert.equal(lead.owner_id, house.cast.ana);
    assert.equal(lead.next_what, 'Answer');
    assert.equal(lead.next_due_at, fridayMorning + 60 * minute);
    assert.equal(lead.attention_kind, 'waiting-for-answer');
    const letters = await house.env.read.selectFrom('outbox').selectAll().orderBy('audience').execute();
    assert.deepEqual(
      letters.map(({ audience, kind, address }) => [audience, kind, address]),
      [
        ['customer', 'acknowledgement', 'martin@hale.example'],
        ['member', 'notice', null],
      ],
    );
  });

  test('a double click is one enquiry, also where the page puts another nonce into each', async (t) => {
    const house = await engine.house(t);
    await post(house, { ...martin, size: '6 m²', _wpnonce: 'x', form_nonce: 'a1' });
    const [second] = await post(house, { ...martin, size: '6 m²', _wpnonce: 'y', form_nonce: 'b2' });
    assert.equal(second!.duplicate, true);
    const [other] = await post(house, { ...martin, size: '8 m²', form_nonce: 'c3' });
    assert.equal(other!.duplicate, false, 'what they said counts');
    const [here] = await post(house, { ...martin, site: '12 Mill Lane' });
    const [there] = await post(house, { ...martin, site: '4 Quay Street' });
    assert.deepEqual([here!.duplicate, there!.duplicate], [false, false], 'and so does what might be a page’s word for itself');
  });

  test('what a trap caught has come by its form', async (t) => {
    const house = await engine.house(t);
    const [caught] = await post(house, { ...martin, _gotcha: 'yes' });
    assert.equal(caught!.arrival.source, 'website-form');
  });

  test('the same enquiry within ten minutes is one arrival and one lead', async (t) => {
    const house = await engine.house(t);
    const [first] = await post(house, martin);
    house.time.now += 9 * minute;
    const [second] = await post(house, martin);
    assert.equal(second!.duplicate, true);
    assert.equal(second!.arrival.id, first!.arrival.id);
    assert.equal((await house.env.read.selectFrom('leads').selectAll().execute()).length, 1);
    assert.equal((await house.env.read.selectFrom('outbox').selectAll().execute()).length, 2);
  });

  test('the same words later are a second try on the same lead, waiting since the first one', async (t) => {
    const house = await engine.house(t);
    await post(house, martin);
    house.time.now += 11 * minute;
    const [second] = await post(house, martin);
    assert.equal(second!.duplicate, false);
    assert.equal(second!.arrival.outcome, 'linked');
    const [lead] = await house.env.read.selectFrom('leads').selectAll().execute();
    assert.equal(lead!.attention_kind, 'second-try');
    assert.equal(lead!.inbound_count, 2);
    const clocks = await house.env.read.selectFrom('clocks').selectAll().execute();
    assert.deepEqual(
      clocks.map(({ started_at, due_at }) => [started_at, due_at]),
      [[fridayMorning, fridayMorning + 60 * minute]],
    );
  });

  test('twenty posts of one person at once open one lead', async (t) => {
    const house = await engine.house(t);
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => post(house, { ...martin, message: `Message ${n}` })));
    assert.deepEqual(house.errors, []);
    assert.equal(all.flat().filter(({ arrival }) => arrival.outcome === 'lead').length, 1);
    const leads = await house.env.read.selectFrom('leads').selectAll().execute();
    assert.equal(leads.length, 1);
    assert.equal(leads[0]!.inbound_count, 20);
    assert.equal((await house.env.read.selectFrom('contacts').selectAll().execute()).length, 1);
  });

  test('the same post twenty times at once is one arrival', async (t) => {
    const house = await engine.house(t);
    const all = (await Promise.all(Array.from({ length: 20 }, () => post(house, martin)))).flat();
    assert.equal(all.filter(({ duplicate }) => !duplicate).length, 1);
    assert.equal((await house.env.read.selectFrom('arrivals').selectAll().execute()).length, 1);
  });

  test('a file may be called anything: its name is made one line that every database takes', async (t) => {
    const house = await engine.house(t);
    const part = (head: string, value: string) => `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
    const body = `${part('name="email"', martin.email)}${part('name="message"', 'See the photo')}${part(`name="photo"; filename*=UTF-8''a%00b%0Ac.jpg`, 'bytes')}--x--\r\n`;
    const contentType = 'multipart/form-data; boundary=x';
    const [got] = await receive(house.env, 'website', { body: Buffer.from(body), contentType, receivedAt: house.time.now });
    assert.equal(got!.arrival.outcome, 'lead');
    const [file] = await house.env.read.selectFrom('files').selectAll().execute();
    assert.equal(file!.name, 'ab c.jpg');
  });
});
