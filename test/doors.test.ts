import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Db } from '#store/engine.ts';
import { addTask } from '#store/read-tasks.ts';
import { tables } from '#store/tables.ts';
import { type App, webApp } from '#web/app.ts';
import { receive } from '#work/arrivals/receive.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { linkExpiry, type NoticeDeed, noticeToken } from '#work/letters/notice-link.ts';
import { addKey } from '#work/people/add-key.ts';
import { revokeKey } from '#work/people/revoke-key.ts';
import { sign } from '#work/running/secret.ts';
import { type Engine, eachEngine, type TestHouse } from './harness.ts';

/** Everything a stranger may ask for, with what a stranger is told there. An address that is not here answers 401. */
const open: Record<string, number> = {
  'GET /up': 503,
  'GET /metrics': 403,
  'GET /f/:form': 200,
  'OPTIONS /f/:form': 204,
  'POST /f/:form': 303,
  'GET /in/:key': 404,
  'POST /in/:key': 404,
  'GET /e/:token': 404,
  'POST /e/:token': 404,
  'GET /e/:token/withdraw': 404,
  'POST /e/:token/withdraw': 404,
  'GET /n/:token': 404,
  'POST /n/:token': 404,
  'GET /assets/inter.woff2': 200,
  'GET /assets/inter-ext.woff2': 200,
  'GET /favicon.svg': 200,
  'GET /robots.txt': 200,
  'GET /api/v1/openapi.json': 200,
  'GET /api/v1/docs': 200,
};

/** What the house holds when the doors are tried: enough that every address has something to show and something to change. */
type Known = {
  leads: number[];
  arrival: string;
  notSure: string;
  file: string;
  undo: string;
  keptLetter: string;
  clock: string;
  leadId: string;
  /** Of the same people as the leads, in their order. */
  contacts: string[];
  /** Second messages of the people of leads 7 and 8. */
  joined: string[];
  appointment: string;
  tasks: string[];
};

type Asking = { path: string; body?: unknown; type?: string };

const soon = '2026-11-24T11:00:00Z';
const every = { from: '08:00', until: '18:00' };
const form = 'application/x-www-form-urlencoded';

