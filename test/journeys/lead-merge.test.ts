import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addTimelineEntry, takeLead } from '#store/leads.ts';
import type { LeadRow } from '#store/schema.ts';
import { receive } from '#work/arrivals/receive.ts';
import { splitArrival } from '#work/arrivals/split-arrival.ts';
import { minute, second } from '../acting.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

const at = (lead: { number: number }, more = '') => `${house.running.address}/leads/${lead.number}${more}`;
const env = () => house.running.house.env;
const now = (lead: { id: string }): Promise<LeadRow> =>
  env().read.selectFrom('leads').selectAll().where('id', '=', lead.id).executeTakeFirstOrThrow();

/** One person with two leads: what came second was made a lead of its own. */
async function two(name: string, phone: string): Promise<[LeadRow, LeadRow]> {
  const email = `${name.split(' ')[0]!.toLowerCase()}@home.example`;
  const first = await house.enquire({ name, email, phone, message: 'New bathroom' });
  house.time.now += 20 * minute;
  await house.enquire({ name, email, phone, message: 'And a fence' });
  const joined = await env()
    .read.selectFrom('arrivals')
    .select('id')
    .where('lead_id', '=', first.id)
    .where('outcome', '=', 'linked')
    .executeTakeFirstOrThrow();
  const { lead } = await splitArrival(env(), { id: joined.id, memberId: house.cast.ben });
  return [first, lead];
}

test('who else was here by the same number is said, and by one tap the two are one; taken back they are two', async () => {
  const [first, other] = await two('Tom Reid', '07700 900455');
  const tab = await house.as('ana');
  await tab.goto(at(other));
  await sees(tab, /Same number as Tom Reid, “New bathroom”, open with Ana Reyes\. Put the two together/);
  await tab.click('text=Put the two together');
  await tab.waitForURL((url) => url.pathname === `/leads/${first.number}`);
  await sees(tab, new RegExp(`#${other.number} goes on here, with its story\\. Undo`));
  await sees(tab, /And a fence/);
  assert.equal((await now(other)).outcome, 'merged');
  const merged = await house.as('ana', { viewport: phone });
  await merged.goto(at(other));
  await sees(merged, new RegExp(`It goes on as #${first.number}\\.`));
  await seesNot(merged, /Same number as/);
  assert.deepEqual(await merged.locator('.thumb a').allInnerTexts(), ['Call 07700 900455', 'More'], 'nothing that only says no');
  await tab.click('.notice >> text=Undo');
  await sees(tab, /Taken back\./);
  assert.equal((await now(other)).state, 'open');
  await seesNot(tab, /Shows also/);
});

test('what was put together is taken apart where it is shown', async () => {
  const [first, other] = await two('Ina Berg', '07700 900456');
  const tab = await house.as('ana');
  await tab.goto(at(first));
  await tab.click('text=Put the two together');
  await sees(tab, /Put together: both stories are here now\. Undo/);
  house.time.now += minute;
  await tab.goto(at(first));
  await sees(tab, new RegExp(`Shows also #${other.number} Un-merge`));
  await tab.click('.merged button');
  await tab.waitForURL((url) => url.pathname === `/leads/${other.number}`);
  await sees(tab, /Two leads again\. Undo/);
  assert.equal((await now(other)).state, 'open');
  await tab.click('.notice >> text=Undo');
  await sees(tab, new RegExp(`It goes on as #${first.number}\\.`));
});

test('the second of two windows is told in plain words why the two were not put together', async () => {
  const [first, other] = await two('Kim Shaw', '07700 900457');
  const tab = await house.as('ana');
  // Nobody tells this page of anything, as where its stream is held up on the way.
  await tab.route('**/live', () => {});
  await tab.goto(at(other));
  await sees(tab, /Put the two together/);
  await env().write(async (tx) => {
    const { version } = (await takeLead(tx.db, other.id, 1))!;
    const told = {
      id: tx.id(),
      lead_id: other.id,
      at: tx.now,
      kind: 'put-here',
      member_id: house.cast.ben,
      facts: null,
      version,
    };
    await addTimelineEntry(tx.db, told);
  });
  await tab.click('text=Put the two together');
  await sees(tab, /Something changed in the meantime\. Nothing was saved\. Ben Okoro put a message on it/);
  assert.equal((await now(other)).state, 'open');
  await tab.click('text=Put the two together');
  await tab.waitForURL((url) => url.pathname === `/leads/${first.number}`);
  assert.equal((await now(other)).outcome, 'merged');
});

test('somebody who was won before is named with what it was', async () => {
  const before = await house.enquire({ name: 'Ann Lee', phone: '07700 900458', message: 'Plumbing' });
  const tab = await house.as('ana');
  await tab.goto(at(before, '?close'));
  await tab.check('dialog [value=won]', { force: true });
  await tab.click('dialog .won button');
  await sees(tab, /Closed today Won/);
  house.time.now += minute;
  const again = await house.enquire({ name: 'A. Lee', email: 'a@lee.example', phone: '+44 7700 900458', message: 'A tap drips' });
  await tab.goto(at(again));
  await sees(tab, /Same number as Ann Lee, “Plumbing”, won in November\./);
  await seesNot(tab, /Put the two together/);
  await tab.click('.same >> text=Ann Lee');
  await tab.waitForURL((url) => url.pathname === `/leads/${before.number}`);
});

