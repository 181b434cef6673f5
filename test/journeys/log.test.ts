import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { LeadRow } from '#store/schema.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens({ mail: false });
});
after(() => house?.stop());

const log = () => `${house.running.address}/log`;
const openLeads = (): Promise<LeadRow[]> =>
  house.running.house.env.read.selectFrom('leads').selectAll().orderBy('number').execute();
const leadOf = async (tab: Page): Promise<LeadRow> => {
  await tab.waitForURL(/\/leads\/\d+/);
  const number = Number(/\/leads\/(\d+)/.exec(tab.url())![1]);
  return (await openLeads()).find((lead) => lead.number === number)!;
};

test('C, two fields and Enter: somebody who rang is written down, answered, and with whoever wrote it', async () => {
  const tab = await house.as('ben', {});
  await tab.goto(house.running.address);
  await tab.waitForLoadState('networkidle');
  await tab.keyboard.press('c');
  await tab.waitForURL(log());
  await sees(tab, /You spoke, so nothing is owed\. Change/);
  await tab.keyboard.type('07700 900455');
  await tab.fill('[name=asked]', 'New bathroom, wants a quote before Christmas');
  await tab.press('[name=who]', 'Enter');
  const lead = await leadOf(tab);
  await sees(tab, /Saved as #\d+\. Next: decide what happens next/);
  assert.deepEqual(
    [lead.source, lead.owner_id, lead.stage, lead.first_answer_at],
    ['phone', house.cast.ben, 'contacted', house.time.now],
  );
});

test('whoever rings again is found while the number is typed, and it goes on the lead that is open', async () => {
  const first = await house.enquire({ name: 'Tom Reid', phone: '07700 900466', message: 'New bathroom' });
  const tab = await house.as('ana', { viewport: phone });
  await tab.goto(log());
  await tab.fill('[name=reach]', '+44 7700 900466');
  await sees(tab, /Looks like Tom Reid, same number, open #\d+, they got in touch today\. Add to it/);
  await tab.click('text=Add to it');
  assert.equal(await tab.inputValue('[name=who]'), 'Tom Reid');
  await tab.fill('[name=asked]', 'Asks when we can come');
  await tab.click(`text=Add to #${first.number}`);
  const lead = await leadOf(tab);
  assert.equal(lead.number, first.number);
  assert.notEqual(lead.first_answer_at, null);
  await sees(tab, /Tom Reid called · Ana Reyes .*Asks when we can come/);
});

test('somebody is found by name as well', async () => {
  await house.enquire({ name: 'Wilhelmina Frost', email: 'mina@frost.example', message: 'Frozen pipe' });
  const { indexSearch } = await import('#work/leads/index-search.ts');
  await indexSearch(house.running.house.env);
  const tab = await house.as('ana');
  await tab.goto(log());
  await tab.fill('[name=who]', 'Wilhelmina Fro');
  await sees(tab, /Looks like Wilhelmina Frost, the same name, open #\d+/);
});

test('a message that came another way waits for its answer, belongs to whom was chosen, and has the time at which it came', async () => {
  const tab = await house.as('ana');
  await tab.goto(log());
  await tab.check('[value=whatsapp]', { force: true });
  await sees(tab, /They are waiting to hear from us\. Change/);
  await tab.fill('[name=reach]', 'lucy@reid.example');
  await tab.fill('[name=who]', 'Lucy Reid');
  await tab.fill('[name=asked]', 'Is Monday free?');
  await tab.selectOption('[name=owner]', house.cast.ben);
  await tab.fill('[name=next]', 'Ring her mother first');
  await tab.fill('[name=nextDay]', '2026-11-23');
  await tab.fill('[name=nextTime]', '16:30');
  await tab.click('text=It was earlier than now');
  await tab.fill('[name=received]', '2026-11-20T09:15');
  await tab.check('[name=urgent]');
  await tab.click('.save');
  const lead = await leadOf(tab);
  assert.deepEqual(
    [lead.source, lead.owner_id, lead.first_answer_at, lead.next_what, lead.urgent_at !== null],
    ['whatsapp', house.cast.ben, null, 'Ring her mother first', true],
  );
  assert.equal(lead.received_at, Date.UTC(2026, 10, 20, 9, 15));
  assert.equal(lead.next_due_at, Date.UTC(2026, 10, 23, 16, 30));
});

test('a call after which they still wait is owed an answer', async () => {
  const tab = await house.as('ana');
  await tab.goto(log());
  await tab.fill('[name=reach]', '07700 900499');
  await tab.fill('[name=asked]', 'Will send photos, wants a price');
  await tab.click('.owed summary');
  await tab.check('[name=spoken][value=no]', { force: true });
  await tab.click('.save');
  const lead = await leadOf(tab);
  assert.deepEqual([lead.source, lead.first_answer_at, lead.next_what], ['phone', null, 'Answer']);
});

test('what is missing is said, and nothing that was typed is lost', async () => {
  for (const script of [true, false]) {
    const tab = await house.as('ana', { script });
    await tab.goto(log());
    await tab.fill('[name=asked]', 'A new tap');
    await tab.click('.save');
    await sees(tab, /Write down how to reach them, or at least who it was\./);
    assert.equal(await tab.inputValue('[name=asked]'), 'A new tap');
    await tab.fill('[name=reach]', '0770');
    await tab.click('.save');
    await sees(tab, /This number looks incomplete\./);
    await tab.fill('[name=reach]', `tap${script}@home.example`);
    await tab.click('.save');
    assert.equal((await leadOf(tab)).asked, 'A new tap');
  }
});

test('a lost connection while saving loses nothing, and saving again makes one lead', async () => {
  const tab = await house.as('ana', { viewport: phone });
  await tab.goto(log());
  await tab.waitForLoadState('networkidle');
  await tab.fill('[name=reach]', 'lost@home.example');
  await tab.fill('[name=asked]', 'Lost once');
  await tab.context().setOffline(true);
  await tab.click('.save');
  await sees(tab, /Not saved: the connection is gone\./);
  assert.equal(await tab.inputValue('[name=asked]'), 'Lost once');
  await tab.context().setOffline(false);
  await tab.click('.save');
  await leadOf(tab);
  assert.equal((await openLeads()).filter(({ asked }) => asked === 'Lost once').length, 1);
});

test('many at once, one per line', async () => {
  const before = (await openLeads()).length;
  const tab = await house.as('ana', { script: false });
  await tab.goto(`${log()}?many`);
  await tab.fill('[name=many]', 'Tom Brook 07700 900411 blocked drain\n\npriya@nair.example landlord certificate, two flats');
  await tab.click('text=Save them');
  await sees(tab, /Saved 2 lines #\d+ Tom Brook .* #\d+ priya@nair\.example/);
  assert.equal((await openLeads()).length, before + 2);
});

test('what was written down by mistake is taken back whole, and its words are there to go on with', async () => {
  for (const script of [true, false]) {
    const tab = await house.as('ben', { script });
    await tab.goto(log());
    await tab.check('[value=whatsapp]', { force: true });
    await tab.fill('[name=reach]', `mia${script}@home.example`);
    await tab.fill('[name=who]', 'Mia Kern');
    await tab.fill('[name=asked]', 'A new sink');
    await tab.click('.save');
    await sees(tab, /Saved as #\d+\..* Undo/);
    const lead = await leadOf(tab);
    await tab.click('.notice >> text=Undo');
    await tab.waitForURL(/\/log\?again=/);
    await sees(tab, /Taken back\. What you wrote is still here\./);
    assert.ok(await tab.isChecked('[value=whatsapp]'));
    assert.deepEqual(await Promise.all(['reach', 'who', 'asked'].map((name) => tab.inputValue(`[name=${name}]`))), [
      `mia${script}@home.example`,
      'Mia Kern',
      'A new sink',
    ]);
    assert.equal((await openLeads()).find(({ id }) => id === lead.id)!.outcome, 'not-an-enquiry');
    await tab.fill('[name=asked]', 'A new sink and a tap');
    await tab.click('.save');
    assert.equal((await leadOf(tab)).asked, 'A new sink and a tap');
  }
});

test('many lines are taken back together, and stand there again', async () => {
  const lines = 'Ole Brook 07700 900421 blocked drain\nina@nair.example certificate';
  const before = (await openLeads()).filter(({ state }) => state === 'open').length;
  const tab = await house.as('ana');
  await tab.goto(`${log()}?many`);
  await tab.fill('[name=many]', lines);
  await tab.click('text=Save them');
  await sees(tab, /Saved 2 lines #\d+ Ole Brook .* Undo/);
  await tab.click('section[aria-label=Saved] >> text=Undo');
  await sees(tab, /Taken back\. What you wrote is still here\./);
  assert.equal(await tab.inputValue('[name=many]'), lines);
  assert.equal((await openLeads()).filter(({ state }) => state === 'open').length, before);
});

test('a kept letter is said to be kept, and somebody says what became of it', async () => {
  const lead = await house.enquire({ name: 'Ann Field', email: 'ann@field.example', message: 'Price for a boiler?' });
  const tab = await house.as('ana');
  await tab.goto(`${house.running.address}/leads/${lead.number}?reply`);
  await sees(tab, /No mail server is set, so it is kept here and not sent\./);
  await tab.fill('.composer textarea', 'From 1,900 pounds.');
  await tab.click('text=Send to ann@field.example');
  await sees(tab, /Kept, not sent: no mail server is set\..*Undo/);
  await seesNot(tab, /Next: /);
  await house.later(11_000);
  await tab.goto(`${house.running.address}/leads/${lead.number}`);
  await sees(tab, /Next step.* Answer .* left/);
  await sees(tab, /the letter did not go, so the step before it stands again/);
  await sees(tab, /From 1,900 pounds\. kept, not sent I sent it It did not go/);
  await tab.click('text=I sent it');
  await sees(tab, /sent by hand/);
  await sees(tab, /Ring if nothing comes waiting for them until/);
  const [now] = (await openLeads()).filter(({ id }) => id === lead.id);
  assert.notEqual(now!.first_answer_at, null);
});

test('the quick log is fit for everybody', async () => {
  const tab = await house.as('ana');
  await tab.goto(log());
  await isFit(tab, 'log');
  await tab.fill('[name=reach]', '07700 900466');
  await sees(tab, /Looks like Tom Reid/);
  await isFit(tab, 'log-found');
  await tab.goto(`${log()}?many`);
  await isFit(tab, 'log-many');
});
