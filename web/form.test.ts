import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { responseRule } from '#domain/response-rule.ts';
import { type Engine, eachEngine, fridayMorning, type TestHouse } from '#test/harness.ts';
import { sortArrival } from '#work/arrivals/sort-arrival.ts';
import { addChannel } from '#work/team/add-channel.ts';
import { changeTeam } from '#work/team/change-team.ts';
import { webApp } from './app.ts';
import { listener } from './listener.ts';
import { stampAt } from './stamp.ts';

const minute = 60_000;
const martin = {
  name: 'Martin Hale',
  email: 'martin@hale.example',
  phone: '07700 900118',
  message: 'Boiler making a knocking noise',
};
const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

type Init = { method?: string; headers?: Record<string, string>; body?: BodyInit };

async function doorOf(engine: Engine, t: TestContext, settings: Record<string, string> = {}) {
  const house = await engine.house(t, { settings });
  const app = webApp(house.env);
  const ask = async (path: string, init: Init = {}) => app.fetch(new Request(`https://baton.example${path}`, init));
  const post = (fields: Record<string, string>, headers: Record<string, string> = asBrowser, path = '/f/website') =>
    ask(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const json = (body: unknown) =>
    ask('/f/website', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  /** As our own page sends it, a good while after it was opened. */
  const own = (fields: Record<string, string>, more: { ago?: number; files?: File[] } = {}) => {
    const form = new FormData();
    form.set('_stamp', stampAt(house.env.settings.secret, house.time.now - (more.ago ?? 30_000)));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const file of more.files ?? []) form.append('files', file);
    return ask('/f/website', { method: 'POST', headers: asBrowser, body: form });
  };
  const arrivals = () => house.env.read.selectFrom('arrivals').selectAll().orderBy('recorded_at').orderBy('id').execute();
  return { house, ask, post, json, own, arrivals };
}

const setConfig = (house: TestHouse, config: Record<string, string>) =>
  house.env.write((tx) =>
    tx.db
      .updateTable('channels')
      .set({ config: JSON.stringify(config) })
      .where('id', '=', 'website')
      .execute(),
  );

const setRule = (house: TestHouse, more: object) =>
  house.env.write((tx) =>
    tx.db
      .insertInto('rules')
      .values({ version: 2, body: JSON.stringify({ ...responseRule(), ...more }), author_id: null, created_at: tx.now })
      .execute(),
  );

const words = (page: string) =>
  page
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

eachEngine((engine) => {
  test('the form says before sending when they hear, and the same time stands in the answer', async (t) => {
    const { house, ask, post } = await doorOf(engine, t);
    house.time.now = Date.UTC(2026, 10, 20, 18, 5);
    const page = words(await (await ask('/f/website')).text());
    assert.match(page, /Send it now and you’ll hear from us by 10:00 on Monday \./);
    const sent = await post(martin);
    assert.equal(sent.status, 303);
    const receipt = await ask(sent.headers.get('location')!);
    assert.equal(receipt.status, 200);
    assert.match(words(await receipt.text()), /by 10:00 on Monday 23 November .* by Mon 10:00 .* Boiler making a knocking noise/);
  });

  test('a form that is not there, was retired, or is only there to log by hand is a page that says so', async (t) => {
    const { house, ask, post, json } = await doorOf(engine, t);
    for (const path of ['/f/nope', '/f/website-form', '/f/%00', '/f/email']) {
      assert.equal((await ask(path)).status, 404);
      assert.equal((await post(martin, asBrowser, path)).status, 404);
    }
    await house.env.write((tx) => tx.db.updateTable('channels').set({ retired_at: 1 }).where('id', '=', 'website').execute());
    assert.equal((await ask('/f/website')).status, 404);
    assert.equal((await json(martin)).status, 404);
  });

  test('a test of the form is answered as usual, has arrived, and is nobody’s lead; a person may see it otherwise', async (t) => {
    const { house, json } = await doorOf(engine, t);
    const told = await json({ name: 'Test', email: 'test@test.com', message: 'Does it work?' });
    assert.equal(told.status, 201);
    const arrival = await house.env.read.selectFrom('arrivals').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([arrival.outcome, arrival.reason, arrival.asked], ['not-an-enquiry', 'test', 'Does it work?']);
    assert.deepEqual(await house.env.read.selectFrom('outbox').select('id').execute(), []);
    const { lead } = await sortArrival(house.env, { id: arrival.id, memberId: house.cast.ana, as: 'enquiry' });
    assert.equal(lead!.state, 'open');
  });

  test('a second form has an address, a language and settings of its own', async (t) => {
    const { house, ask } = await doorOf(engine, t);
    await addChannel(house.env, { kind: 'website-form', name: 'Deutsche Seite', config: { language: 'de' } });
    assert.match(await (await ask('/f/deutsche-seite')).text(), /<html lang="de">.*Was können wir|<html lang="de">/s);
    assert.match(await (await ask('/f/deutsche-seite?lang=en')).text(), /<html lang="en">/);
    const german = { 'accept-language': 'fr, de-AT;q=0.9, en;q=0.8' };
    assert.match(await (await ask('/f/website', { headers: german })).text(), /<html lang="en">/);
    await setConfig(house, { language: 'auto' });
    assert.match(await (await ask('/f/website', { headers: german })).text(), /<html lang="de">/);
  });

  test('HEAD is GET without the page', async (t) => {
    const { ask } = await doorOf(engine, t);
    const head = await ask('/f/website', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
    assert.match(head.headers.get('content-security-policy')!, /default-src 'none'/);
  });

  test('the urgent tick stands there where the team wants it, and outside its hours only with somebody who helps then', async (t) => {
    const { house, ask } = await doorOf(engine, t);
    const tick = async () => /name="urgent".*?<\/label>/s.exec(await (await ask('/f/website')).text())?.[0];
    assert.equal(await tick(), undefined);
    await setConfig(house, { urgent: 'yes' });
    assert.match((await tick())!, /This is urgent/);
    house.time.now = Date.UTC(2026, 10, 20, 18, 5);
    assert.equal(await tick(), undefined);
    await setRule(house, { urgentOutside: 'number', urgentNumber: '07700 900199' });
    assert.match(words((await tick())!), /outside our hours please call 07700 900199/);
    assert.doesNotMatch(words((await tick())!), /hear from us/);
    house.time.now = fridayMorning;
    assert.match(
      words((await tick())!),
      /This is urgent: you’ll hear from us by 10:15 today .*after 17:30 please call 07700 900199/,
    );
  });

  test('the number for what cannot wait stands on the form while they are closed, with a tick or without one', async (t) => {
    const { house, ask } = await doorOf(engine, t);
    const lede = async () => words(/class="lede">.*?<\/p>/s.exec(await (await ask('/f/website')).text())![0]);
    const change = { phone: '01273 496010', urgentPhone: '07700 900199' };
    await changeTeam(house.env, { memberId: house.cast.ana, change });
    assert.match(await lede(), /Or call 01273 496010 \./);
    house.time.now = Date.UTC(2026, 10, 20, 18, 5);
    assert.match(await lede(), /If it cannot wait, call 01273 496010 ; outside hours 07700 900199 \./);
    await setConfig(house, { urgent: 'yes' });
    await setRule(house, { urgentOutside: 'number', urgentNumber: '07700 900118' });
    const page = words(await (await ask('/f/website')).text());
    assert.match(page, /Or call 01273 496010 \. .*outside our hours please call 07700 900118/s);
    assert.doesNotMatch(page, /900199/);
  });

  test('nobody who left no address and no number is promised an answer', async (t) => {
    const { json, post, ask } = await doorOf(engine, t);
    const mystery = { name: 'Mystery', message: 'please call me' };
    const said = await (await json(mystery)).json();
    assert.deepEqual([said.arrival.outcome, said.hearBy], ['received', null]);
    const receipt = await ask((await post({ ...mystery, message: 'hello?' })).headers.get('location')!);
    const page = words(await receipt.text());
    assert.match(page, /You left no email address or phone number/);
    assert.doesNotMatch(page, /hear from us/);
  });

  test('a program gets 201 with an id, the time and the receipt, in the same shape for a known person', async (t) => {
    const { house, json, post, own } = await doorOf(engine, t);
    await json({ ...martin, message: 'the first time' });
    house.time.now += 20 * minute;
    const bare = async (answer: Response) => {
      const text = (await answer.text()).replace(/[0-9a-f-]{36}|(?<=example)\/e\/[\w.-]+/g, 'X');
      return {
        status: answer.status,
        headers: [...answer.headers.keys()],
        location: answer.headers.get('location')?.replace(/e\/.*/, 'X'),
        text,
      };
    };
    const stranger = {
      name: 'Ines Roth',
      email: 'ines@roth.example',
      phone: '07700 900119',
      message: 'Boiler making a knocking noise',
    };
    const known = await bare(await json(martin));
    assert.deepEqual(known, await bare(await json(stranger)));
    assert.equal(known.status, 201);
    assert.deepEqual(JSON.parse(known.text), {
      arrival: { id: 'X', outcome: 'received' },
      hearBy: '2026-11-20T11:20:00.000Z',
      page: 'https://baton.exampleX',
    });
    const again = { message: 'and another thing' };
    assert.deepEqual(
      await bare(await post({ ...martin, ...again })),
      await bare(await post({ ...stranger, email: 'new@roth.example', phone: '', ...again })),
    );
    assert.deepEqual(
      await bare(await own({ ...martin, message: 'a third' })),
      await bare(await own({ ...stranger, email: 'x@y.example', phone: '', message: 'a third' })),
    );
  });

  test('the receipt is the same for a known person, and shows neither number nor owner', async (t) => {
    const { house, ask, post } = await doorOf(engine, t);
    await post(martin);
    house.time.now += 30 * minute;
    const receipt = async (fields: Record<string, string>) => (await ask((await post(fields)).headers.get('location')!)).text();
    const again = await receipt({ ...martin, message: 'Any news?' });
    assert.equal(
      again,
      await receipt({ ...martin, email: 'martin@hail.example', phone: '', message: 'Any news?' }).then((page) =>
        page.replace('hail', 'hale'),
      ),
    );
    assert.doesNotMatch(again, /1001|1002|Ana|knocking/);
  });

  test('a script on another site may post, and asks first if it must', async (t) => {
    const { ask, json } = await doorOf(engine, t);
    const before = await ask('/f/website', {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(before.status, 204);
    assert.equal(before.headers.get('access-control-allow-origin'), '*');
    assert.match(before.headers.get('access-control-allow-headers')!, /content-type/);
    assert.equal((await json(martin)).headers.get('access-control-allow-origin'), '*');
    assert.equal((await json([])).headers.get('access-control-allow-origin'), '*');
    for (const path of ['/', '/e/x', '/api/v1/leads'])
      assert.equal((await ask(path)).headers.get('access-control-allow-origin'), null);
  });

  test('the browser is sent on only to a host that the form names, however the address is written', async (t) => {
    const { house, post, ask } = await doorOf(engine, t);
    await setConfig(house, { nextHosts: 'www.harbour.example, shop.example:8443, x; script-src *' });
    let n = 0;
    const led = async (_next: string, headers: Record<string, string> = {}) =>
      (await post({ ...martin, message: `no ${n++}`, _next }, { ...asBrowser, ...headers })).headers.get('location')!;
    assert.equal(await led('https://www.harbour.example/thanks?a=1'), 'https://www.harbour.example/thanks?a=1');
    assert.equal(await led('https://shop.example:8443/x'), 'https://shop.example:8443/x');
    assert.equal(await led('/thanks', { referer: 'https://www.harbour.example/contact' }), 'https://www.harbour.example/thanks');
    assert.equal(await led('/thanks', { origin: 'https://www.harbour.example' }), 'https://www.harbour.example/thanks');
    for (const bad of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      'https://www.harbour.example@evil.example/',
      'https://x@www.harbour.example/',
      'https://www.harbour.example.evil.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://shop.example/x',
      '/thanks',
      'https://www.harbour.example\r\nset-cookie: a=b/.evil',
      '\0',
    ])
      assert.match(await led(bad), /^\/e\/[\w.-]+$/, bad);
    assert.match(await led('/thanks', { referer: 'https://evil.example/' }), /^\/e\//);
    const page = await ask('/f/website?_next=https%3A%2F%2Fwww.harbour.example%2Fthanks');
    assert.match(await page.text(), /action="\/f\/website\?_next=https%3A%2F%2Fwww.harbour.example%2Fthanks"/);
    assert.match(page.headers.get('content-security-policy')!, /form-action 'self' www.harbour.example shop.example:8443;/);
  });

  test('a filled honeypot is answered as usual and kept as no enquiry', async (t) => {
    const { ask, post, json, arrivals } = await doorOf(engine, t);
    const sent = await post({ ...martin, _gotcha: 'yes' });
    assert.equal(sent.status, 303);
    assert.match(
      words(await (await ask(sent.headers.get('location')!)).text()),
      /by 11:00 on Friday 20 November .* knocking noise .* martin@hale.example/,
    );
    assert.deepEqual(Object.keys(await (await json({ ...martin, message: 'x', _gotcha: '1' })).json()), [
      'arrival',
      'hearBy',
      'page',
    ]);
    assert.deepEqual(
      (await arrivals()).map(({ outcome, reason, lead_id }) => [outcome, reason, lead_id]),
      Array(2).fill(['not-an-enquiry', 'honeypot', null]),
    );
  });

  test('from our own page, what is missing is said beside everything that was typed, and nothing is kept', async (t) => {
    const { own, arrivals } = await doorOf(engine, t);
    const typed = { name: 'Olu <b>', email: '', phone: '', message: 'line one\nline "two"\n</textarea><script>', urgent: '' };
    const refused = await own(typed);
    assert.equal(refused.status, 422);
    const page = await refused.text();
    assert.match(page, /Please leave an email address or a phone number/);
    assert.match(page, /value="Olu &lt;b&gt;"/);
    assert.match(page, /\nline one\nline &quot;two&quot;\n&lt;\/textarea&gt;&lt;script&gt;<\/textarea>/);
    assert.match(page, /<title>Not sent yet/);
    for (const [fields, said] of [
      [{ ...martin, email: 'martin@' }, /This email address looks incomplete/],
      [{ ...martin, email: '', phone: '12' }, /This phone number looks incomplete/],
      [{ ...martin, message: '  ' }, /Please write a few words/],
      [{ ...martin, message: 'x'.repeat(20_001) }, /longer than we can take/],
      [{}, /Please write a few words/],
    ] as const) {
      const answer = await own(fields);
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), said);
    }
    assert.deepEqual(await arrivals(), []);
  });

  test('correcting it at once is not taken for a machine', async (t) => {
    const { house, ask, own, arrivals } = await doorOf(engine, t);
    const page = await (await own({ message: 'leak' })).text();
    const stamp = /name="_stamp" value="([^"]+)"/.exec(page)![1]!;
    house.time.now += 500;
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...martin, _stamp: stamp })) form.set(name, value);
    assert.equal((await ask('/f/website', { method: 'POST', headers: asBrowser, body: form })).status, 303);
    assert.equal((await arrivals())[0]!.outcome, 'lead');
  });

  test('a post quicker than anybody types is looked at by a person; an old or forged stamp says nothing', async (t) => {
    const { house, own, post, arrivals } = await doorOf(engine, t);
    assert.equal((await own(martin, { ago: 1_999 })).status, 303);
    await own({ ...martin, message: 'two' }, { ago: 2_000 });
    await own({ ...martin, message: 'three' }, { ago: 90_000_000 });
    await post({
      ...martin,
      message: 'four',
      _stamp: `${Buffer.from(String(house.time.now)).toString('base64url')}.AAAAAAAAAAAAAAAAAAAAAA`,
    });
    await post({ ...martin, message: 'five' });
    assert.deepEqual(
      (await arrivals()).map(({ outcome, reason }) => [outcome, reason]),
      [['not-sure', 'sent quicker than anybody types'], ['lead', null], ...Array(3).fill(['linked', null])],
    );
  });

  test('the form of another site is kept even where nobody can be reached by it', async (t) => {
    const { post, json, arrivals } = await doorOf(engine, t);
    assert.equal((await post({ name: 'Mystery', message: 'please call me' })).status, 303);
    assert.equal((await json({ message: 'hello?' })).status, 201);
    assert.deepEqual(
      (await arrivals()).map(({ outcome, reason }) => [outcome, reason]),
      Array(2).fill(['not-sure', 'no way to reach them']),
    );
  });

  test('nothing at all is not kept: a program is told the field, a person gets the form', async (t) => {
    const { json, post, ask, arrivals } = await doorOf(engine, t);
    const refused = await json({});
    assert.equal(refused.status, 422);
    assert.equal(((await refused.json()) as { field: string }).field, 'message');
    assert.equal((await json([])).status, 422);
    assert.equal((await post({})).status, 422);
    assert.equal((await ask('/f/website', { method: 'POST', headers: asBrowser })).status, 422);
    assert.deepEqual(await arrivals(), []);
  });

  test('two taps on Send, and back and again, are one enquiry with one receipt', async (t) => {
    const { house, own, json, arrivals } = await doorOf(engine, t);
    const [one, two] = await Promise.all([own(martin), own(martin)]);
    assert.equal(one!.headers.get('location'), two!.headers.get('location'));
    house.time.now += minute;
    assert.equal((await own(martin, { ago: 5 * minute })).headers.get('location'), one!.headers.get('location'));
    const third = (await (await json(martin)).json()) as { duplicate?: boolean };
    assert.equal(third.duplicate, true);
    assert.equal((await arrivals()).length, 1);
  });

  test('hostile values are kept as text and break nothing', async (t) => {
    const { house, post, json, ask, arrivals } = await doorOf(engine, t);
    const name = 'Eve\r\nBcc: all@evil.example\u202e';
    const message = `=cmd|' /C calc'!A0 <script>alert(1)</script> \u0000 \ud800 "><img src=x onerror=alert(1)> '; drop table leads; --`;
    const sent = await json({
      name,
      email: 'eve@evil.example',
      message,
      constructor: 'y',
      '{{7*7}}': '=1+1',
    });
    assert.equal(sent.status, 201);
    const page = await (await ask(new URL(((await sent.json()) as { page: string }).page).pathname)).text();
    assert.doesNotMatch(page, /<script>|<img|\0/);
    const [arrival] = await arrivals();
    assert.equal(arrival!.from_name, 'Eve Bcc: all@evil.example');
    assert.match(arrival!.asked, /^=cmd\|' \/C calc'!A0 <script>/);
    assert.ok(arrival!.asked.isWellFormed() && !arrival!.asked.includes('\0'));
    assert.equal((await post({ [`${'k'.repeat(5_000)}`]: 'v', email: 'e@e.example', message: 'm' })).status, 303);
    assert.deepEqual(house.errors, []);
  });

  test('any charset is read, also a wrong one', async (t) => {
    const { ask, arrivals } = await doorOf(engine, t);
    const send = (body: Buffer, type: string) =>
      ask('/f/website', { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(body) });
    const latin = Buffer.from('name=Ren%E9e&email=r%40e.example&message=caf\xe9', 'latin1');
    assert.equal((await send(latin, 'application/x-www-form-urlencoded')).status, 303);
    assert.equal(
      (
        await send(
          Buffer.from('name=Zoë&email=z@e.example&message=naïve'),
          'application/x-www-form-urlencoded; charset=iso-8859-1',
        )
      ).status,
      303,
    );
    assert.equal(
      (await send(Buffer.from('message=%ff%fe%00&email=x@e.example'), 'application/x-www-form-urlencoded; charset=nonsense'))
        .status,
      303,
    );
    assert.deepEqual((await arrivals()).map(({ asked }) => asked).slice(0, 2), ['café', 'naïve']);
  });

  test('what cannot be read is answered with a sentence, in the asker’s way', async (t) => {
    const { ask, arrivals } = await doorOf(engine, t);
    const send = (type: string, body: string, accept = 'text/html') =>
      ask('/f/website', { method: 'POST', headers: { 'content-type': type, accept }, body });
    for (const [type, body, status] of [
      ['application/json', '{"name":', 400],
      ['application/json', '"just text"', 422],
      ['application/json', `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, 422],
      ['multipart/form-data; boundary=x', 'no boundary here', 400],
      ['multipart/form-data', 'nothing', 400],
      ['application/pdf', '%PDF-1.7', 415],
      ['text/xml', '<a/>', 415],
    ] as const) {
      const page = await send(type, body);
      assert.equal(page.status, status, `${type} ${body.slice(0, 20)}`);
      assert.match(page.headers.get('content-type')!, /text\/html/);
      const problem = await send(type, body, 'application/json');
      assert.equal(problem.status, status);
      assert.match(problem.headers.get('content-type')!, /problem\+json/);
      assert.equal(typeof ((await problem.json()) as { detail: unknown }).detail, 'string');
    }
    const zipped = {
      accept: 'application/json',
      'content-encoding': 'gzip',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const packed = await ask('/f/website', {
      method: 'POST',
      headers: zipped,
      body: 'name=Martin&phone=07700900118&message=hello',
    });
    assert.equal(packed.status, 415, 'a compressed body is not read as if it were none');
    assert.deepEqual(await arrivals(), []);
  });

  test('too large is said, and what was typed is on the page', async (t) => {
    const { post, json, own, ask, arrivals } = await doorOf(engine, t);
    assert.equal((await json({ ...martin, message: 'x'.repeat(1_000_000) })).status, 413);
    assert.equal((await post({ ...martin, more: 'x'.repeat(10_000_000) })).status, 413);
    const photo = new File([new Uint8Array(26_000_000)], 'roof.jpg', { type: 'image/jpeg' });
    const large = await own(martin, { files: [photo] });
    assert.equal(large.status, 413);
    const page = await large.text();
    assert.match(page, /larger than 25 MB/);
    assert.match(page, /value="martin@hale.example"/);
    assert.match(page, /choose your photos again/);
    const form = new FormData();
    for (const [name, value] of Object.entries({
      'your-name': 'Olu',
      'your-email': 'olu@e.example',
      'your-message': 'help with a leak',
    }))
      form.set(name, value);
    form.append('photo', photo);
    const foreign = await ask('/f/website', { method: 'POST', headers: asBrowser, body: form });
    assert.equal(foreign.status, 413);
    assert.match(await foreign.text(), /name="email" value="olu@e.example".*help with a leak<\/textarea>/s);
    const many = await own(martin, {
      files: Array.from({ length: 11 }, (_, n) => new File(['x'], `${n}.jpg`, { type: 'image/jpeg' })),
    });
    assert.equal(many.status, 413);
    assert.match(await many.text(), /more than 10 files/);
    assert.deepEqual(await arrivals(), []);
  });

  test('our own page takes photos, PDF and office files; what another site sends is kept whatever it is', async (t) => {
    const { house, ask, own, arrivals } = await doorOf(engine, t);
    const program = new File(['MZ'], 'virus.exe', { type: 'image/jpeg' });
    const refused = await own(martin, { files: [program] });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /We can take photos and PDF files here/);
    const fine = [
      new File(['1'], 'IMG_1', { type: 'image/heic' }),
      new File(['2'], 'plan.PDF', { type: 'application/pdf' }),
      new File(['3'], 'offer.docx', { type: 'application/octet-stream' }),
    ];
    assert.equal((await own(martin, { files: fine })).status, 303);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...martin, message: 'from elsewhere' })) form.set(name, value);
    form.append('upload', program);
    const sent = await ask('/f/website', { method: 'POST', headers: asBrowser, body: form });
    assert.match(await (await ask(sent.headers.get('location')!)).text(), /with one file/);
    const files = await house.env.read.selectFrom('files').select(['name', 'arrival_id']).execute();
    assert.equal(files.length, 4);
    assert.ok(files.some(({ name, arrival_id }) => name === 'virus.exe' && arrival_id !== null));
    assert.equal((await arrivals()).length, 2);
  });

  test('beyond a hundred posts it is "too often", with the text on the page; a minute later it is taken', async (t) => {
    const { house, post, json, arrivals } = await doorOf(engine, t);
    for (let n = 0; n < 100; n++) assert.equal((await json({ ...martin, message: `no ${n}` })).status, 201);
    const refused = await json({ ...martin, message: 'one more' });
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '1');
    assert.equal(((await refused.json()) as { retryAfter: number }).retryAfter, 1);
    const page = await post({ ...martin, message: 'my own words', 'Roof kind': 'flat' });
    assert.equal(page.status, 429);
    assert.equal(page.headers.get('retry-after'), '1');
    assert.match(await page.text(), /name="Roof kind" value="flat".*my own words<\/textarea>.*Send again/s);
    assert.equal((await arrivals()).length, 100);
    house.time.now += minute;
    for (let n = 0; n < 60; n++) assert.equal((await json({ ...martin, message: `later ${n}` })).status, 201);
    assert.equal((await json({ ...martin, message: 'too soon' })).status, 429);
  });

  test('when nothing can be kept the page has the text and sends it again; nothing is half done', async (t) => {
    const { house, own, json, arrivals } = await doorOf(engine, t);
    const { write } = house.env;
    const { Busy } = await import('#store/engine.ts');
    house.env.write = () => Promise.reject(new Busy('the disk is full'));
    const page = await own(martin);
    assert.equal(page.status, 503);
    assert.equal(page.headers.get('retry-after'), '5');
    const text = await page.text();
    assert.match(text, /it is not sent yet.*knocking noise<\/textarea>.*Send again/s);
    const problem = await json(martin);
    assert.equal(problem.status, 503);
    assert.match(problem.headers.get('content-type')!, /problem\+json/);
    house.env.write = write;
    assert.deepEqual(await arrivals(), []);
    const again = Object.fromEntries(
      [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    assert.equal((await own({ ...again, message: martin.message })).status, 303);
    assert.equal((await arrivals())[0]!.from_email, 'martin@hale.example');
  });

  test('inside a frame of another site the form and its receipt may be shown, nothing else', async (t) => {
    const { ask, post } = await doorOf(engine, t);
    const framed = (answer: Response) => /frame-ancestors ([^;]+)/.exec(answer.headers.get('content-security-policy')!)![1];
    assert.equal(framed(await ask('/f/website')), "'none'");
    const embedded = await ask('/f/website?embed');
    assert.equal(framed(embedded), '*');
    assert.match(await embedded.text(), /action="\/f\/website\?embed"/);
    const sent = (await post(martin, asBrowser, '/f/website?embed')).headers.get('location')!;
    assert.match(sent, /\?embed$/);
    assert.equal(framed(await ask(sent)), '*');
    assert.equal(framed(await ask(sent.replace('?embed', ''))), "'none'");
  });

  test('a receipt lasts a week; a forged or cut one says nothing', async (t) => {
    const { house, ask, post } = await doorOf(engine, t);
    const receipt = (await post(martin)).headers.get('location')!;
    const nothing = await (await ask('/e/nothing')).text();
    for (const forged of [
      receipt.slice(0, -1),
      `${receipt}A`,
      receipt.replace('/e/', '/e/A'),
      receipt.replace(/\.(.)/, (_, one: string) => `.${one === 'A' ? 'B' : 'A'}`),
      '/e/.',
      `/e/${'x'.repeat(3_000)}`,
      '/e/%ff',
    ]) {
      const answer = await ask(forged);
      assert.equal(answer.status, 404, forged);
      assert.equal(await answer.text(), nothing);
    }
    house.time.now += 7 * 24 * 60 * minute;
    assert.equal((await ask(receipt)).status, 200);
    assert.doesNotMatch(words(await (await ask(receipt)).text()), /by 11:00/);
    house.time.now += 1;
    assert.equal((await ask(receipt)).status, 404);
  });

  test('a body that grows too large over a real connection is answered, not cut off', async (t) => {
    const { house } = await doorOf(engine, t);
    const server = createServer(listener(webApp(house.env)));
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    t.after(() => server.close());
    const { port } = server.address() as { port: number };
    const answered = await new Promise<{ status: number; text: string }>((done, refuse) => {
      const sending = request(
        {
          port,
          method: 'POST',
          path: '/f/website',
          headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        },
        (answer) => {
          let text = '';
          answer
            .on('data', (part: Buffer) => {
              text += part.toString();
            })
            .on('end', () => done({ status: answer.statusCode!, text }));
        },
      );
      sending.on('error', refuse);
      sending.write('email=a%40b.example&message=hello&more=');
      for (let n = 0; n < 40; n++) sending.write('x'.repeat(100_000));
      sending.end();
    });
    assert.equal(answered.status, 413);
    assert.match(answered.text, /too large to send/);
  });

  test('a sender who hangs up half way has sent nothing, and that is no trouble of ours', async (t) => {
    const { house, arrivals } = await doorOf(engine, t);
    const server = createServer(listener(webApp(house.env)));
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    t.after(() => server.close());
    const { port } = server.address() as { port: number };
    const hungUp = new Promise<void>((done) => server.once('request', (asked) => asked.once('close', done)));
    const head = 'POST /f/website HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n';
    const line = connect(port, '127.0.0.1', () => line.write(`${head}email=a%40b.example&message=half`));
    server.once('request', (asked) => asked.once('data', () => line.destroy()));
    await hungUp;
    await (await fetch(`http://127.0.0.1:${port}/f/website`)).text();
    assert.deepEqual(await arrivals(), []);
    assert.deepEqual(house.errors, []);
  });

  test('the team’s own questions stand on the form, keep what was typed, and their answers are on the lead', async (t) => {
    const { house, ask, own } = await doorOf(engine, t);
    const questions = [
      { key: 'roof-type', label: 'What kind of roof is it?', when: 'always' as const },
      { key: 'built', label: 'When was it built?', when: 'when-known' as const },
    ];
    await changeTeam(house.env, { memberId: house.cast.ana, change: { questions } });
    const page = await (await ask('/f/website')).text();
    assert.match(page, /What kind of roof is it\?/);
    assert.doesNotMatch(page, /When was it built/);
    const wrong = await own({ name: 'Martin Hale', message: 'A leak', 'roof-type': 'Slate & tin' });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /value="Slate &amp; tin"/);
    await own({ ...martin, 'roof-type': 'Slate & tin' });
    const lead = await house.env.read.selectFrom('leads').select('answers').executeTakeFirstOrThrow();
    assert.deepEqual(JSON.parse(lead.answers!), { 'roof-type': 'Slate & tin' });
  });
});
