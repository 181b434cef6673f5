// biome-ignore-all lint/suspicious/noThenProperty: the word is the deed's, and what stands there is no function.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { logTouch } from '#work/leads/log-touch.ts';
import { heartbeat } from '#work/running/heartbeat.ts';
import { minute } from '../acting.ts';
import { isFit, openScreens, type Screens, sees } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens({ mail: false });
  await heartbeat(house.running.house.env);
});
after(() => house?.stop());

const env = () => house.running.house.env;
const ask = (name: string, message: string) =>
  house.enquire({ name, email: `${name.split(' ')[0]!.toLowerCase()}@home.example`, message });

async function today(who: 'ana' | 'ben', look = {}, path = '/'): Promise<Page> {
  const tab = await house.as(who, look);
  await tab.goto(house.running.address + path);
  return tab;
}

/** A step of Ana's that is due later on the same day. */
async function stepToday(name: string, what: string) {
  const lead = await ask(name, 'About the usual');
  await logTouch(
    env(),
    { id: lead.id },
    { memberId: house.cast.ana },
    {
      kind: 'phone',
      direction: 'out',
      result: 'spoke',
      then: { nextStep: { what, dueAt: house.time.now + 90 * minute } },
    },
  );
  return lead;
}

/** The focus comes to rest in that row. */
const focusIn = (tab: Page, name: string) =>
  tab.waitForFunction((words) => document.activeElement?.closest<HTMLElement>('[data-row]')?.innerText.includes(words), name);

test('“Done…” asks over the list: one tap, what comes next is said, and it can be taken back', async () => {
  const lead = await stepToday('Wilma Stone', 'Book the survey');
  await stepToday('Xaver Lang', 'Send the leaflet');
  await house.later(0);
  const tab = await today('ana');
  const other = await today('ana');
  const said: string[] = [];
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
  const button = (name: string) => tab.getByRole('link', { name: `Done… ${name}` });
  await sees(other, /Wilma Stone/);
  await button('Wilma Stone').focus();
  await tab.keyboard.press('Enter');
  await sees(tab, /Wilma Stone · Book the survey What happened\?/);
  await tab.keyboard.press('Escape');
  await tab.waitForURL(`${house.running.address}/`);
  await focusIn(tab, 'Wilma Stone');
  await tab.keyboard.press('Enter');
  await tab.getByRole('button', { name: 'Spoke with them' }).press('Enter');
  await sees(tab, /Saved\. Next: decide what happens next, .* Undo/);
  await button('Wilma Stone').waitFor({ state: 'detached' });
  await focusIn(tab, 'Xaver Lang');
  assert.equal(new URL(tab.url()).pathname, '/');
  await other.locator('.row', { hasText: 'Wilma Stone' }).waitFor({ state: 'detached' });
  await tab.getByRole('button', { name: 'Undo' }).click();
  await sees(tab, /Taken back\./);
  await button('Wilma Stone').waitFor();
  assert.equal((await leadNow(lead.id)).next_what, 'Book the survey');
  await isFit(tab, 'today-done');
  assert.deepEqual(said, []);
});

const leadNow = (id: string) => env().read.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

test('what comes next can be said before the tap; without script the same sheet is a page', async () => {
  const lead = await stepToday('Yusuf Amin', 'Ring about the date');
  await house.later(0);
  const plain = await today('ana', { script: false }, '/?who=everyone');
  await plain.getByRole('link', { name: 'Done… Yusuf Amin' }).click();
  await sees(plain, /Yusuf Amin · Ring about the date What happened\?/);
  await plain.click('text=What is next? The usual');
  await plain.getByLabel('Something else').check();
  await plain.getByLabel('What', { exact: true }).fill('Send two dates');
  await plain.getByRole('button', { name: 'Left a message' }).click();
  await sees(plain, /Saved\. Next: send two dates, /);
  assert.equal((await leadNow(lead.id)).next_what, 'Send two dates');
  assert.match(plain.url(), /who=everyone/);
});

test('the second of two at one step is told what changed, and keeps what was typed', async () => {
  const lead = await stepToday('Zoe Adler', 'Order the valve');
  await house.later(0);
  const tab = await today('ana', {}, `/?done=${lead.number}`);
  await tab.click('text=Done without a contact');
  await tab.fill('[name=what]', 'Fit the valve');
  await logTouch(env(), { id: lead.id }, { memberId: house.cast.ben }, { kind: 'phone', direction: 'out', result: 'no-answer' });
  await sees(tab, /Somebody has acted on this since you opened it\. Now the next step is: Ring again\./);
  await tab.click('form.pair >> text=Save');
  await sees(tab, /Something changed in the meantime\. Nothing was saved\. Ben Okoro was in touch with them/);
  assert.equal(await tab.inputValue('[name=what]'), 'Fit the valve');
  await tab.click('form.pair >> text=Save');
  await sees(tab, /Saved\. Next: fit the valve/);
});

test('a call is asked about over the list, and “it takes longer” is one tap there', async () => {
  const { number, id } = await house.enquire({ name: 'Una Bell', phone: '07700 900777', message: 'No heating' });
  const tab = await today('ana');
  await tab.getByRole('link', { name: 'Call Una Bell' }).click();
  await sees(tab, /Ring Una Bell Call 07700 900777 How did it go\? Spoke No answer Left a message Wrong number/);
  await tab.click('text=It takes longer');
  await tab.locator('.otherwise button').last().click();
  await sees(tab, /Kept\. There is no address to tell them by, so ring them\. .*Undo/);
  const clock = await env().read.selectFrom('clocks').select('told_due_at').where('lead_id', '=', id).executeTakeFirstOrThrow();
  assert.ok(clock.told_due_at! > house.time.now);
  await tab.goto(`${house.running.address}/?call=${number}`);
  await tab.getByRole('button', { name: 'No answer' }).click();
  await sees(tab, /Saved\. Next: ring again, /);
  assert.equal((await leadNow(id)).first_answer_at, null, 'tried is not answered');
});

test('a task asked for on the lead stands with whoever is to do it, and one tap ticks it off', async () => {
  const lead = await ask('Olga Marsh', 'A new boiler');
  const tab = await today('ana', {}, `/leads/${lead.number}`);
  await tab.click('text=Add a task');
  await tab.fill('.tasks-of [name=what]', 'Measure the cupboard');
  await tab.selectOption('.tasks-of [name=member]', { label: 'Ben Okoro' });
  await tab.getByRole('button', { name: 'Add it' }).click();
  await sees(tab, /Tasks Done: Measure the cupboard Measure the cupboard with Ben Okoro · today/);
  await isFit(tab, 'lead-tasks');
  const his = await today('ben');
  const second = await today('ben');
  await sees(his, /Tasks Done: Measure the cupboard Measure the cupboard Olga Marsh · asked by Ana Reyes · today/);
  await his.getByRole('button', { name: 'Done: Measure the cupboard' }).click();
  await sees(his, /Done: Measure the cupboard\. Undo/);
  await his.locator('#tasks').waitFor({ state: 'detached' });
  await second.locator('#tasks').waitFor({ state: 'detached' });
  await his.getByRole('button', { name: 'Undo' }).click();
  await second.locator('#tasks').waitFor();
  const plain = await today('ben', { script: false });
  await plain.getByRole('button', { name: 'Done: Measure the cupboard' }).click();
  await sees(plain, /Done: Measure the cupboard\./);
  await tab.goto(`${house.running.address}/leads/${lead.number}`);
  await sees(tab, /Ben Okoro did a task/);
});