/** A request to each address that its own handler takes, so that what refuses it is the door. */
const plausible: Record<string, (known: Known) => Asking> = {
  'GET /up': () => ({ path: '/up' }),
  'GET /metrics': () => ({ path: '/metrics' }),
  'GET /f/:form': () => ({ path: '/f/website' }),
  'OPTIONS /f/:form': () => ({ path: '/f/website' }),
  'POST /f/:form': () => ({ path: '/f/website', type: form, body: 'name=Rosa+Lind&email=rosa%40lind.example&message=A+new+tap' }),
  'GET /in/:key': () => ({ path: '/in/made-up' }),
  'POST /in/:key': () => ({ path: '/in/made-up', type: form, body: 'From=%2B447700900118' }),
  'GET /e/:token': () => ({ path: '/e/made-up' }),
  'POST /e/:token': () => ({ path: '/e/made-up', type: form, body: 'message=One+more+thing' }),
  'GET /e/:token/withdraw': () => ({ path: '/e/made-up/withdraw' }),
  'POST /e/:token/withdraw': () => ({ path: '/e/made-up/withdraw', type: form, body: 'reason=Done' }),
  'GET /n/:token': () => ({ path: '/n/made-up' }),
  'POST /n/:token': () => ({ path: '/n/made-up', type: form, body: '' }),
  'GET /assets/inter.woff2': () => ({ path: '/assets/inter.woff2' }),
  'GET /assets/inter-ext.woff2': () => ({ path: '/assets/inter-ext.woff2' }),
  'GET /favicon.svg': () => ({ path: '/favicon.svg' }),
  'GET /robots.txt': () => ({ path: '/robots.txt' }),
  'GET /api/v1/openapi.json': () => ({ path: '/api/v1/openapi.json' }),
  'GET /api/v1/docs': () => ({ path: '/api/v1/docs' }),
  'POST /api/v1/enquiries': () => ({
    path: '/api/v1/enquiries',
    body: { channel: 'email', from: { name: 'Tom Reid', email: 'tom@reid.example' }, asked: 'A leak under the sink' },
  }),
  'GET /api/v1/leads': () => ({ path: '/api/v1/leads' }),
  'GET /api/v1/leads/:number': ({ leads }) => ({ path: `/api/v1/leads/${leads[0]}` }),
  'PATCH /api/v1/leads/:number': ({ leads }) => ({
    path: `/api/v1/leads/${leads[0]}`,
    body: { statusNote: 'Wants it in March' },
  }),
  'POST /api/v1/leads/:number/stage': ({ leads }) => ({
    path: `/api/v1/leads/${leads[0]}/stage`,
    body: { stage: 'qualified' },
  }),
  'POST /api/v1/leads/:number/close': ({ leads }) => ({ path: `/api/v1/leads/${leads[1]}/close`, body: { outcome: 'question' } }),
  'POST /api/v1/leads/:number/later': ({ leads }) => ({ path: `/api/v1/leads/${leads[2]}/later`, body: { until: soon } }),
  'POST /api/v1/leads/:number/reopen': ({ leads }) => ({
    path: `/api/v1/leads/${leads[3]}/reopen`,
    body: { nextStep: { what: 'Ring Martin', dueAt: soon } },
  }),
  'POST /api/v1/leads/:number/notes': ({ leads }) => ({
    path: `/api/v1/leads/${leads[4]}/notes`,
    body: { text: 'The key is with the neighbour' },
  }),
  'POST /api/v1/leads/:number/seen': ({ leads }) => ({ path: `/api/v1/leads/${leads[4]}/seen`, body: {} }),
  'POST /api/v1/leads/:number/takes-longer': ({ leads }) => ({
    path: `/api/v1/leads/${leads[4]}/takes-longer`,
    body: { until: soon },
  }),
  'POST /api/v1/leads/:number/touches': ({ leads }) => ({
    path: `/api/v1/leads/${leads[4]}/touches`,
    body: { kind: 'phone', direction: 'out', result: 'spoke' },
  }),
  'POST /api/v1/undo/:id': ({ undo }) => ({ path: `/api/v1/undo/${undo}`, body: {} }),
  'POST /api/v1/letters/:id/settle': ({ keptLetter }) => ({ path: `/api/v1/letters/${keptLetter}/settle`, body: { sent: true } }),
  'POST /api/v1/leads/:number/merge': ({ leads }) => ({
    path: `/api/v1/leads/${leads[10]}/merge`,
    body: { into: leads[9] },
  }),
  'POST /api/v1/leads/:number/unmerge': ({ leads }) => ({ path: `/api/v1/leads/${leads[12]}/unmerge`, body: {} }),
  'POST /api/v1/arrivals/:id/split': ({ joined }) => ({ path: `/api/v1/arrivals/${joined[0]}/split`, body: {} }),
  'POST /api/v1/arrivals/:id/join': ({ joined, leads }) => ({
    path: `/api/v1/arrivals/${joined[1]}/join`,
    body: { lead: leads[9] },
  }),
  'POST /api/v1/leads/:number/appointments': ({ leads }) => ({
    path: `/api/v1/leads/${leads[4]}/appointments`,
    body: { startsAt: soon, endsAt: '2026-11-24T12:00:00Z', place: 'At theirs' },
  }),
  'PATCH /api/v1/appointments/:id': ({ appointment }) => ({
    path: `/api/v1/appointments/${appointment}`,
    body: { place: 'In the yard' },
  }),
  'POST /api/v1/leads/:number/tasks': ({ leads }) => ({
    path: `/api/v1/leads/${leads[4]}/tasks`,
    body: { what: 'Measure the cupboard', dueAt: soon },
  }),
  'POST /api/v1/tasks/:id/done': ({ tasks }) => ({ path: `/api/v1/tasks/${tasks[0]}/done`, body: {} }),
  'POST /api/v1/tasks/:id/drop': ({ tasks }) => ({ path: `/api/v1/tasks/${tasks[1]}/drop`, body: {} }),
  'GET /api/v1/contacts/:id': ({ contacts }) => ({ path: `/api/v1/contacts/${contacts[0]}` }),
  'PATCH /api/v1/contacts/:id': ({ contacts }) => ({ path: `/api/v1/contacts/${contacts[0]}`, body: { note: 'Ring twice' } }),
  'POST /api/v1/contacts/:id/points': ({ contacts }) => ({
    path: `/api/v1/contacts/${contacts[0]}/points`,
    body: { kind: 'phone', value: '07700 900456' },
  }),
  'PATCH /api/v1/contacts/:id/points': ({ contacts }) => ({
    path: `/api/v1/contacts/${contacts[1]}/points`,
    body: { kind: 'email', value: 'rosa@reid.example', stopped: true, why: 'Asked for no more mail' },
  }),
  'POST /api/v1/contacts/:id/merge': ({ contacts }) => ({
    path: `/api/v1/contacts/${contacts[3]}/merge`,
    body: { into: contacts[2] },
  }),
  'POST /api/v1/contacts/:id/unmerge': ({ contacts }) => ({ path: `/api/v1/contacts/${contacts[13]}/unmerge`, body: {} }),
  'GET /api/v1/today': () => ({ path: '/api/v1/today' }),
  'GET /api/v1/arrivals': () => ({ path: '/api/v1/arrivals' }),
  'GET /api/v1/arrivals/:id': ({ arrival }) => ({ path: `/api/v1/arrivals/${arrival}` }),
  'GET /api/v1/arrivals/:id/raw': ({ arrival }) => ({ path: `/api/v1/arrivals/${arrival}/raw` }),
  'GET /api/v1/files/:id': ({ file }) => ({ path: `/api/v1/files/${file}` }),
  'POST /api/v1/arrivals/:id/sort': ({ notSure }) => ({ path: `/api/v1/arrivals/${notSure}/sort`, body: { as: 'enquiry' } }),
  'GET /api/v1/channels': () => ({ path: '/api/v1/channels' }),
  'PATCH /api/v1/channels/:id': () => ({ path: '/api/v1/channels/phone', body: { checker: 'ben@harbourplumbing.example' } }),
  'POST /api/v1/channels/:id/checks': () => ({ path: '/api/v1/channels/facebook/checks', body: { found: 0 } }),
  'GET /api/v1/members': () => ({ path: '/api/v1/members' }),
  'GET /api/v1/team': () => ({ path: '/api/v1/team' }),
  'PATCH /api/v1/team': () => ({ path: '/api/v1/team', body: { phone: '020 7946 0991' } }),
  'GET /api/v1/hours': () => ({ path: '/api/v1/hours' }),
  'PUT /api/v1/hours': () => ({
    path: '/api/v1/hours',
    body: { week: { mon: [every], tue: [every], wed: [every], thu: [every], fri: [every], sat: [], sun: [] }, seasons: [] },
  }),
  'GET /api/v1/rule': () => ({ path: '/api/v1/rule' }),
  'PUT /api/v1/rule': () => ({ path: '/api/v1/rule', body: 'as it is' }),
  'GET /api/v1/settings-log': () => ({ path: '/api/v1/settings-log' }),
  'GET /api/v1/closed-days': () => ({ path: '/api/v1/closed-days' }),
  'PUT /api/v1/closed-days': () => ({
    path: '/api/v1/closed-days',
    body: { days: [{ date: '2026-12-24', name: 'The day before' }] },
  }),
};

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** What the database and the files hold, by table. /up proves on purpose that a write is possible, and a key remembers its last use. */
async function digest({ env, settings }: TestHouse): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const put = (name: string, what: unknown) => {
    found[name] = createHash('sha256').update(JSON.stringify(what)).digest('base64url');
  };
  for (const { name, key } of tables) {
    let query = (env.read as Db).selectFrom(name).selectAll();
    for (const column of key) query = query.orderBy(column as never);
    const rows = (await query.execute()) as Record<string, unknown>[];
    put(
      name,
      rows
        .filter((row) => name !== 'chores' || row.name !== 'up')
        .map((row) => (name === 'keys' ? { ...row, used_at: null } : row)),
    );
  }
  put('files kept', globSync('{files,outgoing}/**', { cwd: settings.data }).sort());
  return found;
}

