import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readSettings } from '#settings.ts';
import { type Running, serve } from '#start.ts';
import { listLeads } from '#store/read-leads.ts';
import { readStandard } from '#store/standard.ts';
import { makeSetUpLink } from '#work/people/make-set-up-link.ts';
import { axe, browser, desktop, type Look, phone, type TestBrowser } from '../browser.ts';
import { freePort } from '../free-port.ts';
import { fridayMorning } from '../harness.ts';

const shots = process.env.BATON_TEST_SHOTS;
const twoMinutes = 120_000;
let chrome: TestBrowser;

before(async () => {
  chrome = await browser();
});
after(() => chrome?.close());

type Started = Running & { link: string; tab: Page };

/** A Baton that nobody has set up, with a visitor who holds its link. */
async function started(t: TestContext, look: Look = {}): Promise<Started> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-first-run-'));
  const settings = readSettings({ BATON_DATA: data, PORT: String(await freePort()), LOG_LEVEL: 'silent' });
  const running = await serve(settings, { web: true, clock: false }, { now: () => fridayMorning });
  const visitor = await chrome.visitor(look);
  t.after(async () => {
    await visitor.close();
    await running.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const link = `${running.address}/setup/${await makeSetUpLink(running.house.env)}`;
  return { ...running, link, tab: await visitor.newPage() };
}

async function fillYou(tab: Page, more: Record<string, string> = {}) {
  const you = { team: 'Harbour Plumbing', name: 'Priya Shah', email: 'priya@harbour.example', password: 'a calm long password' };
  for (const [name, value] of Object.entries({ ...you, ...more })) await tab.fill(`[name=${name}]`, value);
}

const onward = (tab: Page) => tab.click('.onward .first');
const step = (tab: Page, n: number) => tab.waitForSelector(`text=${n} of 4`);
const sees = async (tab: Page, words: RegExp) => assert.match((await tab.innerText('main')).replace(/\s+/g, ' '), words);

/** Colours have changed over: a button that still turns dark is no fault. */
const atRest = async () => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
};

/** Clean for axe in both themes, and nothing runs over the side, also with letters twice as large. */
async function isWell(tab: Page, name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await tab.emulateMedia({ colorScheme });
    await tab.evaluate(atRest);
    assert.deepEqual(await axe(tab), [], `${name}, ${colorScheme}`);
    if (shots)
      await tab.screenshot({ path: path.join(shots, `${name}-${tab.viewportSize()!.width}-${colorScheme}.png`), fullPage: true });
  }
  await tab.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (shots) await tab.screenshot({ path: path.join(shots, `${name}-${tab.viewportSize()!.width}-large.png`), fullPage: true });
  await tab.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  assert.ok(over <= 0, `${name} runs ${over} px over the side with large letters`);
  await tab.emulateMedia({ colorScheme: 'light' });
}

