import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Locator, Page } from 'playwright-core';
import { inviteMember, makeSignInLink } from '#work/people/invite-member.ts';
import { openScreens, type Screens, sees } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

const env = () => house.running.house.env;

/** Over a line on which every answer takes a moment, so that a second press comes before it. */
async function slowly(tab: Page, address: string): Promise<Page> {
  await tab.goto(house.running.address + address);
  // What React has taken over bears its mark.
  await tab.waitForFunction(() => Object.keys(document.querySelector('main') ?? {}).some((key) => key.startsWith('__react')));
  const line = await tab.context().newCDPSession(tab);
  await line.send('Network.enable');
  const open = { downloadThroughput: -1, uploadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 300, ...open });
  return tab;
}

const asStranger = async (url: string) => slowly(await (await house.chrome.visitor()).newPage(), new URL(url).pathname);

/** Two presses on one place, at once or a moment apart: what people do where nothing seems to happen. */
async function pressTwice(button: Locator, apart = 0): Promise<void> {
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  const tab = button.page();
  await tab.mouse.click(x + width / 2, y + height / 2);
  await tab.waitForTimeout(apart);
  await tab.mouse.click(x + width / 2, y + height / 2);
}

test('a link that works once lets in whoever presses twice', async () => {
  const byLink = await asStranger((await makeSignInLink(env(), { memberId: house.cast.vic }, house.cast.ana)).url);
  await pressTwice(byLink.locator('button[type=submit]'));
  await byLink.waitForURL(`${house.running.address}/`);
  const dee = { name: 'Dee', email: 'dee@harbourplumbing.example', role: 'member' };
  const byInvitation = await asStranger((await inviteMember(env(), dee, house.cast.ana)).url);
  await byInvitation.fill('[name=password]', 'two taps drip in May');
  await pressTwice(byInvitation.locator('button[type=submit]'));
  await byInvitation.waitForURL(`${house.running.address}/`);
});

test('what is told once is told also where it was asked for twice', async () => {
  const people = await slowly(await house.as('ana'), '/settings/people');
  await people.fill('[name=name]', 'Gus');
  await people.fill('[name=email]', 'gus@harbourplumbing.example');
  await pressTwice(people.getByText('Make the invitation'), 100);
  await sees(people, /Gus is invited/);
  const account = await slowly(await house.as('ben'), '/account');
  await account.getByRole('button', { name: 'Turn it on' }).click();
  await sees(account, /Scan this/);
  const secret = Secret.fromBase32((await account.innerText('.secret')).replaceAll(' ', ''));
  await account.fill('[name=code]', new TOTP({ secret }).generate({ timestamp: house.time.now }));
  await pressTwice(account.getByRole('button', { name: 'Turn it on' }), 100);
  await sees(account, /Two-factor is on. Keep these codes/);
  assert.equal(await account.locator('.recovery li').count(), 8);
});

test('one press too many tells of one call and of one note', async () => {
  const { id, number } = await house.enquire({ name: 'Martin Hale', email: 'martin@hale.example', message: 'Boiler' });
  const count = async (table: 'touches' | 'notes') =>
    (await env().read.selectFrom(table).select('id').where('lead_id', '=', id).execute()).length;
  const calls = await count('touches');
  for (const apart of [0, 450]) {
    const tab = await slowly(await house.as('ana'), `/leads/${number}?call`);
    await pressTwice(tab.locator('dialog').getByText('No answer'), apart);
    await sees(tab, /Saved/);
  }
  assert.equal((await count('touches')) - calls, 2);
  const tab = await slowly(await house.as('ana'), `/leads/${number}?write=note`);
  await tab.fill('.composer textarea', 'The key is under the pot');
  await pressTwice(tab.getByText('Keep the note'), 250);
  await sees(tab, /Noted|The key is under the pot/);
  assert.equal(await count('notes'), 1);
});
