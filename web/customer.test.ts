import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Busy } from '#store/engine.ts';
import { type Engine, eachEngine, fridayMorning } from '#test/harness.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { putLater } from '#work/leads/put-later.ts';
import { sayItTakesLonger } from '#work/leads/say-it-takes-longer.ts';
import { seeLead } from '#work/leads/see-lead.ts';
import { pageUrl } from '#work/letters/compose-letter.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { sign } from '#work/running/secret.ts';
import { webApp } from './app.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const photo = new File([new Uint8Array(64)], 'boiler.jpg', { type: 'image/jpeg' });

const words = (page: string) =>
  page
    .replace(/<style>[^<]*<\/style>|<head>.*?<\/head>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/** Martin has written, and has the link from his mail. */
async function martinsPage(engine: Engine, t: TestContext, more: Record<string, string> = {}) {
  const house = await engine.house(t);
  const app = webApp(house.env);
  const ask = async (path: string, init?: RequestInit) => app.fetch(new Request(`https://baton.example${path}`, init));
  const write = (fields: Record<string, string>) =>
    ask('/f/website', { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams(fields) });
  await write({ name: 'Martin Hale', email: 'martin@hale.example', message: 'Boiler making a knocking noise', ...more });
  const arrival = await house.env.read.selectFrom('arrivals').selectAll().executeTakeFirstOrThrow();
  const url = new URL(pageUrl(house.env, arrival.id)).pathname;
  const see = async () => words(await (await ask(url)).text());
  const add = (message: string, files: File[] = [], to = url) => {
    const form = new FormData();
    form.set('message', message);
    for (const file of files) form.append('files', file);
    return ask(to, { method: 'POST', body: form });
  };
  const withdraw = (reason = '') => ask(`${url}/withdraw`, { method: 'POST', body: new URLSearchParams({ reason }) });
  const lead = () => house.env.read.selectFrom('leads').selectAll().orderBy('number').executeTakeFirstOrThrow();
  const which = { number: (await lead()).number };
  const ana = { memberId: house.cast.ana };
  const count = async (table: 'arrivals' | 'leads' | 'files' | 'timeline' | 'touches' | 'deliveries' | 'outbox') =>
    (await house.env.read.selectFrom(table).selectAll().execute()).length;
  return { house, ask, write, url, see, add, withdraw, lead, which, ana, count, arrival };
}

eachEngine((engine) => {
  test('the page says where the enquiry stands, from waiting to answered, and no time that has passed as one to come', async (t) => {
    const { house, see, which, ana } = await martinsPage(engine, t);
    assert.match(
      await see(),
      /Harbour Plumbing · enquiry 1001 .*Thanks Martin, we have your message\. You’ll hear from us by 11:00 today .* Read by us not yet You hear from us by Fri 11:00/,
    );
    house.time.now += 10 * minute;
    await seeLead(house.env, which, ana);
    assert.match(await see(), /Martin, we have read your message\. .* Read by us Fri 10:10/);
    house.time.now = fridayMorning + hour;
    const late = await see();
    assert.match(late, /Sorry Martin, we are later than we said\. We said by 11:00 today and have not managed it/);
    assert.doesNotMatch(late, /hear from us by/i);
    await sayItTakesLonger(house.env, which, ana, fridayMorning + 5 * hour);
    assert.match(await see(), /it takes longer than we said\. .* by 15:00 today/);
    house.time.now = fridayMorning + 2 * hour;
    await logTouch(house.env, which, ana, { kind: 'phone', direction: 'out', result: 'spoke' });
    assert.match(await see(), /Martin, we have answered you\. Answered 12:00 today \. .* Answered Fri 12:00/);
    house.time.now += 3 * day;
    assert.match(await see(), /Answered 12:00 on Friday 20 November/);
  });

  test('an attempt is not an answer, and the page does not say so', async (t) => {
    const { house, see, which, ana } = await martinsPage(engine, t);
    await logTouch(house.env, which, ana, { kind: 'phone', direction: 'out', result: 'no-answer' });
    assert.match(await see(), /by 11:00 today/);
    assert.doesNotMatch(await see(), /answered/i);
  });

  test('the names of the team are shown only if it wants that', async (t) => {
    const { house, see, which, ana } = await martinsPage(engine, t);
    await seeLead(house.env, which, ana);
    assert.doesNotMatch(await see(), /Ana/);
    await house.env.write((tx) => tx.db.updateTable('team').set({ names_shown_at: tx.now }).execute());
    assert.match(await see(), /Ana Reyes will get back to you by 11:00 today .* Read by Ana Reyes/);
  });

  test('the page speaks the language of the enquiry', async (t) => {
    const { see } = await martinsPage(engine, t, { _lang: 'de' });
    assert.match(await see(), /Ihre Nachricht ist da\. .*bis heute, 11:00 Uhr/);
  });

  test('looking changes nothing, however often and by whatever', async (t) => {
    const { house, ask, url, lead } = await martinsPage(engine, t);
    const state = async () =>
      JSON.stringify([
        await lead(),
        await house.env.read.selectFrom('arrivals').selectAll().execute(),
        await house.env.read.selectFrom('timeline').selectAll().execute(),
        await house.env.read.selectFrom('outbox').selectAll().execute(),
      ]);
    const before = await state();
    house.time.now += minute;
    for (const path of [url, `${url}/withdraw`, `${url}?added`, '/f/website'])
      for (const method of ['GET', 'HEAD']) assert.equal((await ask(path, { method })).status, 200);
    assert.equal(await state(), before);
  });

  test('what they add is on the same lead, with its photo, once however often it is sent', async (t) => {
    const { house, add, see, lead, count } = await martinsPage(engine, t);
    house.time.now += 5 * minute;
    const [one, two] = await Promise.all([add('It is a Vaillant <b>', [photo]), add('It is a Vaillant <b>', [photo])]);
    assert.equal(one!.status, 303);
    assert.equal(one!.headers.get('location'), two!.headers.get('location'));
    assert.match(one!.headers.get('location')!, /\?added$/);
    assert.equal(await count('arrivals'), 2);
    assert.equal(await count('leads'), 1);
    assert.equal(await count('files'), 1);
    assert.match(await see(), /Boiler making a knocking noise Added Fri 10:05 It is a Vaillant &lt;b&gt; with one file/);
    assert.equal((await lead()).next_due_at, fridayMorning + hour);
    assert.equal((await add('', [photo])).status, 303);
    assert.equal(await count('arrivals'), 3);
  });

  test('what they add is told to have been added', async (t) => {
    const { ask, add } = await martinsPage(engine, t);
    const page = await ask((await add('and the tap drips')).headers.get('location')!);
    assert.match(await page.text(), /role="status">We have added it\./);
  });

  test('what they add and nobody has read is not said to be read', async (t) => {
    const { house, add, see, which, ana } = await martinsPage(engine, t);
    house.time.now += 10 * minute;
    await seeLead(house.env, which, ana);
    assert.match(await see(), /Martin, we have read your message\./);
    house.time.now += minute;
    await add('and the tap drips');
    assert.match(await see(), /Thanks Martin, we have your message\. .* Read by us Fri 10:10 .* and the tap drips/);
    house.time.now += minute;
    await seeLead(house.env, which, { memberId: house.cast.ben });
    assert.match(await see(), /Thanks Martin, we have your message\./);
    await seeLead(house.env, which, ana);
    assert.match(await see(), /Martin, we have read your message\./);
  });

  test('an addition goes to the page’s own lead, not to the one touched last', async (t) => {
    const { house, write, add, which, ana, count } = await martinsPage(engine, t);
    await closeLead(house.env, which, ana, { outcome: 'lost', reason: 'price' });
    house.time.now += 40 * day;
    await write({ email: 'martin@hale.example', message: 'a new roof' });
    assert.equal(await count('leads'), 2);
    await add('About the boiler: we would like it after all, how soon can you come?');
    assert.equal(await count('leads'), 2);
    const first = await house.env.read
      .selectFrom('leads')
      .selectAll()
      .where('number', '=', which.number)
      .executeTakeFirstOrThrow();
    assert.equal(first.state, 'open');
  });

  test('what comes after it was won is new, and shows on the page all the same', async (t) => {
    const { house, add, see, which, ana, count } = await martinsPage(engine, t);
    await closeLead(house.env, which, ana, { outcome: 'won' });
    assert.match(await see(), /Thank you for choosing us, Martin\./);
    assert.equal((await add('Could you also look at the tap in the kitchen?')).status, 303);
    assert.equal(await count('leads'), 2);
    assert.match(await see(), /Added Fri 10:00 Could you also look at the tap/);
    const letters = () => house.env.read.selectFrom('outbox').selectAll().where('kind', '=', 'acknowledgement').execute();
    assert.equal((await letters()).length, 2, 'the new matter is acknowledged with a time of its own');
    await add('And the one upstairs');
    assert.equal((await letters()).length, 2);
  });

  test('nothing added, wrong files and too many are said, with the text still there', async (t) => {
    const { add, count } = await martinsPage(engine, t);
    const said = async (answer: Response, status: number, sentence: RegExp) => {
      assert.equal(answer.status, status);
      assert.match(await answer.text(), sentence);
    };
    await said(await add('   '), 422, /Please write something or choose a photo first/);
    await said(await add('see this', [new File(['MZ'], 'a.exe')]), 422, /photos and PDF files.*|see this/s);
    await said(await add('see these', Array(11).fill(photo)), 413, /more than 10 files/);
    await said(
      await add('huge', [new File([new Uint8Array(25_500_000)], 'a.jpg', { type: 'image/jpeg' })]),
      413,
      /larger than 25 MB.*/s,
    );
    assert.match(await (await add('keep these words', [new File(['MZ'], 'a.exe')])).text(), /keep these words<\/textarea>/);
    assert.equal(await count('arrivals'), 1);
  });

  test('when nothing can be kept, or it is too often, the text is on the page', async (t) => {
    const { house, add } = await martinsPage(engine, t);
    const { write } = house.env;
    house.env.write = () => Promise.reject(new Busy('full'));
    const busy = await add('my detail');
    assert.equal(busy.status, 503);
    assert.match(await busy.text(), /my detail<\/textarea>.*Send again/s);
    house.env.write = write;
    for (let n = 0; n < 98; n++) await add(`detail ${n}`);
    const often = await add('one more');
    assert.equal(often.status, 429);
    assert.ok(Number(often.headers.get('retry-after')) >= 1);
    assert.match(await often.text(), /one more<\/textarea>.*Send again/s);
  });

  test('"I no longer need this" is asked once; then nobody is waiting, and a person closes', async (t) => {
    const { house, ask, url, withdraw, see, lead, count, arrival } = await martinsPage(engine, t);
    assert.match(words(await (await ask(`${url}/withdraw`)).text()), /You no longer need this\? .* Boiler making/);
    assert.equal((await lead()).next_what, 'Answer');
    house.time.now += 5 * minute;
    assert.equal((await withdraw('found somebody nearer')).headers.get('location'), url);
    const after = await lead();
    assert.deepEqual([after.state, after.next_what, after.first_answer_at], ['open', 'They no longer need it: close it?', null]);
    assert.ok(after.next_suggested_at !== null && after.next_due_at! > house.time.now);
    const clock = await house.env.read.selectFrom('clocks').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([clock.answered_at, clock.ended_at], [null, house.time.now]);
    assert.match(await see(), /Thanks for telling us, Martin\. .* No longer needed Fri 10:05/);
    assert.doesNotMatch(await see(), /hear from us by|I no longer need this/i);
    const kept = await house.env.read.selectFrom('arrivals').selectAll().where('id', '=', arrival.id).executeTakeFirstOrThrow();
    assert.equal(kept.withdrawn_at, house.time.now);
    const before = [await count('timeline'), await count('touches'), await count('outbox')];
    house.time.now += minute;
    assert.equal((await withdraw('again')).status, 303);
    assert.deepEqual([await count('timeline'), await count('touches'), await count('outbox')], before);
  });

  test('the owner is told that they no longer need it, with what they said, once', async (t) => {
    const { house, withdraw } = await martinsPage(engine, t);
    await deliverOutbox(house.env);
    house.time.now += 20 * minute;
    await withdraw('found somebody nearer');
    await deliverOutbox(house.env);
    const told = await house.env.read.selectFrom('outbox').selectAll().where('key', 'like', 'notice:withdrawn:%').execute();
    assert.deepEqual(
      told.map(({ state, member_id, body }) => [state, member_id, JSON.parse(body!).subject]),
      [['kept', house.cast.ana, 'Martin no longer needs this']],
    );
    assert.deepEqual(house.errors, []);
  });

  test('who has withdrawn and writes again is waiting again', async (t) => {
    const { house, withdraw, add, see, lead } = await martinsPage(engine, t);
    await withdraw();
    house.time.now += minute;
    await add('Sorry, it is knocking again. Can you come?');
    assert.equal((await lead()).next_what, 'Answer');
    assert.match(await see(), /You’ll hear from us by 11:01 today/);
  });

  test('another enquiry of theirs on the same lead is still owed its answer', async (t) => {
    const { house, write, withdraw, lead } = await martinsPage(engine, t);
    house.time.now += minute;
    await write({ email: 'martin@hale.example', message: 'And could you quote for a new bathroom?' });
    await withdraw();
    const clock = await house.env.read.selectFrom('clocks').selectAll().executeTakeFirstOrThrow();
    assert.equal(clock.ended_at, null);
    assert.equal((await lead()).next_what, 'Answer');
  });

  test('a sleeping lead that is no longer wanted wakes to be closed; a closed one stays as it is', async (t) => {
    const { house, withdraw, lead, which, ana } = await martinsPage(engine, t);
    await putLater(house.env, which, ana, { until: house.time.now + 60 * day });
    await withdraw();
    assert.deepEqual([(await lead()).state, (await lead()).next_what], ['open', 'They no longer need it: close it?']);
    await closeLead(house.env, which, ana, { outcome: 'lost', reason: 'withdrawn' });
    await withdraw();
    assert.equal((await lead()).state, 'closed');
  });

  test('the page ends sixty days after closing', async (t) => {
    const { house, ask, url, see, add, which, ana } = await martinsPage(engine, t);
    await closeLead(house.env, which, ana, { outcome: 'lost', reason: 'price' });
    assert.match(await see(), /This enquiry is closed\. It is not going ahead/);
    house.time.now += 60 * day;
    assert.equal((await ask(url)).status, 200);
    house.time.now += 1;
    const ended = await ask(url);
    assert.equal(ended.status, 410);
    assert.match(words(await ended.text()), /This page has ended/);
    assert.equal((await add('hello?')).status, 410);
    assert.equal((await ask(`${url}/withdraw`)).status, 410);
  });

  test('a forged, cut or other token gets the same page that says nothing, whatever is asked with it', async (t) => {
    const { house, ask, url, add, arrival, count } = await martinsPage(engine, t);
    const nothing = await (await ask('/e/nothing')).text();
    const receipt = `/e/${sign(house.env.settings.secret, 'receipt', arrival.id)}`;
    const stranger = `/e/${sign('another secret that is long enough to be one', 'page', arrival.id)}`;
    const gone = `/e/${sign(house.env.settings.secret, 'page', '01a1f866-0d00-77d5-95b8-9bffc9d79c4e')}`;
    for (const forged of [url.slice(0, -1), url.replace('/e/', '/e/A'), stranger, gone, `/e/${arrival.id}`, `${receipt}/x`]) {
      const answer = await ask(forged);
      assert.equal(answer.status, 404, forged);
      assert.equal(await answer.text(), nothing);
    }
    for (const path of [receipt, stranger, gone]) {
      assert.equal((await add('let me in', [], path)).status, 404);
      assert.equal((await ask(`${path}/withdraw`)).status, 404);
      assert.equal((await ask(`${path}/withdraw`, { method: 'POST' })).status, 404);
    }
    assert.equal(await count('arrivals'), 1);
    assert.equal((await ask(receipt)).status, 200);
  });

  test('the page is kept by nobody and listed nowhere, and its address leaks to no other site', async (t) => {
    const { ask, url } = await martinsPage(engine, t);
    const { headers } = await ask(url);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.match(headers.get('x-robots-tag')!, /noindex/);
    assert.match(
      headers.get('content-security-policy')!,
      /default-src 'none'; style-src 'sha256-[\w+/]{43}='; .*frame-ancestors 'none'/,
    );
  });

  test('an erased person has no page', async (t) => {
    const { house, ask, url } = await martinsPage(engine, t);
    await house.env.write((tx) => tx.db.updateTable('contacts').set({ erased_at: tx.now }).execute());
    assert.equal((await ask(url)).status, 404);
  });
});
