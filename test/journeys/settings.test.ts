import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { recomputeLeads } from '#work/leads/recompute-leads.ts';
import { changeTeam } from '#work/team/change-team.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens({ mail: false });
});
after(() => house?.stop());

const env = () => house.running.house.env;

async function open(who: 'ana' | 'ben' | 'vic', path: string, look = {}): Promise<Page> {
  const tab = await house.as(who, look);
  await tab.goto(`${house.running.address}${path}`);
  return tab;
}

const dueOf = async (leadId: string) =>
  (
    await env()
      .read.selectFrom('clocks')
      .select(['due_at'])
      .where('lead_id', '=', leadId)
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).due_at;

test('the rule is a sentence; its words change, are tried on a moment, and count when they are saved', async () => {
  const lead = await house.enquire({ name: 'Martin Hale', email: 'martin@hale.example', message: 'Boiler knocks' });
  assert.equal(await dueOf(lead.id), house.time.now + 60 * 60_000);
  const tab = await open('ana', '/settings');
  await sees(
    tab,
    /Somebody new hears from us within one hour while we are open, otherwise by 10:00 the next working day ?\. Missed calls/,
  );
  await tab.click('.changeable.first');
  await tab.click('#change-first >> text=within 15 minutes');
  await sees(tab, /hears from us within 15 minutes while .*Not saved yet\./);
  await sees(
    tab,
    /What if somebody writes on .*They hear from us by 10:15 that day\. 15 minutes of open time from Friday 10:00\./,
  );
  assert.equal(await dueOf(lead.id), house.time.now + 60 * 60_000);
  await tab.fill('[name=at]', '2026-11-20T18:05');
  await sees(tab, /They hear from us by 10:00 on Monday\. Friday 18:05 is after closing/);
  await tab.click('text=Save the rule');
  await sees(tab, /The rule is saved\./);
  while ((await recomputeLeads(env())) > 0);
  assert.equal(await dueOf(lead.id), house.time.now + 15 * 60_000);
});

test('a preset begins anew with its time, and nothing is saved by it', async () => {
  const tab = await open('ana', '/settings');
  await tab.getByRole('button', { name: 'within 24 hours' }).click();
  await sees(tab, /Somebody new hears from us within 24 hours ?\. Missed calls/);
  await tab.reload();
  await sees(tab, /Somebody new hears from us within 15 minutes/);
});

test('urgent outside hours: a number has to be said', async () => {
  const tab = await open('ana', '/settings');
  await tab.click('.changeable.urgentOutside');
  await tab.click('#change-urgentOutside >> text=we show a number at once');
  await tab.click('text=Save the rule');
  await tab.locator('.wrong-box', { hasText: 'Please give the number that is shown for urgent enquiries.' }).waitFor();
  assert.match(await tab.evaluate(() => document.activeElement!.textContent!), /^Please give the number/);
});

test('hours without script: a break, a day more; what is wrong is said and what was typed stays', async () => {
  const tab = await open('ana', '/settings', { script: false });
  await tab.fill('[name="sat.0.from"]', '12:00');
  await tab.fill('[name="sat.0.until"]', '09:00');
  await tab.click('text=Save the hours');
  await sees(tab, /Saturday: 12:00 to 09:00 ends before it begins/);
  assert.equal(await tab.inputValue('[name="sat.0.from"]'), '12:00');
  await tab.fill('[name="sat.0.from"]', '09:00');
  await tab.fill('[name="sat.0.until"]', '12:00');
  await tab.locator('.day-hours', { hasText: 'Friday' }).locator('summary').click();
  await tab.fill('[name="fri.0.until"]', '12:00');
  await tab.fill('[name="fri.1.from"]', '13:00');
  await tab.fill('[name="fri.1.until"]', '17:30');
  await tab.click('text=Save the hours');
  await sees(tab, /The opening hours are saved\./);
  await tab.goto(`${house.running.address}/settings?at=2026-11-20T11:50&kind=first`);
  await sees(
    tab,
    /They hear from us by 13:05 that day\. 15 minutes of open time: 10 minutes until 12:00 on Friday, 5 more on Friday from 13:00\./,
  );
});

test('closed days: a stretch of one’s own is added and taken out again', async () => {
  const tab = await open('ana', '/settings');
  await sees(tab, /next Friday 25 December \(Christmas Day\)/);
  await tab.fill('.closed-days [name=from]', '2026-11-23');
  await tab.fill('.closed-days [name=until]', '2026-11-24');
  await tab.fill('.closed-days [name=name]', 'Works outing');
  await tab.click('text=Save the closed days');
  await sees(tab, /The closed days are saved\. .*next Monday 23 November to Tuesday 24 November \(Works outing\)/);
  await tab.goto(`${house.running.address}/settings?at=2026-11-23T09:00`);
  await sees(tab, /by 10:00 on Wednesday\. .*\(Works outing\)/);
});