type Tried = { status: number; text: string; headers: Headers };
type Doors = TestHouse & {
  app: App;
  known: Known;
  /** By name: ana, ben and vic may read and write as far as their role goes; reader and writer are Ana's with one scope. */
  keys: Record<string, string>;
  ask(method: string, asked: Asking, headers?: Record<string, string>): Promise<Tried>;
  /** The plausible request to a door. */
  request(door: { method: string; path: string }): Asking;
};

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function allDoors(engine: Engine, t: TestContext): Promise<Doors> {
  const house = await engine.house(t);
  const { env } = house;
  const app = webApp(env);
  const keys: Record<string, string> = {};
  for (const [name, who, scopes] of [
    ['ana', 'ana', ['read', 'write']],
    ['ben', 'ben', ['read', 'write']],
    ['vic', 'vic', ['read', 'write']],
    ['reader', 'ana', ['read']],
    ['writer', 'ana', ['write']],
  ] as const)
    keys[name] = (await addKey(env, { email: `${who}@harbourplumbing.example`, scopes })).token;
  const ask: Doors['ask'] = async (method, { path, body, type = 'application/json' }, headers = {}) => {
    const text = body === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method) ? undefined : body;
    const answer = await app.fetch(
      new Request(`https://baton.example${path}`, {
        method,
        ...(text === undefined ? {} : { body: typeof text === 'string' ? text : JSON.stringify(text) }),
        headers: { ...(text === undefined ? {} : { 'content-type': type }), ...headers },
      }),
    );
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const known = await furnish(house, ask, keys.ana!);
  const rule = await ask('GET', { path: '/api/v1/rule' }, bearer(keys.ana!));
  const request: Doors['request'] = (door) => {
    // One that is not named above fails its own test; the others then go by its path.
    const asked = plausible[nameOf(door)]?.(known) ?? { path: door.path.replaceAll(/:\w+/g, '1'), body: {} };
    return door.path === '/api/v1/rule' ? { ...asked, body: JSON.parse(rule.text) } : asked;
  };
  return { ...house, app, known, keys, ask, request };
}

