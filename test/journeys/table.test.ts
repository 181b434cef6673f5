// biome-ignore-all lint/suspicious/noThenProperty: the word is the deed's, and what stands there is no function.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { changeStage } from '#work/leads/change-stage.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { editLead } from '#work/leads/edit-lead.ts';
import { indexSearch } from '#work/leads/index-search.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { putLater } from '#work/leads/put-later.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens({ mail: false });
});
after(() => house?.stop());

const env = () => house.running.house.env;
const minute = 60_000;

async function leads(who: 'ana' | 'vic', query = '', look = {}): Promise<Page> {
  const tab = await house.as(who, look);
  await tab.goto(`${house.running.address}/leads${query}`);
  return tab;
}

const names = (tab: Page) => tab.locator('table.leads tbody th a').allInnerTexts();

/** Five people at different places of the way. */
async function fill(): Promise<void> {
  const ana = { memberId: house.cast.ana };
  const ask = async (name: string, message: string, phoneNumber = '') => {
    house.time.now += minute;
    return {
      id: (
        await house.enquire({ name, email: `${name.toLowerCase().replace(/\W/g, '')}@home.example`, phone: phoneNumber, message })
      ).id,
    };
  };
  const sara = await ask('Sara Lind', 'Service contract');
  await logTouch(env(), sara, ana, { kind: 'email', direction: 'out', result: 'sent', text: 'Our offer' });
  await changeStage(env(), sara, ana, 'proposal-sent');
  await editLead(env(), sara, ana, { value: 480_000, statusNote: 'With her partner' });
  const kate = await ask('Kate Moore', 'Cellar cooling');
  await logTouch(env(), kate, ana, {
    kind: 'phone',
    direction: 'out',
    result: 'spoke',
    then: { waitUntil: Date.UTC(2026, 10, 26, 9) },
  });
  const grace = await ask('Grace Tan', 'A boiler in spring');
  await putLater(env(), grace, ana, { until: Date.UTC(2027, 1, 1, 9) });
  const lena = await ask('Lena Groß', 'Thermostat');
  await closeLead(env(), lena, ana, { outcome: 'won', value: 12_050 });
  await ask('Martin Hale', 'Boiler knocks', '07700 900118');
  while ((await indexSearch(env())) > 0);
}

test('an empty table says what will stand there', async () => {
  const tab = await leads('ana');
  await sees(tab, /None open Nothing is open|None open .*Nothing is open\. What comes in by a form/);
  await isFit(tab, 'table-empty');
  await fill();
});

test('all that is open, what it is worth, and as many rows as each count says', async () => {
  const tab = await leads('ana');
  await sees(tab, /3 open, £4,800 in play/);
  assert.deepEqual(await names(tab), ['Martin Hale', 'Sara Lind', 'Kate Moore']);
  for (const [words, rows] of [
    ['Waiting for us · 1', 1],
    ['Waiting for them · 1', 1],
    ['Later · 1', 1],
    ['All open · 3', 3],
  ] as const) {
    await tab.click(`.filters >> text=${words}`);
    await tab.locator('[aria-current=true]', { hasText: words }).waitFor();
    assert.equal((await names(tab)).length, rows, words);
  }
  await tab.click('.filters >> text=Closed');
  await sees(tab, /1 closed .*Lena Groß .*won .*£120\.50/);
});

test('each column says what it is, and sorts', async () => {
  const tab = await leads('ana');
  await sees(tab, /Sara Lind Website form today AR Ana Reyes Proposal sent today .*£4,800 With her partner/);
  const head = (words: string) => tab.getByRole('columnheader', { name: words });
  await head('Name, company').getByRole('link').click();
  await tab.locator('th.name[aria-sort=ascending]').waitFor();
  assert.deepEqual(await names(tab), ['Kate Moore', 'Martin Hale', 'Sara Lind']);
  await head('Name, company').getByRole('link').click();
  await tab.locator('th.name[aria-sort=descending]').waitFor();
  assert.deepEqual(await names(tab), ['Sara Lind', 'Martin Hale', 'Kate Moore']);
  await head('Value').getByRole('link').click();
  await tab.locator('th.value[aria-sort=descending]').waitFor();
  assert.equal((await names(tab))[0], 'Sara Lind');
  for (const column of [
    'Came by',
    'Received',
    'Owner',
    'Stage',
    'Last contact',
    'Next follow-up',
    'Next action',
    'Where it stands',
  ]) {
    await head(column).getByRole('link').click();
    await tab.locator('th[aria-sort]', { hasText: column }).waitFor();
    assert.equal((await names(tab)).length, 3, column);
  }
});