test('public holidays are chosen by ticks, of a region too, without script; days of one’s own can come every year', async () => {
  const tab = await open('ana', '/settings', { script: false });
  await tab.click('text=Choose public holidays');
  assert.equal(await tab.isChecked('label:has-text("Christmas Day") input'), true);
  await tab.selectOption('[name=holidays]', { label: 'England' });
  await tab.click('button:text-is("Show")');
  await sees(tab, /Summer bank holiday Monday 30 August 2027/);
  await tab.uncheck('label:has-text("Good Friday") input');
  await tab.click('text=Save the public holidays');
  await sees(tab, /The public holidays are saved\./);
  assert.equal(await tab.inputValue('[name=holidays]'), 'ENG');
  assert.deepEqual(
    [await tab.isChecked('label:has-text("Good Friday") input'), await tab.isChecked('label:has-text("Summer bank") input')],
    [false, true],
  );
  await tab.goto(`${house.running.address}/settings?at=2027-08-30T09:00`);
  await sees(tab, /by 10:00 on Tuesday\. .*\(Summer bank holiday\)/);
  await tab.fill('.closed-days [name=from]', '2026-12-28');
  await tab.fill('.closed-days [name=until]', '2026-12-01');
  await tab.check('text=The same days every year');
  await tab.click('text=Save the closed days');
  await sees(tab, /The last day comes before the first\./);
  assert.equal(await tab.inputValue('.closed-days [name=from]'), '2026-12-28');
  await tab.fill('.closed-days [name=until]', '2026-12-30');
  await tab.fill('.closed-days [name=name]', 'Between the years');
  await tab.click('text=Save the closed days');
  await sees(tab, /The closed days are saved\./);
  await tab.goto(`${house.running.address}/settings?at=2028-12-28T09:00`);
  await sees(tab, /\(Between the years\)/);
});

test('the second of two windows is told, and keeps what it had', async () => {
  const [one, other] = [await open('ana', '/settings'), await open('ana', '/settings')];
  await one.fill('[name="mon.0.from"]', '07:00');
  await one.click('text=Save the hours');
  await sees(one, /The opening hours are saved\./);
  await other.fill('[name="mon.0.from"]', '06:30');
  await other.click('text=Save the hours');
  await sees(
    other,
    /Something changed in the meantime\. Nothing was saved; look at it again\. What you typed is still here\. See how it is now/,
  );
  assert.equal(await other.inputValue('[name="mon.0.from"]'), '06:30');
  await other.click('text=See how it is now');
  await sees(other, /How we answer/);
  assert.equal(await other.inputValue('[name="mon.0.from"]'), '07:00');
});

test('what customers see: the number stands on the form at once, a wrong address is said at its field', async () => {
  const tab = await open('ana', '/settings/team');
  await tab.fill('[name=phone]', '01273 496 0100');
  await tab.fill('[name=website]', 'ftp://x');
  await tab.click('main >> button:has-text("Save")');
  await sees(tab, /website should begin with https/);
  assert.equal(await tab.inputValue('[name=phone]'), '01273 496 0100');
  await tab.fill('[name=website]', 'https://harbour.example');
  await tab.check('text=Usually within one working day');
  await tab.click('main >> button:has-text("Save")');
  await sees(tab, /Saved\. Customers see it from now on\./);
  await tab.goto(`${house.running.address}/f/website`);
  await sees(tab, /01273 496 0100/);
});

test('the form and the ways in: changed by admins', async () => {
  const tab = await open('ana', '/settings/form');
  await sees(tab, /The form It is open at http:\/\/localhost:\d+\/f\/website/);
  assert.match(await tab.inputValue('textarea.code'), /<form action="http:\/\/localhost:\d+\/f\/website" method="post">/);
  await tab.fill('[name=nextHosts]', 'https://www.harbour.example/thanks, not a host!');
  await tab.click('main >> button:has-text("Save")');
  await sees(tab, /is not the name of a website/);
  await tab.fill('[name=nextHosts]', 'https://www.harbour.example/thanks');
  await tab.selectOption('[name=language]', 'de');
  await tab.click('main >> button:has-text("Save")');
  await sees(tab, /Saved\. The form is like this from now on\./);
  await tab.waitForSelector('[name=nextHosts][value="www.harbour.example"]');
  const config = JSON.parse(
    (await env().read.selectFrom('channels').select('config').where('id', '=', 'website').executeTakeFirstOrThrow()).config,
  );
  assert.deepEqual(config, { language: 'de', nextHosts: 'www.harbour.example' });
  await tab.goto(`${house.running.address}/settings/channels`);
  await sees(tab, /None reports a fault\. .*Website connected · last came today, 10:00 goes to Ana Reyes 1 enquiry in 30 days/);
  const website = tab.locator('.ways-list .row', { hasText: 'connected' });
  await website.locator('summary').click();
  await website.locator('[name=owner]').selectOption({ label: 'Ben Okoro' });
  await website.getByRole('button', { name: 'Save' }).click();
  await sees(tab, /Saved\. .*Website connected · last came today, 10:00 goes to Ben Okoro/);
  const { owned_by_id } = await house.enquire({ name: 'Tom Reid', email: 'tom@home.example', message: 'Bathroom' });
  assert.equal(owned_by_id, house.cast.ben);
});

