import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiHouse, enquiry, houseWithLead } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const keyed = (key: string) => ({ 'idempotency-key': key });

eachEngine((engine) => {
  test('the same key and body get the same answer and one effect', async (t) => {
    const { tell, time } = await apiHouse(engine, t);
    const first = await tell('POST', '/enquiries', { body: enquiry(), headers: keyed('k1') });
    time.now += 86_400_000;
    const again = await tell('POST', '/enquiries', { body: enquiry(), headers: keyed('k1') });
    assert.equal(again.status, 201);
    assert.deepEqual(again.body, first.body);
    assert.equal(again.headers.get('etag'), '"1"');
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.equal((await tell('GET', '/arrivals')).body.data[0].duplicates, 0);
  });

  test('a key counts for one body, one address, one API key and seven days', async (t) => {
    const { tell, time } = await apiHouse(engine, t);
    const { body } = await tell('POST', '/enquiries', { body: enquiry(), headers: keyed('k1') });
    const other = await tell('POST', '/enquiries', { body: enquiry({ asked: 'Else' }), headers: keyed('k1') });
    assert.deepEqual([other.status, other.body.field], [422, 'Idempotency-Key']);
    const elsewhere = await tell('POST', `/leads/${body.lead.number}/seen`, { headers: keyed('k1') });
    assert.equal(elsewhere.status, 422);
    for (const [key, status] of [
      ['k'.repeat(255), 201],
      ['k'.repeat(256), 422],
      [' ', 422],
    ] as const)
      assert.equal((await tell('POST', '/enquiries', { body: enquiry(), headers: keyed(key) })).status, status);
    const ben = await tell('POST', '/enquiries', { by: 'ben', body: enquiry({ asked: 'Else' }), headers: keyed('k1') });
    assert.equal(ben.status, 201);
    time.now += 7 * 86_400_000 + 1;
    const later = await tell('POST', '/enquiries', { body: enquiry({ asked: 'Later' }), headers: keyed('k1') });
    assert.equal(later.status, 201);
    assert.equal(later.headers.get('idempotency-replayed'), null);
  });

  test('many at once with one key do it once', async (t) => {
    const { tell } = await apiHouse(engine, t);
    const told = await Promise.all(
      Array.from({ length: 8 }, () => tell('POST', '/enquiries', { body: enquiry(), headers: keyed('k1') })),
    );
    assert.equal(told.filter(({ status }) => status === 201).length >= 1, true);
    for (const { status, body } of told) {
      if (status === 409) continue;
      assert.equal(status, 201, JSON.stringify(body));
      assert.equal(body.duplicate, undefined);
    }
    const { body } = await tell('GET', '/arrivals');
    assert.deepEqual([body.data.length, body.data[0].duplicates], [1, 0]);
  });

  test('a refusal is not kept, so the key may be used when things are right', async (t) => {
    const { tell, env } = await apiHouse(engine, t);
    const { body } = await tell('POST', '/enquiries', { body: enquiry() });
    const path = `/leads/${body.lead.number}/reopen`;
    const asking = { body: { nextStep: { what: 'Ring', dueAt: '2026-11-23T10:00:00Z' } }, headers: keyed('k2') };
    assert.equal((await tell('POST', path, asking)).status, 409);
    assert.deepEqual(await env.read.selectFrom('idempotency').selectAll().execute(), []);
    await tell('POST', `/leads/${body.lead.number}/close`, { body: { outcome: 'question' } });
    assert.equal((await tell('POST', path, asking)).status, 200);
    assert.equal((await tell('POST', path, asking)).status, 200);
  });

  test('a request that is sent again gets its answer also when the times in it have passed', async (t) => {
    const { tell, time } = await apiHouse(engine, t);
    const { body } = await tell('POST', '/enquiries', { body: enquiry() });
    const path = `/leads/${body.lead.number}`;
    const nextStep = { what: 'Ring', dueAt: '2026-11-20T12:00:00Z' };
    const call = { kind: 'phone', direction: 'out', result: 'spoke', then: { nextStep } };
    const asked = [
      [`${path}/touches`, call],
      [`${path}/tasks`, { what: 'Look up the boiler', dueAt: '2026-11-20T12:00:00Z' }],
      [`${path}/later`, { until: '2026-11-20T12:00:00Z' }],
      [`${path}/reopen`, { nextStep }],
    ] as const;
    const first = [];
    for (const [to, what] of asked) first.push(await tell('POST', to, { body: what, headers: keyed(to) }));
    assert.deepEqual(
      first.map(({ status }) => status),
      [201, 201, 200, 200],
    );
    time.now += 3 * 86_400_000;
    for (const [place, [to, what]] of asked.entries()) {
      const again = await tell('POST', to, { body: what, headers: keyed(to) });
      assert.deepEqual([again.status, again.body], [first[place]!.status, first[place]!.body]);
    }
  });

  test('every POST keeps to its key', async (t) => {
    const { tell, env, doors } = await apiHouse(engine, t);
    const { body } = await tell('POST', '/enquiries', {
      body: enquiry({ from: { name: 'Jo', email: 'jo@reid.example' } }),
      headers: keyed('1'),
    });
    const lead = `/leads/${body.lead.number}`;
    const nextStep = { what: 'Ring', dueAt: '2026-11-23T10:00:00Z' };
    const sent = await tell('POST', `${lead}/touches`, {
      body: { kind: 'email', direction: 'out', result: 'sent', text: 'Hello' },
    });
    await env.write((tx) =>
      tx.db.updateTable('outbox').set({ state: 'kept', due_at: null }).where('id', '=', sent.body.letter.id).execute(),
    );
    const later = await tell('POST', `${lead}/later`, { body: { until: '2027-03-01' } });
    await tell('POST', '/enquiries', { body: enquiry({ channel: 'other', from: { handle: '@jo' } }) });
    const [arrival] = (await tell('GET', '/arrivals')).body.data;
    await env.write((tx) =>
      tx.db
        .updateTable('arrivals')
        .set({ outcome: 'not-an-enquiry', lead_id: null, contact_id: null })
        .where('id', '=', arrival.id)
        .execute(),
    );
    const [olga, pia, tom] = await Promise.all(
      ['olga', 'pia', 'tom'].map(async (name) => {
        const from = { name, email: `${name}@brandt.example` };
        const told = await tell('POST', '/enquiries', { body: enquiry({ from, asked: `I am ${name}` }) });
        return { from, ...told.body.lead };
      }),
    );
    const { body: second } = await tell('POST', '/enquiries', { body: enquiry({ from: olga.from, asked: 'And tiles' }) });
    await tell('POST', `/leads/${tom.number}/close`, { body: { outcome: 'won', remindInMonths: 1 } });
    const task = await env.read.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
    const asked = await tell('POST', `/leads/${olga.number}/tasks`, { body: { what: 'Measure', dueAt: '2026-11-24' } });
    const given = asked.body.task;
    const posts: [string, unknown][] = [
      [`/arrivals/${second.arrival.id}/split`, undefined],
      [`/arrivals/${second.arrival.id}/join`, { lead: olga.number }],
      [`/leads/${pia.number}/merge`, { into: olga.number }],
      [`/leads/${Math.max(pia.number, olga.number)}/unmerge`, undefined],
      [`/leads/${olga.number}/appointments`, { startsAt: '2026-11-24T14:00:00Z', endsAt: '2026-11-24T15:00:00Z' }],
      [`/contacts/${pia.contact.id}/points`, { kind: 'phone', value: '07700 900555' }],
      [`/contacts/${pia.contact.id}/merge`, { into: olga.contact.id }],
      [`/contacts/${pia.contact.id}/unmerge`, undefined],
      [`/tasks/${task.id}/done`, undefined],
      [`/tasks/${given.id}/drop`, undefined],
      [`/leads/${olga.number}/tasks`, { what: 'Bring the ladder', dueAt: '2026-11-24' }],
      [`/undo/${later.body.undo.id}`, undefined],
      [`/letters/${sent.body.letter.id}/settle`, { sent: false }],
      [`${lead}/touches`, { kind: 'phone', direction: 'out', result: 'no-answer' }],
      [`${lead}/notes`, { text: 'Rings after five' }],
      [`${lead}/takes-longer`, { until: '2026-11-24T10:00:00Z' }],
      [`${lead}/stage`, { stage: 'qualified' }],
      [`${lead}/later`, { until: '2027-03-01' }],
      [`${lead}/reopen`, { nextStep }],
      [`${lead}/close`, { outcome: 'won' }],
      [`${lead}/seen`, undefined],
      [`/arrivals/${arrival.id}/sort`, { as: 'enquiry' }],
      ['/channels/phone/checks', { found: 1 }],
      ['/enquiries', enquiry({ channel: 'phone' })],
    ];
    for (const [path, what] of posts) {
      const asking = { body: what, headers: keyed(path) };
      const first = await tell('POST', path, asking);
      assert.ok(first.status < 300, `${path}: ${JSON.stringify(first.body)}`);
      const again = await tell('POST', path, asking);
      assert.equal(again.headers.get('idempotency-replayed'), 'true', path);
      assert.deepEqual([again.status, again.body], [first.status, first.body]);
    }
    assert.equal(posts.length, doors.filter(({ method }) => method === 'POST').length);
  });

  test('when a key was used last is kept to the hour', async (t) => {
    const { tell, env, time } = await apiHouse(engine, t);
    const used = async () =>
      (await env.read.selectFrom('keys').select('used_at').orderBy('used_at', 'desc').execute())
        .map(({ used_at }) => used_at)
        .filter((at) => at !== null);
    const began = time.now;
    await tell('GET', '/leads');
    time.now += 3_599_000;
    await tell('GET', '/leads');
    assert.deepEqual(await used(), [began]);
    time.now += 1_000;
    await tell('GET', '/leads');
    assert.deepEqual(await used(), [began + 3_600_000]);
  });

  test('strangers come in nowhere but to the documents, viewers change nothing', async (t) => {
    const { ask, doors } = await apiHouse(engine, t);
    for (const { method, path, who } of doors) {
      const asking = { raw: method === 'GET' ? undefined : '{}' } as { raw?: string };
      const { status } = await ask(method, path.replace('/api/v1', '').replace(/:\w+/, '1'), { by: 'cy', ...asking });
      assert.equal(status === 401, who !== 'anyone', `${method} ${path}`);
      if (method === 'GET') continue;
      const viewer = await ask(method, path.replace('/api/v1', '').replace(/:\w+/, '1'), { by: 'vic', ...asking });
      assert.equal(viewer.status, 403, `${method} ${path}`);
    }
    const admins = doors.filter(({ who }) => who === 'admin');
    assert.ok(admins.length > 0);
    for (const { method, path } of admins) {
      const asking = method === 'GET' ? {} : { raw: '{}' };
      assert.equal((await ask(method, path.replace('/api/v1', '').replace(/:\w+/, '1'), { by: 'ben', ...asking })).status, 403);
    }
  });

  test('a NUL in what names something is refused by its field, on every engine', async (t) => {
    const { tell, path, errors } = await houseWithLead(engine, t);
    const nul = 'a\0b';
    const contact = (await tell('GET', path)).body.contact.id;
    const asked = [
      ['POST', `/contacts/${contact}/merge`, { into: nul }, 'into'],
      ['POST', `${path}/tasks`, { what: 'Measure', dueAt: '2026-12-01', member: nul }, 'member'],
      ['PATCH', '/channels/website', { owner: `${nul}@harbourplumbing.example` }, 'owner'],
      ['PATCH', '/team', { onCall: { members: [nul] } }, 'onCall.members.0'],
    ] as const;
    for (const [method, address, body, field] of asked) {
      const told = await tell(method, address, { body });
      assert.deepEqual([told.status, told.body.field], [422, field], address);
    }
    assert.deepEqual(errors, []);
  });
});
