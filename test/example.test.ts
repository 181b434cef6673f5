import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { exampleBeside } from '#start-example.ts';
import { makeExampleFile } from '#start-example-making.ts';
import type { App } from '#web/app.ts';
import { twoHouses } from '#web/two-houses.ts';
import type { Env } from '#work/env.ts';
import { enterExample, linkToExample } from '#work/example/enter-example.ts';
import { exampleNow } from '#work/example/example.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { pageUrl } from '#work/letters/compose-letter.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { makeSetUpLink } from '#work/people/make-set-up-link.ts';
import { newToken, startSession } from '#work/people/session.ts';
import { settingsOf, twelveWeeks } from './example-house.ts';
import { type Engine, eachEngine, type TestHouse } from './harness.ts';
import { startMailServer } from './mail-server.ts';

const home = 'https://baton.example';
const caller = { address: '203.0.113.9', userAgent: null };
const built = path.join(import.meta.dirname, '../build/server/index.js');
let made: string;

before(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'baton-example-'));
  await makeExampleFile(settingsOf(made), { begins: twelveWeeks });
});
after(() => rmSync(made, { recursive: true, force: true }));

/** A team's own house with a copy of the example beside it. */
async function beside(t: TestContext, engine: Engine, more: Parameters<Engine['house']>[1] = {}) {
  const house = await engine.house(t, more);
  cpSync(path.join(made, 'example.db'), path.join(house.settings.data, 'example.db'));
  const example = exampleBeside(house.env.settings, house.env.log);
  t.after(() => example.close());
  return { house, example, there: (await example.env())!, app: twoHouses(house.env, example, () => import(built)) };
}

const rowsOf = async ({ env }: Pick<TestHouse, 'env'>) =>
  JSON.stringify(
    await Promise.all(
      (['leads', 'arrivals', 'touches', 'outbox', 'timeline', 'members'] as const).map((table) =>
        env.read.selectFrom(table).selectAll().execute(),
      ),
    ),
  );

async function cookieOf(env: Env, memberId: string): Promise<string> {
  const token = newToken(env.random);
  const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId, caller }));
  return cookie.split(';')[0]!;
}

const get = (app: App, address: string, cookie = '') => app.fetch(new Request(home + address, { headers: { cookie } }));