test('within two minutes a founder has a team, five people to get back to, and a calm Today', async (t) => {
  const began = Date.now();
  const { tab, link, house } = await started(t, { locale: 'en-GB', zone: 'Europe/London' });
  await tab.goto(link);
  assert.deepEqual([await tab.inputValue('[name=country]'), await tab.inputValue('[name=zone]')], ['GB', 'Europe/London']);
  await fillYou(tab);
  await onward(tab);
  await step(tab, 2);
  await sees(
    tab,
    /We are open Monday to Friday, 8:00 to 17:30\. Somebody new hears from us within one hour while we are open, otherwise/,
  );
  await sees(tab, /Friday 18:05 → they hear from us by Monday 10:00/);
  await tab.click('.changeable.first');
  await tab.click('text=within 4 hours');
  await tab.waitForSelector('text=they hear from us by Monday 12:00');
  await tab.click('text=try another moment');
  await tab.waitForSelector('text=Tuesday 10:20');
  await onward(tab);
  await step(tab, 3);
  await tab.click('text=WhatsApp');
  await onward(tab);
  await step(tab, 4);
  await sees(tab, /Only this computer can reach Baton for now/);
  await tab.fill(
    'textarea',
    'Martin Hale, bathroom quote\nMrs Okafor 07700 900123\nthe man with the blue van\nJürgen Weißenböck\nLi Wei',
  );
  assert.equal(await house.env.read.selectFrom('team').select('id').executeTakeFirst(), undefined);
  await onward(tab);
  await tab.waitForSelector('text=You’re set. Nobody is late.');
  assert.ok(Date.now() - began < twoMinutes);

  const { read } = house.env;
  const { rule, team, timetable } = await readStandard(read);
  assert.deepEqual(
    [rule.first, team.name, team.country, timetable.zone],
    [{ minutes: 240 }, 'Harbour Plumbing', 'GB', 'Europe/London'],
  );
  const leads = await listLeads(read, { limit: 20 });
  assert.deepEqual(
    new Set(leads.map(({ next_what, history_at }) => `${next_what} ${history_at !== null}`)),
    new Set(['Get back to them true']),
  );
  assert.equal(leads.length, 5);
  for (const table of ['clocks', 'outbox'] as const) assert.deepEqual(await read.selectFrom(table).selectAll().execute(), []);
  const looked = await read.selectFrom('channels').select('id').where('checker_id', 'is not', null).execute();
  assert.deepEqual(
    looked.map(({ id }) => id),
    ['whatsapp'],
  );

  await tab.click('text=Send myself an enquiry');
  await tab.waitForSelector('text=It arrived');
  await sees(tab, /Priya Shah practice .* The sender was told: You’ll hear from us by 14:00 today\./);
  await sees(tab, /Nobody is waiting\./);
  assert.equal((await listLeads(read, { limit: 20 })).length, 5);
  await isWell(tab, 'today-practised');
  await tab.click('text=Throw it away');
  await tab.waitForSelector('text=You’re set. Nobody is late.');
});

for (const viewport of [desktop, phone])
  test(`the four screens are clean in both themes and with large letters and long names, ${viewport.width} px wide`, async (t) => {
    const { tab, link } = await started(t, { viewport, locale: 'de-AT', zone: 'Europe/Vienna' });
    await tab.goto(link);
    assert.deepEqual([await tab.inputValue('[name=country]'), await tab.inputValue('[name=zone]')], ['AT', 'Europe/Vienna']);
    await onward(tab);
    await tab.waitForSelector('text=A password is missing.');
    assert.equal(await tab.evaluate(() => document.activeElement?.getAttribute('name')), 'team');
    await isWell(tab, 'set-up-1-problems');
    const name = 'Maximiliane-Friederike von Hohenstein-Weißenböck';
    await fillYou(tab, { team: 'Rechtsanwaltskanzleigemeinschaft Donaudampfschifffahrt', name });
    await isWell(tab, 'set-up-1');
    await onward(tab);
    await step(tab, 2);
    await isWell(tab, 'set-up-2');
    for (const word of ['hours', 'first']) {
      await tab.click(`.changeable.${word}`);
      await isWell(tab, `set-up-2-${word}`);
      await tab.keyboard.press('Escape');
    }
    await onward(tab);
    await step(tab, 3);
    await isWell(tab, 'set-up-3');
    await onward(tab);
    await step(tab, 4);
    await isWell(tab, 'set-up-4');
    await onward(tab);
    await tab.waitForSelector('text=You’re set. Nobody is late.');
    await isWell(tab, 'today-first');
  });

test('a password of one letter is refused on the first screen, and what was typed beside it stays', async (t) => {
  const { tab, link } = await started(t);
  await tab.goto(link);
  await fillYou(tab, { password: 'x' });
  await onward(tab);
  await tab.waitForSelector('text=A password has at least 10 characters.');
  assert.equal(await tab.evaluate(() => document.activeElement?.getAttribute('name')), 'password');
  assert.equal(await tab.inputValue('[name=team]'), 'Harbour Plumbing');
});

