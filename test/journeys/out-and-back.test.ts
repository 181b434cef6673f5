import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { hour, minute } from '../acting.ts';
import { patience, phone } from '../browser.ts';
import { openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

/** The clock of this phone is so much before the house's, from the next page on. */
const setBack = (tab: Page, by: number) =>
  tab.addInitScript((began) => {
    Date.now = () => began + performance.now();
  }, house.time.now - by);

test('a phone whose clock is three hours slow: the call was when it was, and they have heard from us', async () => {
  const { id, number } = await house.enquire({ name: 'Tom Reid', phone: '07700 900455', message: 'New bathroom' });
  house.time.now += 30 * minute;
  const tab = await house.as('ana', { viewport: phone });
  await setBack(tab, 3 * hour);
  await tab.goto(`${house.running.address}/leads/${number}`);
  await tab.click('.thumb >> text=Call 07700 900455');
  await sees(tab, /You rang Tom Reid at 10:(29|30) How did it go\?/);
  await tab.click('dialog >> text=Spoke');
  await sees(tab, /Saved/);
  const { read } = house.running.house.env;
  const { first_answer_at, last_contact_at } = await read
    .selectFrom('leads')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  for (const at of [first_answer_at, last_contact_at]) assert.ok(Math.abs(house.time.now - at!) < minute, String(at));
});

test('who signs in where somebody else has rung is not asked how that went', async () => {
  const { number } = await house.enquire({ name: 'Olu Ade', phone: '07700 900321', message: 'The roof' });
  const anas = await house.as('ana', { viewport: phone });
  await anas.goto(`${house.running.address}/leads/${number}`);
  // As on a phone: the page is hidden while it rings, and gone before anybody is back.
  await anas.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden' }));
  await anas.click('.thumb >> text=Call');
  const [cookie] = await (await house.as('ben')).context().cookies();
  await anas.context().addCookies([cookie!]);
  const bens = await anas.context().newPage();
  await anas.close();
  await bens.goto(house.running.address);
  await bens.waitForFunction(() => Object.keys(document.querySelector('main')!).some((key) => key.startsWith('__react')), null, {
    timeout: patience,
  });
  await bens.waitForLoadState('networkidle');
  await seesNot(bens, /How did it go/);
});