function send(app: App, address: string, fields: Record<string, string>, cookie = '', origin = home) {
  const headers = { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' };
  return app.fetch(new Request(home + address, { method: 'POST', headers, body: new URLSearchParams(fields) }));
}

const cookiesIn = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');

eachEngine((engine) => {
  test('the example is a file of its own: what is done in it changes nothing of the team', async (t) => {
    const { house, there } = await beside(t, engine);
    const before = await rowsOf(house);
    const lead = await there.read
      .selectFrom('leads')
      .selectAll()
      .where('attention_kind', '=', 'wrote-back')
      .executeTakeFirstOrThrow();
    const by = { memberId: lead.owner_id! };
    await logTouch(there, { id: lead.id }, by, {
      kind: 'email',
      direction: 'out',
      result: 'sent',
      text: 'Yes, two a year.',
      send: true,
    });
    assert.equal(await rowsOf(house), before);
    assert.equal(there.now(), exampleNow);
    assert.notEqual(there.settings.secret, house.env.settings.secret);
    assert.equal(there.settings.databaseUrl, undefined);
  });

  test('whatever is set for mail, nothing leaves: the letter counts as sent and the mail server hears nothing', async (t) => {
    const mail = await startMailServer();
    t.after(() => mail.stop());
    const { there } = await beside(t, engine, { settings: { SMTP_URL: mail.url } });
    const lead = await there.read
      .selectFrom('leads')
      .selectAll()
      .where('attention_kind', '=', 'wrote-back')
      .executeTakeFirstOrThrow();
    const by = { memberId: lead.owner_id! };
    const text = 'Yes, two weekend call-outs a year are in it.';
    const { value } = await logTouch(there, { id: lead.id }, by, {
      kind: 'email',
      direction: 'out',
      result: 'sent',
      text,
      send: true,
    });
    await deliverOutbox({ ...there, now: () => exampleNow + 10_000 });
    const letter = await there.read.selectFrom('outbox').selectAll().where('id', '=', value.letterId!).executeTakeFirstOrThrow();
    assert.deepEqual([letter.state, letter.address], ['accepted', 'sara@greenleaf.example']);
    const after = await there.read.selectFrom('leads').selectAll().where('id', '=', lead.id).executeTakeFirstOrThrow();
    assert.equal(after.attention_kind, null, 'they have heard from us');
    assert.equal(mail.letters.length, 0);
    assert.ok(!existsSync(path.join(there.settings.data, 'outgoing')));
  });

  test('thrown away, its files are gone and the team has all of its own', async (t) => {
    const { house, example, there } = await beside(t, engine);
    const [before, files] = [await rowsOf(house), readdirSync(house.settings.data).filter((name) => !name.startsWith('example'))];
    await there.files.keep(new TextEncoder().encode('a photo'));
    await example.throwAway();
    assert.deepEqual(readdirSync(house.settings.data).sort(), files.sort());
    assert.deepEqual(example.state(), { is: 'none' });
    assert.equal(await example.env(), null);
    assert.equal(await rowsOf(house), before);
  });

  test('a page of it that is still open somewhere leads to one that says it is gone, and back to the team', async (t) => {
    const { house, example, app } = await beside(t, engine);
    const own = await cookieOf(house.env, house.cast.ben);
    const cookies = `${own}; ${cookiesIn(await send(app, '/example-business', {}, own))}`;
    await example.throwAway();
    const data = await get(app, '/example/leads.data', cookies);
    assert.deepEqual([data.status, data.headers.get('x-elsewhere')], [410, '/example-business?gone']);
    const page = await get(app, '/example/leads', cookies);
    assert.deepEqual([page.status, page.headers.get('location')], [303, '/example-business?gone']);
    const told = await (await get(app, '/example-business?gone', cookies)).text();
    assert.match(told, /The example business is gone.*href="\/">Back to my team/s);
    cpSync(path.join(made, 'example.db'), path.join(house.settings.data, 'example.db'));
    const anew = await get(app, '/example/leads.data', cookies);
    assert.deepEqual([anew.status, anew.headers.get('x-elsewhere')], [410, '/example-business'], 'it is another one now');
  });

  test('a command throws it away beside a running server, which notices', async (t) => {
    const { house, example, there } = await beside(t, engine);
    await exampleBeside(house.env.settings, house.env.log).throwAway();
    assert.equal(await example.env(), null);
    cpSync(path.join(made, 'example.db'), path.join(house.settings.data, 'example.db'));
    const anew = await example.env();
    assert.ok(anew && anew !== there);
    assert.ok(await anew.read.selectFrom('leads').select('id').limit(1).executeTakeFirst());
  });

  test('who is signed in to the team comes in, acts there, and goes back', async (t) => {
    const { house, there, app } = await beside(t, engine);
    const own = await cookieOf(house.env, house.cast.ben);
    const entered = await send(app, '/example-business', {}, own);
    assert.deepEqual([entered.status, entered.headers.get('location')], [303, '/example']);
    const cookies = `${own}; ${cookiesIn(entered)}`;
    assert.match(
      entered.headers.getSetCookie()[0]!,
      /^__Host-baton-example=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/,
    );
    const today = await (await get(app, '/example', cookies)).text();
    assert.match(today, /This is the example business\. Nothing here is real and nothing leaves\./);
    assert.match(today, /Two people are waiting longer than we said\./);
    assert.match(today, /href="\/example\/leads\/\d+/);
    assert.doesNotMatch(today, /(?:href|action)="\/(?:leads|settings|log|account)/);
    const own2 = await (await get(app, '/', cookies)).text();
    assert.doesNotMatch(own2, /example business\. Nothing here is real/);
    const data = await get(app, '/example.data', cookies);
    assert.equal(data.status, 200);
    const { number } = await there.read
      .selectFrom('leads')
      .select('number')
      .where('state', '=', 'open')
      .limit(1)
      .executeTakeFirstOrThrow();
    const page = await (await get(app, `/example/leads/${number}`, cookies)).text();
    assert.match(page, /This is the example business/);
    const left = await send(app, '/example/leave', {}, cookies);
    assert.deepEqual([left.status, left.headers.get('location')], [303, '/']);
    assert.equal((await get(app, '/example/leads', cookies)).headers.get('location'), '/example-business');
    assert.equal((await get(app, '/', own)).status, 200);
  });

  test('strangers, other sites and the cookie of the other house do not come in', async (t) => {
    const { house, there, app } = await beside(t, engine);
    const own = await cookieOf(house.env, house.cast.ana);
    assert.equal((await send(app, '/example-business', {})).headers.get('location'), '/');
    assert.equal((await get(app, '/example-business')).headers.get('location'), '/');
    assert.equal((await send(app, '/example-business', { 'set-up': 'not-a-link' })).headers.get('location'), '/');
    assert.equal((await send(app, '/example-business', {}, own, 'https://elsewhere.example')).status, 403);
    for (const address of ['/example', '/example/leads', '/example.data', '/example/live'])
      assert.ok([303, 401, 410].includes((await get(app, address, own)).status), address);
    assert.equal((await send(app, '/example/throw-away', {}, own)).headers.get('location'), '/');
    assert.ok(existsSync(path.join(house.settings.data, 'example.db')), 'only who is in it throws it away');
    const { cookie } = await enterExample(there, caller);
    const theirs = cookie.split(';')[0]!;
    assert.equal((await send(app, '/example/throw-away', {}, theirs, 'https://elsewhere.example')).status, 403);
    assert.match((await get(app, '/', theirs)).headers.get('location') ?? '', /^\/sign-in/);
    assert.match(
      (await get(app, '/', theirs.replace('__Host-baton-example', '__Host-baton'))).headers.get('location') ?? '',
      /^\/sign-in/,
    );
    assert.match((await get(app, '/examples')).headers.get('location') ?? '', /^\/sign-in/, 'only whole names count');
  });

  test('however the address is written, each house knows its own people only', async (t) => {
    const { house, there, app } = await beside(t, engine);
    const own = await cookieOf(house.env, house.cast.ana);
    const { cookie } = await enterExample(there, caller);
    const theirs = cookie.split(';')[0]!;
    const teams = ['//example', '//example/leads', '/Example/leads', '/example%2fleads', '/%65xample/leads', '/example;/leads'];
    const examples = ['/example//leads', '/example/../example/leads', '/example/%2e%2e/example/leads', '/x/../example/leads'];
    for (const address of teams) {
      const seen = await get(app, address, theirs);
      assert.match(seen.headers.get('location') ?? '', /^\/sign-in/, `${address} is the team's, which does not know them`);
      assert.doesNotMatch(await (await get(app, address, own)).text(), /Nothing here is real/, address);
    }
    for (const address of examples) {
      const seen = await get(app, address, own);
      assert.equal(seen.headers.get('location'), '/example-business', `${address} is the example's`);
      assert.doesNotMatch(await (await get(app, address, theirs)).text(), /Ana Reyes/, address);
    }
    const elsewhere = { headers: { cookie: theirs, host: 'elsewhere.example', 'x-forwarded-prefix': '/example' } };
    const seen = await app.fetch(new Request(`${home}/leads`, elsewhere));
    assert.match(seen.headers.get('location') ?? '', /^\/sign-in/, 'no header says which house is meant');
  });

  test('a cookie that is none of ours leads nobody anywhere', async (t) => {
    const { there, app } = await beside(t, engine);
    for (const from of ['%', '%2F%2Felsewhere.example', 'https%3A%2F%2Felsewhere.example', '%2Fsetup%2F..%2Fleads']) {
      const { cookie } = await enterExample(there, caller);
      const left = await send(app, '/example/leave', {}, `${cookie.split(';')[0]}; baton-example-from=${from}`);
      assert.deepEqual([left.status, left.headers.get('location')], [303, '/'], from);
    }
  });

  test('who holds the link that sets up looks around before there is a team, and finds the way back', async (t) => {
    const { house, app } = await beside(t, engine, { empty: true });
    const token = (await makeSetUpLink(house.env))!;
    const entered = await send(app, '/example-business', { 'set-up': token });
    assert.equal(entered.headers.get('location'), '/example');
    const cookies = cookiesIn(entered);
    assert.match(await (await get(app, '/example', cookies)).text(), /Two people are waiting/);
    const left = await send(app, '/example/throw-away', {}, cookies);
    assert.equal(left.headers.get('location'), `/setup/${token}`);
    assert.ok(!existsSync(path.join(house.settings.data, 'example.db')));
    const gone = await get(app, '/example/leads', cookies);
    assert.deepEqual([gone.status, gone.headers.get('location')], [303, '/example-business?gone']);
  });

  test('a link from the terminal opens it once, and only when the button is pressed', async (t) => {
    const { there, app } = await beside(t, engine);
    const link = await linkToExample(there);
    for (let looks = 0; looks < 2; looks++)
      assert.match(await (await get(app, `/example-business?link=${link}`)).text(), /Open it/);
    const entered = await send(app, '/example-business', { link });
    assert.equal(entered.headers.get('location'), '/example');
    assert.match(await (await get(app, '/example', cookiesIn(entered))).text(), /Ana Kovač/);
    assert.match(await (await send(app, '/example-business', { link })).text(), /This link leads no further/);
  });

  test('the form and the customers’ pages of the example stay in the example', async (t) => {
    const { house, there, app } = await beside(t, engine);
    const before = await rowsOf(house);
    assert.match(await (await get(app, '/example/f/website')).text(), /action="\/example\/f\/website"/);
    const sent = await send(app, '/example/f/website', { name: 'Nell', email: 'nell@post.example', message: 'Is this real?' });
    assert.match(sent.headers.get('location') ?? '', /^\/example\/e\//);
    assert.equal((await get(app, sent.headers.get('location')!)).status, 200);
    assert.equal((await get(app, sent.headers.get('location')!.replace('/example', ''))).status, 404);
    const { id, lead_id } = await there.read
      .selectFrom('arrivals')
      .select(['id', 'lead_id'])
      .where('from_name', '=', 'Nell')
      .executeTakeFirstOrThrow();
    assert.ok(lead_id);
    const page = new URL(pageUrl(there, id)).pathname;
    let added = await send(app, page, { message: 'One more thing' });
    for (let n = 0; n < 100 && added.status === 303; n++) added = await send(app, page, { message: `More ${n}` });
    assert.equal(added.status, 429);
    assert.match(await added.text(), /action="\/example\/e\//);
    assert.equal(await rowsOf(house), before);
  });
});