/** The address is one person's, the number another's. */
async function perhaps(one: string, other: string, phone: string) {
  const email = `${one.toLowerCase()}@perhaps.example`;
  const first = await house.enquire({ name: one, email, message: 'Boiler service' });
  const second = await house.enquire({ name: other, phone, message: 'Gutter' });
  await house.enquire({ name: one, email, phone, message: 'Is it possible this week?' });
  return [first, second] as const;
}

test('“Same person?” is answered by one tap, and taken back by one', async () => {
  const [first, other] = await perhaps('Pia', 'Pia Holm', '07700 900461');
  const tab = await house.as('ana');
  await tab.goto(at(first));
  await sees(
    tab,
    /Same person\? Same number as Pia Holm, “Gutter”, open with Ana Reyes\. Put the two together Same person, other work Two people/,
  );
  await isFit(tab, 'lead-same-person');
  await tab.click('text=Same person, other work');
  await sees(tab, /Noted: one person\. Undo/);
  await sees(tab, new RegExp(`Before #${other.number}, open`));
  assert.equal((await now(other)).state, 'open');
  await tab.click('.notice >> text=Undo');
  await sees(tab, /Same person\? Same number as/);
  await tab.click('text=Put the two together');
  await sees(tab, /Noted: one person\. Undo/);
  assert.deepEqual([(await now(first)).state, (await now(other)).outcome], ['open', 'merged']);
  await tab.click('.notice >> text=Undo');
  await sees(tab, /Same person\? Same number as/);
  assert.equal((await now(other)).state, 'open');
});

test('two people are two people, and it is not asked again', async () => {
  const [first] = await perhaps('Rosa', 'Rosa Lind', '07700 900462');
  const tab = await house.as('ana');
  await tab.goto(at(first));
  await tab.click('text=Two people');
  await sees(tab, /Noted: two people\. Undo/);
  await seesNot(tab, /Same person\?/);
  await tab.reload();
  await seesNot(tab, /Same person\?/);
});

test('a message that was made a lead of its own by mistake goes back', async () => {
  const lead = await house.enquire({ name: 'Rita Moss', email: 'rita@home.example', message: 'The gutter leaks' });
  house.time.now += 20 * minute;
  await house.enquire({ name: 'Rita Moss', email: 'rita@home.example', message: 'Could you also look at the fence?' });
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await tab.click('text=Make it a lead of its own');
  await sees(tab, /A lead of its own now: #\d+\..* Undo/);
  await tab.click('.notice >> text=Undo');
  await tab.waitForURL((url) => url.pathname === `/leads/${lead.number}`);
  await sees(tab, /Taken back\./);
  await sees(tab, /Could you also look at the fence\? May be a new request\./);
});

test('an arrival that was sorted is, for ten seconds, what it was before', async () => {
  const fields = { name: 'Best Offers', email: 'x@offers.example', message: 'Links' };
  const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
  const raw = { body, contentType: 'application/x-www-form-urlencoded', receivedAt: house.time.now };
  const [got] = await receive(env(), 'website', raw, { doubt: 'filled in very quickly' });
  const tab = await house.as('ben');
  await tab.goto(`${house.running.address}/arrivals/${got!.arrival.id}`);
  await tab.click('.sorting button >> nth=2');
  await sees(tab, /Noted: not an enquiry\. Undo/);
  await tab.click('.notice button >> nth=0');
  await sees(tab, /Taken back\./);
  await sees(tab, /What became of it Not sure/);
  await tab.click('.sorting button >> nth=0');
  await sees(tab, /It is on the list as an enquiry.* Undo/);
  house.time.now += 9 * second;
  await tab.click('.notice button >> nth=0');
  await sees(tab, /What became of it Not sure/);
});

test('what is known of the person and the work is changed, saved and shown', async () => {
  const lead = await house.enquire({ name: 'Olu Ade', email: 'olu@home.example', phone: '0770 12', message: 'Roof' });
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await sees(tab, /Phone 0770 12 as typed, cannot be rung/);
  assert.equal(await tab.locator('main a[href^="tel:"]').count(), 0);
  await tab.click('text=Change what we know');
  await tab.fill('dialog [name=company]', 'Ade & Daughters');
  await tab.fill('dialog [name=value]', '1,250');
  await tab.fill('dialog [name=reach]', 'by text, after five');
  await tab.fill('dialog [name=site]', '4 Quay Street, Whitby');
  await tab.check('dialog [name=urgent]');
  await tab.click('dialog button.first');
  await sees(tab, /Saved\. Undo/);
  await sees(tab, /Ade & Daughters.*urgent.*£1,250.*prefers by text, after five/);
  await sees(tab, /Reach by by text, after five Where 4 Quay Street, Whitby/);
  await tab.click('text=Won, lost or later');
  await tab.check('dialog [value=won]', { force: true });
  await tab.fill('dialog [name=heardOf]', 'Recommended');
  await tab.selectOption('dialog [name=months]', '6');
  await tab.click('dialog .won button');
  await sees(tab, /Closed today Won .*Heard of us Recommended/);
  await sees(tab, /Ana Reyes asked to be reminded/);
  const task = await env().read.selectFrom('tasks').selectAll().where('lead_id', '=', lead.id).executeTakeFirstOrThrow();
  assert.equal(new Date(task.due_at).toISOString().slice(0, 7), '2027-05');
});
