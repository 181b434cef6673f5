import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultHours } from '#domain/opening-hours.ts';
import { responseRule } from '#domain/response-rule.ts';
import { apiHouse, enquiry } from '#test/api-house.ts';
import { eachEngine } from '#test/harness.ts';

const blocks = [{ from: '09:00', until: '12:00' }];

eachEngine((engine) => {
  test('hours, rule and closed days are read, changed and sent back as they are', async (t) => {
    const { tell, env, cast } = await apiHouse(engine, t);
    for (const path of ['/hours', '/rule', '/closed-days']) {
      const { headers, body } = await tell('GET', path, { by: 'vic' });
      assert.equal(headers.get('etag'), '"1"');
      const put = await tell('PUT', path, { body });
      assert.equal(put.status, 200, JSON.stringify(put.body));
      assert.deepEqual(put.body, body);
      assert.equal((await tell('GET', path)).headers.get('etag'), '"2"');
      assert.equal((await tell('PUT', path, { body, headers: { 'if-match': '"1"' } })).status, 412);
    }
    const team = await env.read.selectFrom('team').selectAll().executeTakeFirstOrThrow();
    assert.equal(team.rules_version, 4);
    const log = await env.read.selectFrom('settings_log').selectAll().where('what', '=', 'opening hours changed').execute();
    assert.equal(log[0]?.member_id, cast.ana);
  });

  test('new hours count for the next enquiry', async (t) => {
    const { tell } = await apiHouse(engine, t);
    const week = { ...defaultHours.week, fri: [{ from: '13:00', until: '17:00' }] };
    await tell('PUT', '/hours', { body: { week, seasons: [] } });
    const { body } = await tell('POST', '/enquiries', { body: enquiry() });
    assert.equal(body.lead.answerDueAt, '2026-11-20T14:00:00.000Z');
  });

  test('hours, rules and closed days that cannot be kept are refused', async (t) => {
    const { tell } = await apiHouse(engine, t);
    const never = Object.fromEntries(Object.keys(defaultHours.week).map((day) => [day, []]));
    for (const [path, body, field] of [
      ['/hours', { week: never, seasons: [] }, 'week'],
      ['/hours', { week: { ...defaultHours.week, mon: [{ from: '12:00', until: '09:00' }] }, seasons: [] }, 'week'],
      ['/hours', { week: { ...defaultHours.week, mon: 'all day' }, seasons: [] }, 'week.mon'],
      ['/hours', { week: { ...defaultHours.week, someday: blocks }, seasons: [] }, 'week.someday'],
      ['/rule', { ...responseRule(), first: { minutes: 0 } }, 'rule'],
      ['/rule', { ...responseRule(), first: 'soon' }, 'first'],
      ['/rule', { ...responseRule(), exceptions: { pigeon: { hours: 1 } } }, 'exceptions.pigeon'],
      ['/closed-days', { days: [{ date: '2026-02-30', name: 'Never' }] }, 'days.0.date'],
      ['/closed-days', {}, 'days'],
    ] as const) {
      const told = await tell('PUT', path, { body });
      assert.deepEqual([told.status, told.body.field], [422, field], `${path} ${JSON.stringify(told.body)}`);
    }
    assert.equal((await tell('GET', '/hours')).headers.get('etag'), '"1"');
  });

  test('the team says what customers see of it', async (t) => {
    const { tell, cast } = await apiHouse(engine, t);
    const { status, body } = await tell('PATCH', '/team', {
      body: {
        phone: '020 7946 0018',
        website: 'https://harbourplumbing.example',
        colour: '#1F6F5C',
        namesShown: true,
        acknowledgement: 'usual',
        onCall: { members: [cast.ben, cast.ana], since: '2026-11-16T00:00:00Z' },
      },
    });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body, (await tell('GET', '/team', { by: 'vic' })).body);
    assert.equal(body.website, 'https://harbourplumbing.example/');
    assert.equal(body.colour, '#1f6f5c');
    assert.deepEqual(body.onCall, { members: [cast.ben, cast.ana], since: '2026-11-16T00:00:00.000Z' });
    assert.equal((await tell('PATCH', '/team', { body: { phone: null, onCall: null } })).body.phone, null);
    for (const [change, field] of [
      [{ website: 'javascript:alert(1)' }, 'website'],
      [{ email: 'nobody' }, 'email'],
      [{ colour: 'red' }, 'colour'],
      [{ onCall: { members: [cast.vic] } }, 'onCall.members'],
      [{ name: 'Other' }, 'name'],
    ] as const)
      assert.equal((await tell('PATCH', '/team', { body: change })).body.field, field);
  });

  test('a channel gets its owner, who then gets what comes in', async (t) => {
    const { tell, cast, env } = await apiHouse(engine, t);
    const { body } = await tell('PATCH', '/channels/email', {
      body: { owner: 'ben@harbourplumbing.example', deputy: cast.ana },
    });
    assert.deepEqual(body.channel.owner, { id: cast.ben, name: 'Ben Okoro' });
    assert.equal((await tell('POST', '/enquiries', { body: enquiry() })).body.lead.owner.id, cast.ben);
    await tell('PATCH', '/channels/email', { body: { owner: null } });
    const row = await env.read.selectFrom('channels').selectAll().where('id', '=', 'email').executeTakeFirstOrThrow();
    assert.equal(row.owner_rule, 'null');
    for (const [path, change, field] of [
      ['email', { owner: cast.vic }, 'owner'],
      ['email', { deputy: 'nobody' }, 'deputy'],
      ['email', { secrets: 'x' }, 'secrets'],
      ['pigeon', { owner: null }, undefined],
    ] as const) {
      const told = await tell('PATCH', `/channels/${path}`, { body: change });
      assert.deepEqual([told.status, told.body.field], [field ? 422 : 404, field]);
    }
  });

  test('a channel takes the settings of its kind and no others', async (t) => {
    const { tell, env } = await apiHouse(engine, t);
    const config = async () => {
      const row = await env.read.selectFrom('channels').select('config').where('id', '=', 'website').executeTakeFirstOrThrow();
      return JSON.parse(row.config) as Record<string, string>;
    };
    await tell('PATCH', '/channels/website', { body: { config: { nextHosts: 'a.example, b.example:8080', language: 'de' } } });
    assert.deepEqual(await config(), { nextHosts: 'a.example, b.example:8080', language: 'de' });
    for (const [path, said, field, words] of [
      ['website', '{"language":"xx"}', 'config.language', 'language takes en, de or auto, not “xx”.'],
      ['website', '{"colour":"red"}', 'config.colour', /no setting “colour”. It has urgent, language, nextHosts.$/],
      ['website', '{"constructor":"y"}', 'config.constructor', /no setting/],
      ['website', '{"nextHosts":"https://a.example/"}', 'config.nextHosts', /^nextHosts takes names of websites/],
      ['email', '{"language":"de"}', 'config.language', /It has none.$/],
    ] as const) {
      const { status, body } = await tell('PATCH', `/channels/${path}`, { raw: `{"config":${said}}` });
      assert.deepEqual([status, body.field], [422, field]);
      assert.match(body.detail, typeof words === 'string' ? new RegExp(words) : words);
    }
    await tell('PATCH', '/channels/website', { body: { config: { language: null, colour: null } } });
    assert.deepEqual(await config(), { nextHosts: 'a.example, b.example:8080' });
  });

  test('admins read who changed which setting, in pages, the newest first', async (t) => {
    const { tell, cast } = await apiHouse(engine, t);
    await tell('PATCH', '/team', { body: { phone: '020 7946 0991' } });
    await tell('PATCH', '/channels/phone', { body: { checker: 'ben@harbourplumbing.example' } });
    const first = await tell('GET', '/settings-log?limit=1');
    assert.equal(first.body.data[0].what, 'channel phone changed');
    assert.deepEqual(first.body.data[0].by, { id: cast.ana, name: 'Ana Reyes' });
    assert.deepEqual([first.body.data[0].before.checker, first.body.data[0].after.checker], [null, cast.ben]);
    const second = await tell('GET', `/settings-log?limit=1&after=${first.body.next}`);
    assert.equal(second.body.data[0].what, 'team changed');
    assert.equal((await tell('GET', '/settings-log', { by: 'ben' })).status, 403);
  });

  test('looking into a channel is recorded', async (t) => {
    const { tell, cast } = await apiHouse(engine, t);
    const { status, body } = await tell('POST', '/channels/linkedin/checks', { by: 'ben', body: { found: 2, note: 'Two new' } });
    assert.equal(status, 201);
    assert.deepEqual(
      { ...body.check, id: '' },
      { id: '', channel: 'linkedin', by: cast.ben, at: '2026-11-20T10:00:00.000Z', found: 2, note: 'Two new' },
    );
    const { data } = (await tell('GET', '/channels', { by: 'ben' })).body;
    const linkedin = data.find(({ id }: { id: string }) => id === 'linkedin');
    assert.equal(linkedin.checkedAt, '2026-11-20T10:00:00.000Z');
    assert.equal(linkedin.config, undefined);
    assert.equal((await tell('POST', '/channels/pigeon/checks')).status, 404);
    assert.deepEqual(
      (await tell('GET', '/members', { by: 'vic' })).body.data.map(({ name }: { name: string }) => name),
      ['Ana Reyes', 'Ben Okoro', 'Vic Lund'],
    );
  });
});