test('the link works once, a wrong one opens nothing, and both say so plainly', async (t) => {
  const { tab, link, address, house } = await started(t);
  await tab.goto(`${address}/setup/${'x'.repeat(32)}`);
  await sees(tab, /This link does not work\. Perhaps it was cut short/);
  await tab.goto(link);
  await fillYou(tab);
  await onward(tab);
  await step(tab, 2);
  const late = await (await chrome.visitor()).newPage();
  await late.goto(link);
  await fillYou(late, { team: 'Somebody else', email: 'else@elsewhere.example' });
  await onward(late);
  await step(late, 2);
  await tab.click('text=Use the defaults');
  await tab.waitForSelector('text=You’re set. Nobody is late.');
  await late.click('text=Use the defaults');
  await late.waitForSelector('text=This Baton has been set up already. Sign in instead.');
  const { team, rule } = await readStandard(house.env.read);
  assert.deepEqual([team.name, rule.first], ['Harbour Plumbing', { minutes: 60 }]);
  const answer = await late.goto(link);
  assert.equal(answer!.status(), 410);
  await late.context().close();
});

test('without script every screen works, back and forth, and a word of the sentence can be changed', async (t) => {
  const { tab, link, house } = await started(t, { script: false, viewport: phone });
  await tab.goto(link);
  await fillYou(tab);
  await tab.selectOption('[name=country]', 'IE');
  await tab.selectOption('[name=zone]', 'Europe/Dublin');
  await onward(tab);
  await tab.click('.changeable.outside');
  await tab.click('text=by 12:00 the next working day');
  await tab.click('.change.outside >> text=Put it into the sentence');
  await sees(tab, /otherwise by 12:00 the next working day/);
  await sees(tab, /they hear from us by Monday 12:00/);
  await onward(tab);
  await tab.click('text=Walk-in');
  await onward(tab);
  await tab.fill('textarea', 'Martin Hale, bathroom quote');
  await tab.click('button:text-is("Back")');
  assert.equal(await tab.isChecked('[value=walk-in]'), true);
  await onward(tab);
  assert.equal(await tab.inputValue('textarea'), 'Martin Hale, bathroom quote');
  await tab.goBack();
  await tab.goForward();
  await onward(tab);
  await sees(tab, /You’re set\. Nobody is late\./);
  await tab.click('text=Send myself an enquiry');
  await sees(tab, /The sender was told: You’ll hear from us by/);
  const { rule, team } = await readStandard(house.env.read);
  assert.deepEqual([rule.outsideBy, team.country, team.zone], ['12:00', 'IE', 'Europe/Dublin']);
});

test('keys alone are enough, and Enter never goes back', async (t) => {
  const { tab, link, house } = await started(t);
  await tab.goto(link);
  await tab.focus('[name=team]');
  for (const text of ['Harbour Plumbing', 'Priya Shah', 'priya@harbour.example', 'a calm long password']) {
    await tab.keyboard.type(text);
    if (text !== 'a calm long password') await tab.keyboard.press('Tab');
  }
  await tab.keyboard.press('Enter');
  await step(tab, 2);
  await tab.focus('.changeable.hours');
  await tab.keyboard.press('Enter');
  await tab.focus('[name=day][value=sat]');
  await tab.keyboard.press('Space');
  await tab.keyboard.press('Escape');
  await tab.waitForSelector('text=Monday to Saturday, 8:00 to 17:30');
  assert.equal(await tab.evaluate(() => document.activeElement?.className.includes('hours')), true);
  await tab.focus('.changeable.missed');
  await tab.keyboard.press('Space');
  await tab.focus('.change.missed :checked');
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('text=Missed calls are returned within 24 hours');
  await tab.focus('.onward .first');
  await tab.keyboard.press('Enter');
  await step(tab, 3);
  await tab.focus('[value=email]');
  await tab.keyboard.press('Space');
  await tab.keyboard.press('Enter');
  await step(tab, 4);
  await tab.focus('.onward .first');
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('text=You’re set. Nobody is late.');
  const { rule } = await readStandard(house.env.read);
  assert.deepEqual(rule.missedCall, { hours: 24 });
});

test('hours that are none are said so at once and go no further', async (t) => {
  const { tab, link } = await started(t);
  await tab.goto(link);
  await fillYou(tab);
  await onward(tab);
  await step(tab, 2);
  await tab.click('.changeable.hours');
  await tab.fill('[name=until]', '07:00');
  await tab.waitForSelector('text=08:00 to 07:00 ends before it begins');
  await tab.keyboard.press('Escape');
  await onward(tab);
  await sees(tab, /2 of 4 .* ends before it begins/);
});