const people = ['Martin', 'Rosa', 'Tim', 'Ute', 'Val', 'Wes', 'Abe', 'Bea', 'Cal', 'Dot', 'Eve', 'Fay', 'Gus', 'Hal'] as const;

async function furnish({ env, time, cast }: TestHouse, ask: Doors['ask'], key: string): Promise<Known> {
  const did = async (method: string, path: string, body: object) => {
    const { status, text } = await ask(method, { path, body }, bearer(key));
    assert.ok(status < 300, `${method} ${path}: ${status} ${text}`);
    return JSON.parse(text);
  };
  const asks = (name: string, asked: string) =>
    did('POST', '/api/v1/enquiries', { channel: 'email', from: { name, email: `${name.toLowerCase()}@reid.example` }, asked });
  const leads: number[] = [];
  const contacts: string[] = [];
  for (const name of people) {
    const { lead } = await asks(name, `${name} asks about a boiler`);
    leads.push(lead.number);
    contacts.push(lead.contact.id);
  }
  const joined: string[] = [];
  for (const name of people.slice(7, 9)) joined.push((await asks(name, `${name} would also like a tap`)).arrival.id);
  const booked = await did('POST', `/api/v1/leads/${leads[6]}/appointments`, { startsAt: soon, endsAt: '2026-11-24T12:00:00Z' });
  const tasks = [crypto.randomUUID(), crypto.randomUUID()];
  await env.write(async ({ db, now }) => {
    const asked = { lead_id: null, member_id: cast.ana, asked_by: cast.ana, what: 'Order the part', due_at: now };
    for (const id of tasks)
      await addTask(db, { id, ...asked, done_at: null, dropped_at: null, look_due_at: null, created_at: now });
  });
  await did('POST', `/api/v1/leads/${leads[12]}/merge`, { into: leads[11] });
  await did('POST', `/api/v1/contacts/${contacts[13]}/merge`, { into: contacts[6] });
  const post = (text: string, doubt: string | null, contentType = form) =>
    receive(env, 'website', { body: Buffer.from(text), contentType, receivedAt: time.now }, { doubt });
  const photo = [
    '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\npia@reid.example\r\n',
    '--b\r\nContent-Disposition: form-data; name="message"\r\n\r\nThis is what it looks like\r\n',
    '--b\r\nContent-Disposition: form-data; name="photo"; filename="tap.png"\r\nContent-Type: image/png\r\n\r\nnot quite a picture\r\n--b--\r\n',
  ].join('');
  const [pia] = await post(photo, null, 'multipart/form-data; boundary=b');
  const [notSure] = await post('email=x%40y.example&message=Hello', 'sent quicker than anybody types');
  await did('POST', `/api/v1/leads/${leads[3]}/close`, { outcome: 'question' });
  const sent = await did('POST', `/api/v1/leads/${leads[0]}/touches`, {
    kind: 'email',
    direction: 'out',
    result: 'sent',
    text: 'We can come on Monday.',
  });
  time.now += 11_000;
  await deliverOutbox(env);
  const { undo } = await did('PATCH', `/api/v1/leads/${leads[5]}`, { statusNote: 'Rang twice' });
  const clock = await env.read.selectFrom('clocks').selectAll().where('lead_id', '=', pia!.lead!.id).executeTakeFirstOrThrow();
  const file = await env.read.selectFrom('files').select('id').executeTakeFirstOrThrow();
  return {
    leads,
    arrival: pia!.arrival.id,
    notSure: notSure!.arrival.id,
    file: file.id,
    undo: undo.id,
    keptLetter: sent.letter.id,
    clock: clock.id,
    leadId: pia!.lead!.id,
    contacts,
    joined,
    appointment: booked.appointment.id,
    tasks,
  };
}

