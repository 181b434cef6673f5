import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { LeadRow } from '#store/schema.ts';
import { logEnquiry } from '#work/arrivals/log-enquiry.ts';
import { editLead } from '#work/leads/edit-lead.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

const at = (lead: { number: number }, more = '') => `${house.running.address}/leads/${lead.number}${more}`;
const env = () => house.running.house.env;
const missedCall = async (number: string): Promise<LeadRow> =>
  (
    await logEnquiry(
      env(),
      { memberId: house.cast.ana },
      { source: 'missed-call', from: { phone: number }, asked: '', spoken: false, ownerId: null },
    )
  ).lead!;
const field = (tab: Page, label: string) => tab.locator('dialog').getByLabel(label, { exact: true });
const save = (tab: Page) => tab.click('dialog button.first');

test('somebody rang and left no address: once it is known they are written to, and all of it can be taken back', async () => {
  const lead = await missedCall('07700 900312');
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await tab.click('text=Change what we know');
  await field(tab, 'Email').fill('Rosa Klein <Rosa@Klein.example>');
  await save(tab);
  await sees(tab, /Saved\. Undo/);
  await sees(tab, /Email rosa@klein\.example/);
  await sees(tab, /Ana Reyes changed the email address/);
  assert.equal(await tab.locator('.composer >> text=Send to rosa@klein.example').count(), 1);
  await tab.click('.notice >> text=Undo');
  await sees(tab, /Taken back\./);
  await seesNot(tab, /rosa@klein/);
});

test('a number that was mistyped is corrected, one more is added, and one is taken away', async () => {
  const lead = await house.enquire({ name: 'Olu Ade', email: 'olu@home.example', phone: '0770 12', message: 'Roof' });
  const tab = await house.as('ana');
  await tab.goto(at(lead, '?edit'));
  await sees(tab, /As typed, cannot be rung/);
  await isFit(tab, 'lead-points');
  await field(tab, 'Phone').fill('07700 900712');
  await field(tab, 'One more phone').fill('020 7946 0018');
  await save(tab);
  await sees(tab, /Phone 07700 900712 Phone 020 7946 0018 Email olu@home\.example/);
  assert.equal(await tab.locator('.lead-side a[href="tel:+442079460018"]').count(), 1);
  await tab.click('text=Change what we know');
  await field(tab, 'Phone').fill('');
  await save(tab);
  await sees(tab, /Olu Ade Phone 020 7946 0018 Email/);
  await seesNot(tab, /07700 900712/);
});

test('what is no number is said at its field with everything typed kept; what is somebody else’s is asked about', async () => {
  const lead = await house.enquire({ name: 'Mia Lind', email: 'mia@home.example', message: 'Tiles' });
  const other = await house.enquire({ name: 'Jon Berg', email: 'jon@home.example', message: 'A tap' });
  const tab = await house.as('ben');
  await tab.goto(at(lead, '?edit'));
  await tab.fill('dialog [name=company]', 'Lind & Co');
  await field(tab, 'Phone').fill('twelve');
  await save(tab);
  await sees(tab, /Phone “twelve” is not a telephone number\./);
  const wrong = field(tab, 'Phone');
  assert.deepEqual([await wrong.inputValue(), await wrong.getAttribute('aria-invalid')], ['twelve', 'true']);
  assert.equal(await tab.inputValue('dialog [name=company]'), 'Lind & Co');
  assert.equal(await wrong.evaluate((input) => input === document.activeElement), true);
  await wrong.fill('');
  await field(tab, 'One more email').fill('JON@home.example');
  await save(tab);
  await sees(tab, /This address is Jon Berg’s here already\. If they are one person, say so on the lead: it asks\./);
  await tab.click('dialog >> text=Close');
  await sees(tab, /Same person\? Same person as Jon Berg, “A tap”, open with/);
  await tab.click('text=Same person, other work');
  await sees(tab, /Noted: one person\./);
  await sees(tab, /Email mia@home\.example Email jon@home\.example/);
  assert.equal(
    (await env().read.selectFrom('points').select('contact_id').where('value', '=', 'jon@home.example').execute())[0]!.contact_id,
    other.contact_id,
  );
});

test('without script it is the same, and what somebody else has changed meanwhile is told first', async () => {
  const lead = await missedCall('07700 900413');
  const tab = await house.as('ana', { script: false, viewport: phone });
  await tab.goto(at(lead, '?edit'));
  await editLead(env(), { id: lead.id }, { memberId: house.cast.ben }, { name: 'Vera Holm' });
  await field(tab, 'Email').fill('vera at holm');
  await save(tab);
  await sees(tab, /Ben Okoro changed what is known of it .*Press again/);
  await save(tab);
  await sees(tab, /Email “vera at holm” is not an email address\./);
  await field(tab, 'Email').fill('vera@holm.example');
  await save(tab);
  await sees(tab, /Saved\. Undo/);
  await sees(tab, /Email vera@holm\.example/);
});

test('who may only look finds nothing to press there', async () => {
  const lead = await missedCall('07700 900514');
  const tab = await house.as('vic');
  await tab.goto(at(lead, '?edit'));
  await sees(tab, /07700 900514/);
  await seesNot(tab, /Change what we know|What we know/);
  const answer = await tab.request.post(at(lead), { form: { intent: 'edit', 'email:': 'vic@home.example' } });
  assert.equal(answer.status(), 403);
});