test('questions of the team’s own are asked on the form at once: added, reworded, moved, removed and taken back', async () => {
  for (const script of [true, false]) {
    const tab = await open('ana', '/settings/form', { script });
    const card = tab.locator('.questions');
    const press = (words: string) => card.getByRole('button', { name: words, exact: true }).first().click();
    const add = async (label: string) => {
      await card.getByLabel('One more question', { exact: true }).fill(label);
      await press('Save the questions');
      await card.getByText('Saved. The form asks it like this from now on.').waitFor();
    };
    await add('How old is the roof?');
    await add('Which floor?');
    await card.getByLabel('Question 2', { exact: true }).fill('On which floor is it?');
    await card.getByLabel('Needs an answer to Question 2').check();
    await press('Move up: Which floor?');
    await card.getByRole('button', { name: 'Move down: On which floor is it?' }).waitFor();
    const form = await house.as('vic', { script: false });
    const asks = async () => {
      await form.goto(`${house.running.address}/f/website?lang=en`);
      return form.locator('form .field label').allInnerTexts();
    };
    assert.deepEqual((await asks()).slice(-2), ['On which floor is it?', 'How old is the roof?']);
    assert.equal(await form.getAttribute('[name=which-floor]', 'required'), '');
    await card.getByLabel('One more question', { exact: true }).fill('Phone');
    await press('Save the questions');
    await card.getByText('“Phone” is asked already.').waitFor();
    assert.equal(await card.getByLabel('One more question', { exact: true }).inputValue(), 'Phone');
    await card.getByLabel('One more question', { exact: true }).fill('');
    await press('Remove How old is the roof?');
    await card.getByText('Removed.').waitFor();
    assert.equal((await asks()).includes('How old is the roof?'), false);
    await press('Undo');
    await card.getByText('It is as it was before.').waitFor();
    assert.deepEqual((await asks()).slice(-2), ['On which floor is it?', 'How old is the roof?']);
    await press('Remove How old is the roof?');
    await card.getByText('Removed.').waitFor();
    await press('Remove On which floor is it?');
    await card.getByRole('button', { name: 'Remove' }).waitFor({ state: 'detached' });
    await tab.close();
  }
});

test('six questions are the most, and the page says so', async () => {
  const questions = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => ({ key, label: `Question of ${key}`, when: 'always' as const }));
  await changeTeam(env(), { memberId: house.cast.ana, change: { questions } });
  const tab = await open('ana', '/settings/form');
  await sees(tab, /These are 6, and that is the most\. Remove one to ask another\./);
  assert.equal(await tab.locator('.questions [name="question.6.label"]').count(), 0);
  await isFit(tab, 'settings-form-six');
});

test('form, team and ways in: the second of two windows is told and keeps what it had, with script and without', async () => {
  for (const script of [true, false])
    for (const { path, field, save } of [
      { path: '/settings/form', field: '[name=nextHosts]', save: 'form:has([name=nextHosts]) button' },
      { path: '/settings/form', field: '[name="question.0.label"]', save: 'text=Save the questions' },
      { path: '/settings/team', field: '[name=phone]', save: 'main >> button:has-text("Save")' },
      {
        path: '/settings/channels',
        field: '.ways-list .row:has-text("connected") [name=name]',
        save: '.ways-list .row:has-text("connected") form >> text=Save',
      },
    ]) {
      const tabs = [await open('ana', path, { script }), await open('ana', path, { script })] as const;
      for (const [n, tab] of tabs.entries()) {
        if (path.endsWith('channels')) await tab.locator('.ways-list .row:has-text("connected") summary').first().click();
        await tab.locator(field).first().fill(`www.place-${n}-${script}.example`);
      }
      await tabs[0].locator(save).first().click();
      await sees(tabs[0], /Saved\./);
      await tabs[1].locator(save).first().click();
      await sees(tabs[1], /Something changed in the meantime\. Nothing was saved; look at it again\./);
      assert.equal(await tabs[1].locator(field).first().inputValue(), `www.place-1-${script}.example`, `${path} ${script}`);
      await tabs[1].click('text=See how it is now');
      await tabs[1].locator(`.saved-box, .wrong-box`).waitFor({ state: 'detached' });
      assert.equal(await tabs[1].locator(field).first().inputValue(), `www.place-0-${script}.example`, `${path} ${script}`);
      // Another one starts from here again.
      if (path.endsWith('channels')) await tabs[1].locator('.ways-list .row:has-text("connected") summary').first().click();
      for (const tab of tabs) await tab.close();
    }
});

