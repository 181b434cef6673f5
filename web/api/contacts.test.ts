import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passTo } from '#test/acting.ts';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const olga = {
  channel: 'email',
  from: { name: 'Olga Brandt', email: 'olga@brandt.example', phone: '07700 900222' },
  asked: 'Tiles',
};

eachEngine((engine) => {
  async function house(t: Parameters<typeof apiHouse>[1]) {
    const made = await apiHouse(engine, t);
    const martin = (await made.tell('POST', '/enquiries', { body: enquiry() })).body.lead;
    return { ...made, martin, path: `/contacts/${martin.contact.id}` };
  }

  test('a contact is shown with points and leads, and edited', async (t) => {
    const { tell, path, martin, errors } = await house(t);
    const { body } = await tell('GET', path);
    assert.deepEqual([body.name, body.eachThread, body.mergedInto, body.merged], ['Martin Reid', false, null, []]);
    assert.deepEqual(
      body.points.map(({ kind, value, shared }: Record<string, unknown>) => [kind, value, shared]),
      [
        ['email', 'martin@reid.example', false],
        ['phone', '+447700900123', false],
      ],
    );
    assert.deepEqual(
      body.leads.map(({ number }: { number: number }) => number),
      [martin.number],
    );
    const change = { name: 'Martin Reid-Hall', address: '12 Quay Street\nHarwich', note: 'Rings twice', eachThread: true };
    const edited = await tell('PATCH', path, { by: 'ben', body: change });
    assert.deepEqual(
      [edited.status, edited.body.name, edited.body.address, edited.body.note, edited.body.eachThread],
      [200, change.name, change.address, change.note, true],
    );
    const { timeline } = (await tell('GET', `/leads/${martin.number}`)).body;
    const told = timeline.filter(({ kind }: { kind: string }) => kind === 'contact-edited');
    assert.deepEqual(told[0].facts, { what: ['name', 'address', 'note', 'eachThread'] });
    const next = await tell('POST', '/enquiries', { body: enquiry({ asked: 'Another thing' }) });
    assert.notEqual(next.body.lead.number, martin.number);
    assert.equal((await tell('PATCH', path, { body: {} })).status, 422);
    assert.equal((await tell('GET', '/contacts/nobody')).status, 404);
    assert.equal((await tell('PATCH', path, { by: 'vic', body: { note: 'x' } })).status, 403);
    assert.deepEqual(errors, []);
  });

  test('one more number is added once; another contact’s is refused with whose it is', async (t) => {
    const { tell, path, martin } = await house(t);
    const other = (await tell('POST', '/enquiries', { body: olga })).body.lead;
    const work = { kind: 'phone', value: '07700 900555' };
    for (let turn = 0; turn < 2; turn++) {
      const { status, body } = await tell('POST', `${path}/points`, { body: work });
      assert.deepEqual([status, body.value, body.contact], [201, '+447700900555', martin.contact.id]);
    }
    const hers = await tell('POST', `${path}/points`, { body: { kind: 'email', value: ' OLGA@brandt.example ' } });
    assert.deepEqual([hers.status, hers.body.field, hers.body.contact], [409, 'value', other.contact.id]);
    assert.ok(hers.body.detail.includes(other.contact.id));
    const wrong = await tell('POST', `${path}/points`, { body: { kind: 'email', value: 'nobody' } });
    assert.deepEqual([wrong.status, wrong.body.field], [422, 'value']);
    const again = await tell('POST', '/enquiries', { body: enquiry({ from: { phone: work.value }, asked: 'From work' }) });
    assert.equal(again.body.lead.number, martin.number);
  });

  test('an address is corrected on the lead, by its version, and that can be undone', async (t) => {
    const { tell, martin, path } = await house(t);
    const other = (await tell('POST', '/enquiries', { body: olga })).body.lead;
    const lead = `/leads/${martin.number}`;
    const points = [{ kind: 'email', was: 'martin@reid.example', value: 'office@reid.example' }];
    const done = await tell('PATCH', lead, { body: { points }, headers: { 'If-Match': `"${martin.version}"` } });
    assert.deepEqual([done.status, done.body.lead.contact.email], [200, 'office@reid.example']);
    const late = await tell('PATCH', lead, { body: { points }, headers: { 'If-Match': `"${martin.version}"` } });
    assert.equal(late.status, 412);
    assert.equal((await tell('POST', `/undo/${done.body.undo.id}`, { body: {} })).status, 200);
    assert.deepEqual(
      (await tell('GET', path)).body.points.map(({ value }: { value: string }) => value),
      ['martin@reid.example', '+447700900123'],
    );
    const hers = await tell('PATCH', lead, { body: { points: [{ kind: 'email', was: null, value: 'olga@brandt.example' }] } });
    assert.deepEqual([hers.status, hers.body.field, hers.body.contact], [409, 'points.0.value', other.contact.id]);
    const wrong = await tell('PATCH', lead, { body: { points: [{ kind: 'phone', was: null, value: 'twelve' }] } });
    assert.deepEqual([wrong.status, wrong.body.field], [422, 'points.0.value']);
  });

  test('a shared number identifies nobody', async (t) => {
    const { tell, path, martin } = await house(t);
    const number = { kind: 'phone', value: '07700 900123' };
    assert.equal((await tell('PATCH', `${path}/points`, { body: { ...number, shared: true } })).body.shared, true);
    const switchboard = { channel: 'phone', from: { name: 'Somebody else', phone: number.value }, asked: 'A tap drips' };
    const { body } = await tell('POST', '/enquiries', { body: switchboard });
    assert.notEqual(body.lead.contact.id, martin.contact.id);
    await tell('PATCH', `${path}/points`, { body: { ...number, shared: false } });
    const found = await tell('POST', '/enquiries', { body: { ...switchboard, asked: 'It drips still' } });
    assert.equal(found.body.lead.contact.id, martin.contact.id);
    assert.equal(
      (await tell('PATCH', `${path}/points`, { body: { ...number, value: '07700 900999', shared: true } })).status,
      404,
    );
  });

  test('no letter goes to an address that was stopped, neither Baton’s own nor a member’s', async (t) => {
    const { tell, path, martin, env, time, cast, ...rest } = await house(t);
    const address = { kind: 'email', value: 'martin@reid.example' };
    const reply = { kind: 'email', direction: 'out', result: 'sent', text: 'We can come on Tuesday.' };
    const sent = await tell('POST', `/leads/${martin.number}/touches`, { body: reply });
    assert.equal((await tell('PATCH', `${path}/points`, { body: { ...address, stopped: true } })).body.field, 'why');
    const stopped = await tell('PATCH', `${path}/points`, { by: 'ben', body: { ...address, stopped: true, why: 'They rang' } });
    assert.deepEqual(stopped.body.stopped, { at: '2026-11-20T10:00:00.000Z', by: cast.ben, why: 'They rang' });
    const refused = await tell('POST', `/leads/${martin.number}/touches`, { body: reply });
    assert.deepEqual([refused.status, refused.body.detail], [409, 'This address has asked for no more mail.']);
    await passTo({ ...rest, env, time, cast }, time.now + 20_000, 10_000);
    const letter = await env.read.selectFrom('outbox').selectAll().where('id', '=', sent.body.letter.id).executeTakeFirst();
    assert.deepEqual([letter!.state, letter!.error], ['refused', 'This address has asked for no more mail.']);
    const resumed = await tell('PATCH', `${path}/points`, { body: { ...address, stopped: false } });
    assert.equal(resumed.body.stopped, null);
    assert.equal((await tell('POST', `/leads/${martin.number}/touches`, { body: reply })).status, 201);
  });

  test('contacts are merged and parted again', async (t) => {
    const { tell, path, martin } = await house(t);
    const other = (await tell('POST', '/enquiries', { body: olga })).body.lead;
    const hers = `/contacts/${other.contact.id}`;
    const merged = await tell('POST', `${hers}/merge`, { body: { into: martin.contact.id } });
    assert.deepEqual([merged.status, merged.body.id, merged.body.points.length], [200, martin.contact.id, 4]);
    assert.deepEqual(
      merged.body.merged.map(({ name }: { name: string }) => name),
      ['Olga Brandt'],
    );
    assert.deepEqual(
      merged.body.leads.map(({ number }: { number: number }) => number),
      [other.number, martin.number],
    );
    assert.equal((await tell('GET', hers)).body.mergedInto, martin.contact.id);
    assert.deepEqual(
      (await tell('GET', `/leads/${martin.number}`)).body.earlier.map(({ number }: { number: number }) => number),
      [other.number],
    );
    assert.equal((await tell('POST', `${path}/merge`, { body: { into: other.contact.id } })).status, 409);
    const parted = await tell('POST', `${hers}/unmerge`, { body: {} });
    assert.deepEqual([parted.body.mergedInto, parted.body.leads.length], [null, 1]);
    assert.equal((await tell('GET', path)).body.points.length, 2);
  });
});
