// biome-ignore-all lint/suspicious/noThenProperty: the word is the deed's, and what stands there is no function.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sortArrival } from '#work/arrivals/sort-arrival.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { heartbeat } from '#work/running/heartbeat.ts';
import { minute, second } from '../acting.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens({ mail: false });
  await heartbeat(house.running.house.env);
});
after(() => house?.stop());

const env = () => house.running.house.env;
const ask = (name: string, message: string) =>
  house.enquire({ name, email: `${name.split(' ')[0]!.toLowerCase()}@home.example`, message });

const post = async (fields: Record<string, string>): Promise<string> => {
  const body = new URLSearchParams(fields);
  const sent = await fetch(`${house.running.address}/f/website`, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
  });
  return ((await sent.json()) as { arrival: { id: string } }).arrival.id;
};

/** Nobody is sure of it, because it brings nothing but a link. */
const unsure = (name: string) =>
  post({ name, email: `${name.toLowerCase()}@spam.example`, message: 'https://offers.example/now' });

async function today(who: 'ana' | 'ben' | 'vic', look = {}, path = '/'): Promise<Page> {
  const tab = await house.as(who, look);
  await tab.goto(house.running.address + path);
  return tab;
}

const whatIs = (id: string) =>
  env().read.selectFrom('arrivals').select(['outcome', 'reason']).where('id', '=', id).executeTakeFirstOrThrow();

test('a day on which nobody waits is nearly empty, and says what is next', async () => {
  const tab = await today('ben');
  await sees(tab, /Nobody is waiting\. .*open until 17:30 .*You can put the phone away\./);
  await seesNot(tab, /Waiting to hear from us|This week/);
  await sees(tab, /Reminders last ran 0 s ago\./);
  const lead = await ask('Olu Adeyemi', 'Book me in');
  await logTouch(
    env(),
    { id: lead.id },
    { memberId: house.cast.ana },
    {
      kind: 'phone',
      direction: 'out',
      result: 'spoke',
      then: { nextStep: { what: 'Book the site visit', dueAt: Date.UTC(2026, 10, 24, 16) } },
    },
  );
  const hers = await today('ana');
  await sees(
    hers,
    /Nobody is waiting\. .*Next: book the site visit \(Olu Adeyemi\), 16:00 on Tuesday\. You can put the phone away\./,
  );
  await isFit(hers, 'today-empty');
});

test('what others do stands there within a second, without a reload, and nothing moves under the hand', async () => {
  const tab = await today('ana');
  await tab.evaluate(() => Object.assign(globalThis, { same: true }));
  await tab.fill('[name=q]', 'half a word');
  await ask('Martin Hale', 'Boiler making a knocking noise');
  await sees(
    tab,
    /One person is waiting, nobody longer than we said\. .*Martin Hale Website form “Boiler making a knocking noise”/,
  );
  assert.equal(await tab.evaluate(() => 'same' in globalThis), true, 'it was reloaded');
  assert.equal(await tab.evaluate(() => (document.activeElement as HTMLInputElement).name), 'q');
  assert.equal(await tab.inputValue('[name=q]'), 'half a word');

  house.time.now += 2 * minute;
  const martin = tab.locator('.row', { hasText: 'Martin Hale' });
  await martin.hover();
  const place = await martin.boundingBox();
  // What is written in three strokes is seen at once.
  const { promise: written, resolve: seen } = Promise.withResolvers<void>();
  await tab.route('**/*.data*', (route) => written.then(() => route.continue()));
  await logTouch(
    env(),
    { number: (await ask('Priya Nair', 'Two flats in Hove')).number },
    { memberId: house.cast.ana },
    {
      kind: 'email',
      direction: 'in',
      result: 'received',
      text: 'And a third one.',
    },
  );
  // One that is due sooner would stand above.
  await env().write((tx) =>
    tx.db.updateTable('leads').set({ attention_due_at: 1 }).where('asked', '=', 'Two flats in Hove').execute(),
  );
  seen();
  env().news.tell(new Set(['leads']));
  await tab.locator('text=1 new · show').waitFor();
  assert.deepEqual(await martin.boundingBox(), place);
  assert.match(await tab.locator('main [role=status]').first().innerText(), /^New: Priya Nair$/);
  await tab.click('text=1 new · show');
  await sees(tab, /Priya Nair .*Martin Hale/);
  assert.match(await tab.evaluate(() => document.activeElement?.textContent ?? ''), /Priya Nair/);

  await tab.mouse.move(0, 0);
  const second = await tab.context().newPage();
  await second.goto(`${house.running.address}/leads`);
  await ask('Tom Reid', 'New bathroom before Christmas');
  await sees(second, /Tom Reid/);
});

