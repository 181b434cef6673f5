import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { keepDraft } from '#work/leads/keep-draft.ts';
import { openScreens, type Screens, sees } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

/** The page as it came from the house; `wake` lets its scripts come. */
async function asleep(tab: Page, place: string): Promise<{ wake(): Promise<void> }> {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await tab.route('**/assets/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await tab.goto(`${house.running.address}${place}`, { waitUntil: 'commit' });
  await tab.waitForSelector('.tabs-low', { state: 'attached' });
  return {
    async wake() {
      letGo();
      await tab.waitForLoadState('networkidle');
    },
  };
}

const ask = (name: string, message: string) =>
  house.enquire({ name, email: `${name.split(' ')[0]!.toLowerCase()}@home.example`, message });

test('what was chosen and typed on a lead before the page came alive stands, and is sent as that', async () => {
  const lead = await ask('Nia Cole', 'Two radiators stay cold');
  const tab = await house.as('ana');
  const page = await asleep(tab, `/leads/${lead.number}`);
  await tab.check('.composer [value=note]', { force: true });
  await tab.fill('.composer textarea', 'The key is with the neighbour.');
  await page.wake();
  assert.deepEqual(
    [await tab.isChecked('.composer [value=note]'), await tab.inputValue('.composer textarea')],
    [true, 'The key is with the neighbour.'],
  );
  await tab.click('text=Keep the note');
  await sees(tab, /Noted\. Undo/);
  await sees(tab, /Ana Reyes noted .*The key is with the neighbour\./);
});

test('a draft that is written on while the page comes alive loses no letter, nor the place in it', async () => {
  const lead = await ask('Ed Lane', 'Leak under the sink');
  await keepDraft(house.running.house.env, {
    number: lead.number,
    memberId: house.cast.ana,
    kind: 'email',
    text: 'We can come at .',
  });
  const tab = await house.as('ana');
  const page = await asleep(tab, `/leads/${lead.number}`);
  await tab.focus('.composer textarea');
  await tab.keyboard.press('End');
  await tab.keyboard.press('ArrowLeft');
  await tab.keyboard.type('fi');
  await page.wake();
  await tab.keyboard.type('ve');
  assert.equal(await tab.inputValue('.composer textarea'), 'We can come at five.');
  await tab.click('text=Send to ed@home.example');
  await sees(tab, /Sent in/);
  await sees(tab, /We can come at five\./);
});

test('a click by which the page comes alive counts', async () => {
  const lead = await ask('Sam West', 'How much is a service?');
  for (let tries = 0; tries < 2; tries++) {
    const tab = await house.as('ana');
    const page = await asleep(tab, `/leads/${lead.number}`);
    await tab.evaluate(() => {
      const box = document.querySelector<HTMLInputElement>('.composer [value=call]')!;
      // The first moment at which React listens and has not looked at the page yet.
      const listen = Document.prototype.addEventListener;
      Document.prototype.addEventListener = function (...how: Parameters<typeof listen>) {
        listen.apply(this, how);
        if (how[0] === 'click') queueMicrotask(() => box.click());
      };
    });
    await page.wake();
    await tab.waitForTimeout(0);
    assert.ok(await tab.isChecked('.composer [value=call]'));
    await tab.close();
  }
});

test('how it ends is chosen before the sheet came alive, and the focus stays where it was', async () => {
  const lead = await ask('Gus Hill', 'Do you also clean chimneys?');
  const tab = await house.as('ana');
  const page = await asleep(tab, `/leads/${lead.number}?close`);
  await tab.check('dialog [value=won]', { force: true });
  await tab.fill('dialog [name=value]', '4800');
  await tab.focus('dialog [name=heardOf]');
  await tab.keyboard.type('Rec');
  await page.wake();
  await tab.keyboard.type('ommended');
  assert.deepEqual(
    [await tab.inputValue('dialog [name=value]'), await tab.inputValue('dialog [name=heardOf]')],
    ['4800', 'Recommended'],
  );
  await tab.click('dialog .won button');
  await sees(tab, /Closed today Won/);
});

test('the quick log goes by what was said before it came alive', async () => {
  await ask('Tom Reid', 'New bathroom');
  const tab = await house.as('ana');
  const page = await asleep(tab, '/log');
  await tab.check('[value=walk-in]', { force: true });
  await tab.fill('[name=reach]', 'tom@home.example');
  await tab.fill('[name=who]', 'Tom R');
  await tab.fill('[name=asked]', 'Also a new sink');
  await page.wake();
  await sees(tab, /Looks like Tom Reid, same address/);
  await tab.click('.save');
  await sees(tab, /Saved as #\d+\./);
  await sees(tab, /Also a new sink/);
  await sees(tab, /came in/);
});

test('a filter that was chosen early narrows the table down', async () => {
  const tab = await house.as('ana');
  const page = await asleep(tab, '/leads');
  const select = tab.locator('form.narrow select').first();
  const value = await select.locator('option').nth(1).getAttribute('value');
  const name = await select.getAttribute('name');
  await select.selectOption({ index: 1 });
  await page.wake();
  await tab.waitForURL((url) => url.searchParams.get(name!) === value);
});

test('a sentence of the rule that was changed early is tried out', async () => {
  const tab = await house.as('ana');
  const page = await asleep(tab, '/settings');
  const radio = tab.locator('form.rule [popover] input[type=radio]:not(:checked)').first();
  await radio.evaluate((box: HTMLInputElement) => box.click());
  const tried = tab.waitForRequest((request) => request.method() === 'POST');
  await page.wake();
  await tried;
});