test('the search finds by a name, a word or the end of a number, also what is closed', async () => {
  const tab = await leads('ana');
  for (const [asked, found] of [
    ['martin', 'Martin Hale'],
    ['groß', 'Lena Groß'],
    ['900118', 'Martin Hale'],
    ['cellar cool', 'Kate Moore'],
  ] as const) {
    await tab.fill('.top [name=q]', asked);
    await tab.keyboard.press('Enter');
    await sees(tab, new RegExp(`One match for “${asked}”`));
    assert.deepEqual(await names(tab), [found]);
  }
  await tab.goto(`${house.running.address}/leads?q=boil`);
  await sees(tab, /Two matches for “boil”/);
  await tab.goto(`${house.running.address}/leads?q=nobody`);
  await sees(tab, /Nothing matches “nobody” .*The beginning of a word is enough/);
});

test('without script: filters are links and forms', async () => {
  const tab = await leads('ana', '', { script: false });
  await tab.selectOption('[name=stage]', 'proposal-sent');
  await tab.click('.narrow button');
  await sees(tab, /1 open, £4,800 in play/);
  assert.deepEqual(await names(tab), ['Sara Lind']);
  await tab.click('table.leads >> text=Received');
  assert.match(tab.url(), /stage=proposal-sent.*sort=received/);
  await tab.fill('[name=q]', 'kate');
  await tab.press('[name=q]', 'Enter');
  await sees(tab, /One match for “kate”/);
  await tab.click('text=Kate Moore');
  assert.match(tab.url(), /\/leads\/\d+$/);
});

test('with script a choice is there at once, and the way back leads back', async () => {
  const tab = await leads('ana');
  await tab.selectOption('[name=source]', 'phone');
  await sees(tab, /None open .*Nothing here is like that\. Show all that is open/);
  await tab.goBack();
  await sees(tab, /3 open/);
});

test('what is new is announced and does not push what is under the pointer', async () => {
  const tab = await leads('ana', '?sort=received&way=down');
  const martin = tab.locator('tbody tr', { hasText: 'Martin Hale' });
  await martin.hover();
  const place = await martin.boundingBox();
  await house.enquire({ name: 'Priya Nair', email: 'priya@home.example', message: 'Two flats' });
  await tab.locator('text=1 new · show').waitFor();
  assert.deepEqual(await martin.boundingBox(), place);
  await tab.mouse.move(0, 0);
  await sees(tab, /4 open/);
  assert.equal((await names(tab))[0], 'Priya Nair');
});

test('more than a page: on and back', async () => {
  for (let n = 0; n < 50; n++)
    await house.enquire({ name: `Person ${n}`, email: `person${n}@home.example`, message: 'A tap drips' });
  const tab = await leads('ana', '?sort=name');
  await sees(tab, /54 open.* 1 to 50 of 54 More/);
  await tab.click('.pages >> text=More');
  await sees(tab, /51 to 54 of 54/);
  assert.equal((await names(tab)).length, 4);
  await tab.click('.pages >> text=Back');
  await sees(tab, /1 to 50 of 54/);
});

test('on a phone it is a list of cards, fit for everybody as the table is', async () => {
  const tab = await leads('ana', '?q=sara', { viewport: phone });
  await sees(tab, /One match for “sara”/);
  assert.equal(await tab.locator('table.leads').isVisible(), false);
  assert.equal(await tab.locator('.lead-cards li').count(), 1);
  assert.equal(await tab.inputValue('.top [name=q]'), 'sara');
  await isFit(tab, 'table-search');
  await tab.goto(`${house.running.address}/leads`);
  await isFit(tab, 'table');
});

test('a viewer reads the table as everybody else does', async () => {
  const tab = await leads('vic');
  await sees(tab, /54 open/);
  await seesNot(tab, /Log an enquiry C/);
});