test('the bars burn while the page is open, also where the house cannot be reached', async () => {
  await ask('Nora Bell', 'Cold radiators upstairs');
  house.time.now += 2 * minute;
  const tab = await house.as('ana');
  await tab.clock.install();
  // What burns does so in the script; that it runs is known by the stream it asks for.
  const alive = tab.waitForRequest('**/live');
  await tab.goto(house.running.address);
  await alive;
  await sees(tab, /Nora Bell .*58 min left/);
  // Nobody answers any more: what is said comes from the page alone, and no error takes its place.
  await tab.route('**/*.data*', (route) => route.abort());
  await tab.clock.runFor(5 * minute);
  await sees(tab, /Nora Bell .*53 min left .*Baton cannot be reached just now\./);
});

test('three buttons sort what nobody was sure of; the sender is remembered afterwards, if wished', async () => {
  const [first, other, third] = [await unsure('Supplies'), await unsure('Accountant'), await unsure('Walker')];
  const tab = await today('ana');
  await sees(tab, /3 more are not sure .*Not sure What are these\? Supplies/);
  const row = (name: string) => tab.locator('#not-sure .row', { hasText: name });
  await row('Supplies')
    .getByRole('button', { name: /^Not an enquiry/ })
    .click();
  await sees(tab, /Noted: not an enquiry\. Undo Always sort supplies@spam\.example so It is an enquiry after all/);
  assert.equal((await whatIs(first)).outcome, 'not-an-enquiry');
  await tab.click('text=Always sort supplies@spam.example so');
  await sees(tab, /From now on, what supplies@spam\.example sends is sorted the same way\./);
  const next = await post({ name: 'Supplies', email: 'supplies@spam.example', message: 'More offers, in whole sentences' });
  assert.equal((await whatIs(next)).outcome, 'not-an-enquiry');

  const plain = await today('ana', { script: false });
  await plain
    .locator('#not-sure .row', { hasText: 'Accountant' })
    .getByRole('button', { name: /Known customer/ })
    .click();
  await sees(plain, /Noted: a known customer, no new job\./);
  assert.equal((await whatIs(other)).outcome, 'linked');
  await row('Walker')
    .getByRole('button', { name: /^An enquiry/ })
    .click();
  await sees(tab, /It is on the list as an enquiry, with the time at which it came\. Undo Open #\d+/);
  assert.equal((await whatIs(third)).outcome, 'lead');
});

test('a letter that was kept is asked about once, and the answer can be taken back', async () => {
  const lead = await ask('Sara Lind', 'Does the price include weekends?');
  await logTouch(
    env(),
    { id: lead.id },
    { memberId: house.cast.ana },
    {
      kind: 'email',
      direction: 'out',
      result: 'sent',
      text: 'Yes, it does.',
      send: true,
    },
  );
  await house.later(11 * second);
  const tab = await today('ana');
  await sees(tab, /Not sent Did it go another way\? sara@home\.example Reply, kept, not sent/);
  await tab.getByRole('button', { name: /^I sent it/ }).click();
  await sees(tab, /Noted: you sent it\. Undo/);
  await tab.locator('#not-sent').waitFor({ state: 'detached' });
  await tab.click('.notice >> text=Undo');
  await sees(tab, /Taken back\./);
  await sees(tab, /sara@home\.example Reply, kept, not sent/);
  await tab.getByRole('button', { name: /^It did not go/ }).click();
  await sees(tab, /Noted: it did not go\./);
});

test('who is late stands first; the figures of the week are those of the lists behind them', async () => {
  await house.later(70 * minute);
  await heartbeat(env());
  const tab = await today('ana');
  await sees(tab, /people are waiting longer than we said\./);
  await sees(tab, /late by \d+ min/);
  const week = tab.locator('.week a').first();
  const came = Number(await week.innerText());
  await week.click();
  await sees(tab, /(enquiries|enquiry) since Monday 16 November/i);
  assert.equal(await tab.locator('table.leads tbody tr').count(), came);
  await tab.goto(house.running.address);
  const inTime = tab.locator('.week a', { hasText: ' of ' });
  const answered = Number((await inTime.innerText()).split(' ')[0]);
  await inTime.click();
  await sees(tab, /answered in time/);
  assert.equal(await tab.locator('table.leads tbody tr').count(), answered);
});

test('when reminders stand still, it is said loudly', async () => {
  house.time.now += 3 * minute;
  const tab = await today('ana');
  await sees(tab, /Nobody is being reminded Reminders have not run since 11:\d\d\. Until Baton runs again/);
  await heartbeat(env());
});

test('by keys alone: past the places to the list, down to the first thing to do', async () => {
  const tab = await today('ana');
  await tab.keyboard.press('Tab');
  assert.match(await tab.evaluate(() => document.activeElement!.textContent!), /^Skip to/);
  await tab.keyboard.press('Enter');
  for (let n = 0; n < 12 && !(await tab.evaluate(() => document.activeElement!.matches('.row .button.first'))); n++)
    await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement!.matches('.row .button.first')), true);
  await tab.keyboard.press('/');
  assert.equal(await tab.evaluate(() => (document.activeElement as HTMLInputElement).name), 'q');
});