const withKey = ({ app }: Doors) => app.doors.filter(({ who }) => who !== 'anyone');
const changing = ({ app }: Doors) =>
  app.doors.filter(({ who, method }) => (who === 'write' || who === 'admin') && method !== 'GET');

eachEngine((engine) => {
  test('for every address a plausible request is named above', async (t) => {
    const { app } = await allDoors(engine, t);
    assert.deepEqual(app.doors.map(nameOf).sort(), Object.keys(plausible).sort());
  });

  test('a viewer and a key that only reads look at everything, and change nothing at any address', async (t) => {
    const house = await allDoors(engine, t);
    const before = await digest(house);
    for (const door of withKey(house)) {
      const wants = door.who === 'read' ? 200 : 403;
      for (const name of ['vic', 'reader']) {
        const { status, text } = await house.ask(door.method, house.request(door), bearer(house.keys[name]!));
        assert.equal(status, wants, `${name}: ${nameOf(door)} ${text}`);
        if (wants === 403) assert.equal(JSON.parse(text).title, 'Forbidden');
      }
    }
    assert.deepEqual(await digest(house), before);
    assert.deepEqual(house.errors, []);
  });

  test('what a stranger asks without a key, with a wrong one or with one that has ended changes nothing', async (t) => {
    const house = await allDoors(engine, t);
    const before = await digest(house);
    for (const door of withKey(house)) {
      const { status, text, headers } = await house.ask(door.method, house.request(door));
      assert.equal(status, 401, `${nameOf(door)} ${text}`);
      assert.equal(headers.get('www-authenticate'), 'Bearer');
      assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    }
    assert.deepEqual(await digest(house), before);
    assert.deepEqual(house.errors, []);
  });

  test('only the addresses named above are open to strangers, and looking at them changes nothing', async (t) => {
    const house = await allDoors(engine, t);
    assert.deepEqual(
      house.app.doors
        .filter(({ who }) => who === 'anyone')
        .map(nameOf)
        .sort(),
      Object.keys(open).sort(),
    );
    const before = await digest(house);
    for (const [name, wants] of Object.entries(open)) {
      if (name === 'POST /f/:form') continue;
      const [method = '', path = ''] = name.split(' ');
      const { status, text } = await house.ask(method, house.request({ method, path }));
      assert.equal(status, wants, `${name} ${text}`);
    }
    assert.deepEqual(await digest(house), before);
    const door = { method: 'POST', path: '/f/:form' };
    assert.equal((await house.ask('POST', house.request(door))).status, open['POST /f/:form']);
    assert.notDeepEqual(await digest(house), before, 'the form takes something in');
    assert.deepEqual(house.errors, []);
  });

  test('a key that is forged, revoked, or of a member who left opens nothing', async (t) => {
    const house = await allDoors(engine, t);
    const { env, keys, cast } = house;
    const revoked = await addKey(env, { email: 'ana@harbourplumbing.example', scopes: ['read', 'write'] });
    await revokeKey(env, revoked.id, null);
    await env.write(({ db, now }) => db.updateTable('members').set({ removed_at: now }).where('id', '=', cast.ben).execute());
    const key = keys.ana!;
    const row = await env.read.selectFrom('keys').selectAll().where('member_id', '=', cast.ana).executeTakeFirstOrThrow();
    const wrong: Record<string, Record<string, string>> = {
      'one letter changed': bearer(key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')),
      'one letter less': bearer(key.slice(0, -1)),
      'upper case': bearer(key.toUpperCase()),
      'what is stored of it': bearer(row.hash),
      'its id': bearer(row.id),
      'made up': bearer(`baton_${'0'.repeat(32)}_${'A'.repeat(32)}`),
      'a wildcard': bearer('%'.repeat(40)),
      empty: { authorization: 'Bearer ' },
      'another scheme': { authorization: `Basic ${Buffer.from(`ana:${key}`).toString('base64')}` },
      'two of them': { authorization: `Bearer ${key}, Bearer ${key}` },
      'in a cookie': { cookie: `key=${key}; authorization=Bearer ${key}` },
      'in another header': { 'x-api-key': key, 'proxy-authorization': `Bearer ${key}` },
      'a receipt': bearer(sign(env.settings.secret, 'receipt', house.known.arrival)),
      revoked: bearer(revoked.token),
      'of a member who left': bearer(keys.ben!),
    };
    const before = await digest(house);
    for (const [why, headers] of Object.entries(wrong))
      for (const door of withKey(house)) {
        const { status } = await house.ask(door.method, house.request(door), headers);
        assert.equal(status, 401, `${why}: ${nameOf(door)}`);
      }
    for (const name of ['key', 'token', 'access_token', 'authorization'])
      assert.equal((await house.ask('GET', { path: `/api/v1/leads?${name}=${key}` })).status, 401, `in the address as ${name}`);
    assert.deepEqual(await digest(house), before);
    assert.deepEqual(house.errors, []);
  });

  test('a member is let in everywhere but where only an admin may change something', async (t) => {
    const house = await allDoors(engine, t);
    const admin = house.app.doors.filter(({ who }) => who === 'admin');
    assert.ok(admin.length > 0);
    const before = await digest(house);
    for (const door of admin) {
      const { status, text } = await house.ask(door.method, house.request(door), bearer(house.keys.ben!));
      assert.equal(status, 403, `${nameOf(door)} ${text}`);
    }
    for (const door of withKey(house)) {
      if (door.who !== 'read') continue;
      const { status } = await house.ask(door.method, house.request(door), bearer(house.keys.writer!));
      assert.equal(status, 403, `a key that only writes: ${nameOf(door)}`);
    }
    assert.deepEqual(await digest(house), before);
    assert.deepEqual(house.errors, []);
  });

  test('whoever may gets through with the very same requests, and each of them changes something', async (t) => {
    const house = await allDoors(engine, t);
    const { keys } = house;
    // Taking back goes first: it may be done only as long as nobody acts on the lead.
    const doors = [...changing(house)].sort((a, b) => Number(b.path.includes('/undo/')) - Number(a.path.includes('/undo/')));
    let before = await digest(house);
    for (const door of doors) {
      const { status, text } = await house.ask(door.method, house.request(door), bearer(keys.ana!));
      assert.ok(status === 200 || status === 201, `${nameOf(door)} ${status} ${text}`);
      const after = await digest(house);
      assert.notDeepEqual(after, before, `${nameOf(door)} changed nothing, so it proves nothing above`);
      before = after;
    }
    assert.deepEqual(house.errors, []);
  });

  test('what is no address, or no way to ask for one, answers 404 and changes nothing', async (t) => {
    const house = await allDoors(engine, t);
    const { keys, known } = house;
    const before = await digest(house);
    const nowhere = [
      '/api',
      '/api/v1',
      '/api/v1/',
      '/api/v2/leads',
      '/api/v1/leads/',
      '/api/v1//leads',
      '/API/v1/leads',
      `/api/v1/leads/${known.leads[0]}/`,
      `/api/v1/leads/${known.leads[0]}/erase`,
      '/api/v1/keys',
      '/api/v1/backup',
      '/calendar/made-up.ics',
      '/mcp',
      '/leads',
      '/admin',
      '/assets/',
      '/assets/../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/data/baton.db',
      '/.env',
      '/f/',
      '/e/',
      '/n/',
      '/f/website/more',
    ];
    for (const path of nowhere)
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
        for (const headers of [{}, bearer(keys.ana!)]) {
          const { status } = await house.ask(method, { path, body: {} }, headers);
          assert.equal(status, 404, `${method} ${path}`);
        }
    assert.deepEqual(await digest(house), before);
    assert.deepEqual(house.errors, []);
  });

  test('a method that an address does not take falls through to no other', async (t) => {
    const house = await allDoors(engine, t);
    const { keys } = house;
    const before = await digest(house);
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
    for (const door of house.app.doors) {
      const taken = house.app.doors.filter(({ path }) => path === door.path).map(({ method }) => method as string);
      for (const method of methods) {
        if (taken.includes(method)) continue;
        for (const headers of [{}, bearer(keys.ana!)]) {
          const answer = await house.ask(method, house.request(door), headers);
          assert.equal(answer.status, 405, `${method} ${door.path}`);
          const allow = taken.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
          assert.deepEqual(answer.headers.get('allow')!.split(', ').toSorted(), allow.toSorted(), `${method} ${door.path}`);
        }
      }
      if (!taken.includes('GET')) continue;
      for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
        const { path } = house.request({ method: 'GET', path: door.path });
        await house.ask('GET', { path: `${path}?_method=PATCH` }, { ...bearer(keys.ana!), [name]: 'PATCH' });
      }
    }
    assert.deepEqual(await digest(house), before);
    assert.deepEqual(house.errors, []);
  });

  test('HEAD and OPTIONS tell a stranger nothing that GET and the public document do not', async (t) => {
    const house = await allDoors(engine, t);
    const before = await digest(house);
    for (const door of withKey(house)) {
      const { path } = house.request(door);
      const head = await house.ask('HEAD', { path });
      const isRead = house.app.doors.some((one) => one.path === door.path && one.method === 'GET');
      assert.deepEqual([head.status, head.text], [isRead ? 401 : 405, ''], `HEAD ${path}`);
      assert.equal(head.headers.get('etag'), null);
      const options = await house.ask('OPTIONS', { path }, { origin: 'https://elsewhere.example' });
      assert.equal(options.status, 405, `OPTIONS ${path}`);
      for (const name of ['access-control-allow-origin', 'access-control-allow-methods'])
        assert.equal(options.headers.get(name), null, `OPTIONS ${path} has ${name}`);
    }
    // The answer does not depend on whether there is such a lead, arrival or file.
    for (const path of ['/api/v1/leads/', '/api/v1/arrivals/', '/api/v1/files/'])
      assert.equal((await house.ask('GET', { path: `${path}999999` })).status, 401);
    assert.deepEqual(await digest(house), before);
  });

  test('a link of one kind is worth nothing as another, and a changed one nothing at all', async (t) => {
    const house = await allDoors(engine, t);
    const { env, known, cast } = house;
    const { secret } = env.settings;
    const other = 'another secret that only the tests know, long enough';
    const page = sign(secret, 'page', known.arrival);
    const asPage = {
      'a receipt': sign(secret, 'receipt', known.arrival),
      'a stamp': sign(secret, 'stamp', known.arrival),
      'by another secret': sign(other, 'page', known.arrival),
      'for nothing': sign(secret, 'page', 'nothing'),
      'one letter changed': page.slice(0, -2) + (page.at(-2) === 'A' ? 'B' : 'A') + page.at(-1),
      'without its proof': page.split('.')[0]!,
      "another's proof": `${Buffer.from(known.notSure).toString('base64url')}.${page.split('.')[1]}`,
      'the id itself': known.arrival,
    };
    const before = await digest(house);
    for (const [why, token] of Object.entries(asPage))
      for (const [path, body] of [
        [`/e/${token}`, 'message=Not+mine'],
        [`/e/${token}/withdraw`, 'reason=Not+mine'],
      ] as const) {
        assert.equal((await house.ask('POST', { path, type: form, body })).status, 404, `${why}: POST ${path}`);
        if (why !== 'a receipt' || path.endsWith('/withdraw'))
          assert.equal((await house.ask('GET', { path })).status, 404, `${why}: GET ${path}`);
      }
    const button = (memberId: string, deed: NoticeDeed, by = secret) =>
      noticeToken(by, {
        memberId,
        deed,
        kind: 'arrival',
        leadId: known.leadId,
        clockId: known.clock,
        expiresAt: linkExpiry(env.now()),
      });
    for (const [token, wants] of [
      [button(cast.ana, 'spoke', other), 404],
      [page, 404],
      [button('00000000-0000-7000-8000-000000000000', 'spoke'), 403],
      [button(cast.vic, 'spoke'), 403],
      [button(cast.vic, 'takes-longer'), 403],
      [button(cast.vic, 'snooze'), 403],
      [button(cast.vic, 'no-answer'), 403],
    ] as const) {
      assert.equal((await house.ask('POST', { path: `/n/${token}`, type: form, body: '' })).status, wants);
      assert.equal((await house.ask('GET', { path: `/n/${token}` })).status, wants);
    }
    for (const deed of ['spoke', 'no-answer', 'takes-longer', 'snooze', 'mute'] as const)
      assert.equal((await house.ask('GET', { path: `/n/${button(cast.ana, deed)}` })).status, 200, deed);
    for (const path of [`/e/${page}`, `/e/${page}/withdraw`, `/e/${asPage['a receipt']}`])
      assert.equal((await house.ask('GET', { path })).status, 200, path);
    assert.deepEqual(await digest(house), before);
    assert.equal((await house.ask('POST', { path: `/n/${button(cast.ana, 'spoke')}`, type: form, body: '' })).status, 200);
    assert.notDeepEqual(await digest(house), before, 'the right button does something');
    assert.deepEqual(house.errors, []);
  });
});

test('no address is opened but through its door', () => {
  const root = path.join(import.meta.dirname, '..');
  const own = /\b\w*(?:app|hono|router)\w*\.(?:get|post|put|patch|delete|options|all|on|use|route|mount|basePath)\(/i;
  const found = globSync('{web,clock,work,cli}/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
      return lines.filter((line) => own.test(line)).map((line) => `${file}: ${line.trim()}`);
    });
  // The screens have one gate for all of them: web/screens.test.ts tries every route of theirs.
  const behindTheGate = found.filter((line) => line.startsWith('web/screens.ts: '));
  assert.equal(behindTheGate.length, 3);
  assert.deepEqual(
    found.filter((line) => !behindTheGate.includes(line)),
    ['web/doors.ts: app.on(method, path, async (c) => {', "web/doors.ts: app.all('*', async (c, next) => {"],
  );
});