test('what was changed: nothing yet, then who, when, and from what to what; others are told that it is for admins', async () => {
  const fresh = await openScreens({ mail: false });
  const at = (path: string) => `${fresh.running.address}${path}`;
  try {
    const write = fresh.running.house.env.write;
    await write((tx) => tx.db.deleteFrom('settings_log').where('what', '!=', 'team set up').execute());
    const tab = await fresh.as('ana', { script: false });
    await tab.goto(at('/settings'));
    await tab.click('text=What was changed');
    await sees(
      tab,
      /Nothing was changed yet\. .*is named here, with the time and what it was before\. .*Ana Reyes set up the team\./,
    );
    const alive = await fresh.as('ana');
    await alive.goto(at('/settings/changes'));
    await isFit(alive, 'settings-changes-empty');
    await tab.goto(at('/settings'));
    await tab.fill('[name="sat.0.from"]', '09:00');
    await tab.fill('[name="sat.0.until"]', '12:00');
    await tab.click('text=Save the hours');
    await sees(tab, /The opening hours are saved/);
    fresh.time.now += 26 * 60 * 60_000;
    await tab.goto(at('/settings/channels'));
    await tab.locator('.ways-list .row:has-text("connected") summary').click();
    await tab.locator('.ways-list .row:has-text("connected") [name=owner]').selectOption({ label: 'Ben Okoro' });
    await tab.locator('.ways-list .row:has-text("connected")').getByRole('button', { name: 'Save' }).click();
    await sees(tab, /Saved\./);
    await tab.click('text=What was changed');
    await sees(tab, /Two changes in the last seven days\./);
    await sees(
      tab,
      /Today Ana Reyes changed the way in “Website”\. 12:00 Who gets what comes in was nobody named, now Ben Okoro Yesterday Ana Reyes changed the opening hours\. 10:00 Saturday was closed, now 9:00 to 12:00/,
    );
    for (let n = 0; n < 50; n++)
      await changeTeam(fresh.running.house.env, { memberId: fresh.cast.ana, change: { phone: `01273 ${n}` } });
    await alive.goto(at('/settings/changes'));
    await alive.click('text=Older');
    await sees(alive, /Changed earlier .*Ana Reyes changed the opening hours\. .*Newest/);
    const his = await fresh.as('ben', { script: false });
    await his.goto(at('/settings/changes'));
    await sees(his, /Only admins see what was changed\./);
    await seesNot(his, /Saturday/);
  } finally {
    await fresh.stop();
  }
});

test('members and viewers read all of it and change none of it', async () => {
  for (const who of ['ben', 'vic'] as const) {
    const tab = await house.as(who, { script: false });
    for (const path of ['/settings', '/settings/team', '/settings/form', '/settings/channels']) {
      await tab.goto(`${house.running.address}${path}`);
      const possible = await tab.locator('main form[method=post] button:enabled').allInnerTexts();
      assert.deepEqual(possible, [], `${who} ${path}`);
    }
    const headers = { origin: house.running.address };
    const refused = await tab.request.post(`${house.running.address}/settings`, { form: { do: 'hours' }, headers });
    assert.equal(refused.status(), 403, who);
  }
});

test('on a phone the rooms of the settings are one line, with the one that is open in sight', async () => {
  const tab = await open('ana', '/settings/changes', { viewport: phone });
  const line = tab.getByRole('navigation', { name: 'Settings' });
  assert.ok((await line.boundingBox())!.height < 60);
  const inSight = () => {
    const { left, right } = document.querySelector('.settings-tabs [aria-current="page"]')!.getBoundingClientRect();
    return left >= 0 && right <= innerWidth;
  };
  await tab.waitForFunction(inSight);
  await line.getByRole('link', { name: 'How we answer' }).focus();
  await tab.keyboard.press('Enter');
  await line.locator('[aria-current="page"]', { hasText: 'How we answer' }).waitFor();
  await tab.waitForFunction(inSight);
});

test('every room of the settings is fit for everybody', async () => {
  const tab = await open('ana', '/settings', { viewport: phone });
  for (const [path, words] of [
    ['/settings', /How we answer/],
    ['/settings?holidays=ENG', /Save the public holidays/],
    ['/settings/team', /What customers see of/],
    ['/settings/form', /On your own website/],
    ['/settings/channels', /None reports a fault/],
    ['/settings/changes', /changes and more|changes in the last seven days/],
  ] as const) {
    await tab.goto(`${house.running.address}${path}`);
    await sees(tab, words);
    await isFit(tab, path.slice(1).replace(/[/?=]/g, '-'));
  }
});