test('a viewer sees everybody’s day and finds nothing to press that would change it', async () => {
  await unsure('Somebody');
  // Whoever only looks owns nothing, so a day of their own would be empty for good and is not offered.
  const low = await today('vic', { viewport: phone });
  await sees(low, /waiting longer than we said\. .*Martin Hale .*Not sure .*Somebody/);
  await seesNot(low, /with others|Mine/);
  assert.equal(await low.locator('.tabs-low a[href="/log"]').count(), 0, 'what only says no is not offered');
  const tab = await today('vic');
  await sees(tab, /Martin Hale .*Not sure .*Somebody/);
  await seesNot(tab, /with others|Mine|Your next steps/);
  assert.equal(await tab.locator('main form button').count(), 0);
  const refused = await tab.request.post(`${house.running.address}/?index`, {
    form: { do: 'sort', id: 'any', as: 'enquiry' },
    headers: { origin: house.running.address },
  });
  assert.equal(refused.status(), 403);
});

test('Today is fit for everybody, full as it is', async () => {
  await ask('Friedhelm Müller-Lüdenscheidt-Wiedenbrück', 'Donaudampfschifffahrtsgesellschaftskapitänskajütenheizung fällt aus');
  const tab = await today('ana', { viewport: phone });
  await isFit(tab, 'today');
  const arrival = await unsure('Arrival');
  await tab.goto(`${house.running.address}/arrivals`);
  await sees(tab, /Everything that arrived Arrived today: \d+ messages/);
  await isFit(tab, 'arrivals');
  await tab.goto(`${house.running.address}/arrivals/${arrival}`);
  await sees(tab, /What came, word for word https:\/\/offers\.example\/now .*What became of it Not sure by Baton: only links/);
  await isFit(tab, 'arrival');
  const [raw] = await Promise.all([tab.waitForEvent('download'), tab.click('text=Download it exactly as it came')]);
  assert.match(raw.suggestedFilename(), /^arrival-/);
  await sortArrival(env(), { id: arrival, memberId: house.cast.ana, as: 'not-an-enquiry' });
  await tab.goto(`${house.running.address}/more`);
  await isFit(tab, 'more');
  await tab.goto(`${house.running.address}/nothing-here`);
  await sees(tab, /There is nothing at this address\. .*Back to Today/);
  await isFit(tab, 'missing');
});
