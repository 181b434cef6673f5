import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Response } from 'playwright-core';
import type { LeadRow } from '#store/schema.ts';
import { logEnquiry } from '#work/arrivals/log-enquiry.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { minute, second } from '../acting.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens, sees, seesNot } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

const at = (lead: { number: number }, more = '') => `${house.running.address}/leads/${lead.number}${more}`;
const now = (lead: { id: string }): Promise<LeadRow> =>
  house.running.house.env.read.selectFrom('leads').selectAll().where('id', '=', lead.id).executeTakeFirstOrThrow();
const ask = (name: string, message: string, more: Record<string, string> = {}) =>
  house.enquire({ name, email: `${name.split(' ')[0]!.toLowerCase()}@home.example`, message, ...more });
const lettersTo = (address: string) =>
  house.mail.letters.filter(({ to, headers }) => to.includes(address) && !headers['auto-submitted']);

test('from the form to the answer to the close', async () => {
  const lead = await ask('Martin Hale', 'Boiler making a knocking noise', { phone: '07700 900118' });
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await sees(tab, /Martin Hale .*“Boiler making a knocking noise” .*told: “by 11:00 today” .*Answer 59|Answer 1 h/);
  await sees(tab, /What Martin sees “Thanks Martin, we have your message\. You’ll hear from us by 11:00 today\.”/);
  house.time.now += 24 * minute;
  await tab.fill('.composer textarea', 'We can come at four today. Does that suit you?');
  await tab.click('text=Send to martin@home.example');
  await sees(tab, /Sent in \d+ s\..*Next: ring if nothing comes, 08:00 on Tuesday/);
  assert.equal(await tab.inputValue('.composer textarea'), '');
  await house.later(11 * second);
  assert.equal(lettersTo('martin@home.example').length, 1);
  await tab.goto(at(lead));
  await sees(tab, /moved by itself to Contacted .*Ana Reyes wrote an email, the first reply, after 24 min on time/);
  await sees(tab, /handed to the mail server/);
  await sees(tab, /What Martin sees “Martin, we have answered you\./);
  await tab.click('text=Won, lost or later');
  await tab.check('dialog [value=won]', { force: true });
  await tab.fill('dialog [name=value]', '£4,800');
  await tab.click('dialog .won button');
  await sees(tab, /Closed today Won .*Reopen/);
  assert.deepEqual([(await now(lead)).outcome, (await now(lead)).value], ['won', 480_000]);
  await tab.click('text=Undo');
  await sees(tab, /Taken back\./);
  assert.equal((await now(lead)).state, 'open');
});

test('what they were told stands beside what they asked while that is open, and only where they were told', async () => {
  const { env } = house.running.house;
  const tab = await house.as('ana');
  const lead = await ask('Rosa Klein', 'A dripping tap');
  await tab.goto(at(lead));
  await sees(tab, /“A dripping tap” today, \d\d:\d\d · told: “by \d\d:\d\d today”/);
  await logTouch(env, { id: lead.id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });
  house.time.now += minute;
  await ask('Rosa Klein', 'Does the price include the parts?');
  await tab.goto(at(lead));
  await sees(tab, /Answer: Does the price include the parts\?/);
  await seesNot(tab, /told: “/);
  const missed = { source: 'missed-call', from: { phone: '07700 900312' }, asked: '', spoken: false, ownerId: null } as const;
  const rang = await logEnquiry(env, { memberId: house.cast.ana }, missed);
  await tab.goto(at(rang.lead!));
  await sees(tab, /07700 900312 .*What they asked/);
  await seesNot(tab, /told: “/);
});

test('an answer that is taken back within ten seconds never leaves, and its words are there to go on with', async () => {
  const lead = await ask('Priya Nair', 'Landlord certificates for two flats');
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await tab.fill('.composer textarea', 'We can come on Tuesday.');
  await tab.click('text=Send to priya@home.example');
  await sees(tab, /Sent in/);
  house.time.now += 9 * second;
  await tab.click('.notice >> text=Undo');
  await sees(tab, /Taken back\./);
  await tab.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('.composer textarea')!.value === 'We can come on Tuesday.',
  );
  await house.later(minute);
  assert.equal(lettersTo('priya@home.example').length, 0);
  assert.equal((await now(lead)).first_answer_at, null);
});

test('on the phone: twice no answer, then spoke, each by one tap on the way back', async () => {
  const lead = await ask('Tom Reid', 'New bathroom before Christmas', { phone: '07700 900455' });
  const tab = await house.as('ana', { viewport: phone });
  const ring = async () => {
    await tab.goto(at(lead));
    await tab.click('.thumb >> text=Call 07700 900455');
    await tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await sees(tab, /You rang Tom Reid at \d\d:\d\d How did it go\?/);
  };
  await ring();
  await tab.click('dialog >> text=No answer');
  await sees(tab, /Saved Next: ring again, 1\d:\d\d today suggested change won, lost, later Undo/);
  assert.deepEqual([(await now(lead)).tried_count, (await now(lead)).stage], [1, 'new']);
  house.time.now += 130 * minute;
  await ring();
  await tab.click('dialog >> text=No answer');
  await sees(tab, /Saved Next: ring again/);
  house.time.now += 60 * minute;
  await ring();
  await tab.fill('dialog [name=text]', 'Wants to choose tiles with us.');
  await tab.click('dialog >> text=Spoke');
  await sees(tab, /Saved Next: decide what happens next, 10:00 on Monday suggested change wait for them won, lost, later Undo/);
  await tab.click('dialog >> text=wait for them');
  await tab.click('dialog .choices button >> nth=1');
  await sees(tab, /Waiting for them until/);
  await sees(tab, /Ana Reyes rang and spoke with them, the first reply.* Wants to choose tiles with us\./);
  assert.equal((await now(lead)).stage, 'contacted');
});

test('also where the app was closed meanwhile, the next screen asks how the call went', async () => {
  const lead = await ask('Olu Ade', 'Water comes through the roof', { phone: '07700 900321' });
  const tab = await house.as('ana', { viewport: phone });
  await tab.goto(at(lead));
  await tab.click('.thumb >> text=Call');
  const again = await tab.context().newPage();
  await tab.close();
  await again.goto(house.running.address);
  await sees(again, /You rang Olu Ade at .* How did it go\?/);
  await again.click('dialog >> text=Left a message');
  await sees(again, /Saved Next: ring if nothing comes/);
  await again.goto(house.running.address);
  await again.waitForLoadState('networkidle');
  await seesNot(again, /How did it go/);
});

test('they hear by one tap that it takes longer, and their page says the same', async () => {
  const lead = await ask('Lucy Reid', 'Can you look at our tank?');
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await tab.click('text=Tell them it takes longer');
  await tab.click('dialog .choices button >> nth=0');
  await sees(tab, /They are told in \d+ s\./);
  await sees(tab, /Ana Reyes told them that it takes longer, until/);
  await house.later(11 * second);
  assert.equal(house.mail.letters.filter(({ to, text }) => to.includes('lucy@home.example') && /longer/.test(text)).length, 1);
  const [page] = await Promise.all([tab.context().waitForEvent('page'), tab.click('text=Their page')]);
  await sees(page, /Lucy, it takes longer than we said\./);
  await tab.goto(at(lead));
  await sees(tab, /What Lucy sees “Lucy, it takes longer than we said\./);
});

test('a second try is said, waits since the first one, and can become a lead of its own', async () => {
  const lead = await ask('Rita Moss', 'Is anybody there about the gutter?');
  house.time.now += 20 * minute;
  await ask('Rita Moss', 'Nobody rang. And could you also look at the fence?');
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await sees(tab, /second try/);
  await sees(
    tab,
    /Rita Moss filled in the website form .*Nobody rang\. And could you also look at the fence\? May be a new request\./,
  );
  await tab.click('text=Make it a lead of its own');
  await tab.waitForURL((url) => !url.pathname.endsWith(String(lead.number)));
  await sees(tab, /“Nobody rang\. And could you also look at the fence\?”/);
  await sees(tab, new RegExp(`Before #${lead.number}, open`));
});

test('the second of two windows is told what changed and keeps its text', async () => {
  const lead = await ask('Sam West', 'How much is a service?');
  const ana = await house.as('ana');
  await ana.goto(at(lead));
  await ana.fill('.composer textarea', 'A service is 90 pounds.');
  await ana.waitForResponse(/draft$/);
  const ben = await house.as('ben');
  await ben.goto(at(lead));
  await sees(ben, /Ana Reyes is replying\./);
  await ben.fill('.composer textarea', 'Ninety pounds, and we are free on Monday.');
  await ben.click('text=Send to sam@home.example');
  await sees(ben, /Sent in/);
  await ana.click('.composer .email button');
  await sees(
    ana,
    /Something changed in the meantime\. Nothing was saved\. Ben Okoro was in touch with them \d+ seconds ago\. Read it, or send anyway\./,
  );
  assert.equal(await ana.inputValue('.composer textarea'), 'A service is 90 pounds.');
  await sees(ana, /Ninety pounds, and we are free on Monday\./);
  await ana.click('button >> text=Send anyway');
  await sees(ana, /Sent in/);
  await house.later(11 * second);
  assert.equal(lettersTo('sam@home.example').length, 2);
});

test('a note and a call are never refused for being late', async () => {
  const lead = await ask('Nia Cole', 'Two radiators stay cold');
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  const { env } = house.running.house;
  await logTouch(env, { id: lead.id }, { memberId: house.cast.ben }, { kind: 'phone', direction: 'out', result: 'no-answer' });
  await tab.check('.composer [value=note]', { force: true });
  await tab.fill('.composer textarea', 'The key is with the neighbour.');
  await tab.click('text=Keep the note');
  await sees(tab, /Noted\. Undo/);
  await sees(tab, /Ana Reyes noted .*The key is with the neighbour\./);
  assert.equal((await now(lead)).first_answer_at, null);
  await tab.click('.notice >> text=Undo');
  await sees(tab, /Taken back/);
  await seesNot(tab, /The key is with the neighbour/);
});

test('a lost connection loses nothing and is said, and a draft outlives the page', async () => {
  const lead = await ask('Ed Lane', 'Leak under the sink');
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await tab.fill('.composer textarea', 'We can be there');
  await tab.waitForResponse(/draft$/);
  await tab.reload();
  assert.equal(await tab.inputValue('.composer textarea'), 'We can be there');
  await tab.waitForLoadState('networkidle');
  await tab.context().setOffline(true);
  await tab.fill('.composer textarea', 'We can be there at five.');
  await tab.click('text=Send to ed@home.example');
  await sees(tab, /Not saved: the connection is gone\. What you typed is still here\. Try again\./);
  assert.equal(await tab.locator('.wrong-box').count(), 1, 'it is said once, at what was typed');
  await tab.click('.asked-card summary');
  await tab.fill('.asked-card textarea', 'Has a stopcock');
  await tab.click('.asked-card button');
  await tab.waitForSelector('.wrong-box:below(.asked-card)');
  assert.equal(await tab.inputValue('.asked-card textarea'), 'Has a stopcock');
  await Promise.all([
    tab.waitForEvent('requestfailed', (request) => request.url().endsWith('.data')),
    tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
  ]);
  assert.equal(await tab.inputValue('.composer textarea'), 'We can be there at five.');
  await tab.context().setOffline(false);
  await tab.click('text=Send to ed@home.example');
  await sees(tab, /Sent in/);
  await house.later(11 * second);
  assert.deepEqual(
    lettersTo('ed@home.example').map(({ text }) => /five/.test(text)),
    [true],
  );
});

test('another day for what is late begins with a time that can be saved', async () => {
  const lead = await ask('Lea Late', 'The tap drips');
  await house.later(2 * 60 * minute);
  const tab = await house.as('ana');
  await tab.goto(at(lead, '?step'));
  await tab.fill('dialog [name=what]', 'Ring her');
  await tab.click('dialog button.first');
  await sees(tab, /Next step · Ana Reyes .*Ring her/);
});

test('put to later and woken, closed as a question and reopened, and a thank-you that needs an answer after all', async () => {
  const lead = await ask('Gus Hill', 'Do you also clean chimneys?');
  const tab = await house.as('ana');
  const { env } = house.running.house;
  await logTouch(env, { id: lead.id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });
  await tab.goto(at(lead, '?close'));
  await tab.check('dialog [value=later]', { force: true });
  await tab.fill('dialog [name=day]', '2027-03-01');
  await tab.click('dialog .later button');
  await sees(tab, /Asleep until Monday 1 March 2027/);
  await tab.click('text=Wake it now');
  await tab.click('.reopen button');
  await sees(tab, /Open again\. Next: get in touch again/);
  await tab.goto(at(lead, '?close'));
  await tab.check('dialog [value=question]', { force: true });
  await tab.click('text=It was just a question');
  await sees(tab, /Closed today Just a question/);
  await tab.check('.composer [value=note]', { force: true });
  await tab.fill('.composer textarea', 'Asked about the flue only.');
  await tab.click('text=Keep the note');
  await sees(tab, /Noted\. Undo/);
  await tab.click('summary >> text=Reopen');
  await tab.fill('.reopen [name=what]', 'Ask about the flue');
  await tab.click('.reopen button');
  await sees(tab, /Next step · Ana Reyes Ask about the flue/);
  await ask('Gus Hill', 'Thank you, that’s kind');
  await tab.goto(at(lead));
  await sees(tab, /a thank-you, needs no answer/);
  await tab.click('text=It needs an answer');
  await sees(tab, /Next step · Ana Reyes Answer: Thank you, that’s kind/);
});

test('a look counts as seen after two seconds before somebody’s eyes, never by asking for the page', async () => {
  const lead = await ask('Ivy Park', 'Shower is cold');
  const tab = await house.as('ana');
  await tab.clock.install();
  await tab.clock.pauseAt(Date.now() + 60_000);
  await tab.goto(at(lead));
  await tab.clock.runFor(1_900);
  assert.equal((await now(lead)).seen_at, null);
  let said: Response | undefined;
  tab.on('response', (response) => {
    if (response.url().endsWith('/seen')) said = response;
  });
  for (let tries = 0; tries < 50 && !said; tries++) await tab.clock.runFor(200);
  assert.equal(said?.status(), 204);
  assert.equal((await now(lead)).seen_by, house.cast.ana);
});

test('without script: reply, another day, lost with a kind word, and back again', async () => {
  const lead = await ask('Zoe Hart', 'Price for a new tap?');
  const tab = await house.as('ana', { script: false, viewport: phone });
  await tab.goto(at(lead));
  await tab.fill('.composer textarea', 'A tap is 60 pounds with fitting.');
  await tab.click('text=Send to zoe@home.example');
  await sees(tab, /Sent in .*Undo/);
  await tab.goto(at(lead, '?step=day'));
  await tab.click('dialog .choices button >> nth=1');
  await sees(tab, /Saved\./);
  await tab.goto(at(lead, '?close'));
  await tab.click('dialog label:has([name=way][value=lost])');
  await tab.check('dialog [name=tell]');
  await tab.click('dialog >> text=Price');
  await sees(tab, /Closed today Lost: price/);
  await tab.click('text=Undo');
  await sees(tab, /Taken back\./);
  assert.equal((await now(lead)).state, 'open');
  await tab.goto(at(lead, '?call'));
  await tab.click('dialog >> text=Spoke');
  await sees(tab, /Saved Next: /);
});

test('by the keyboard alone', async () => {
  const lead = await ask('Kit Wood', 'Where does the smell come from?');
  const tab = await house.as('ana');
  await tab.goto(at(lead));
  await tab.waitForLoadState('networkidle');
  const reach = async (words: RegExp) => {
    for (let tabs = 0; tabs < 60; tabs++) {
      await tab.keyboard.press('Tab');
      const said = await tab.evaluate(
        () => `${document.activeElement?.textContent} ${document.activeElement?.getAttribute('aria-label') ?? ''}`,
      );
      if (words.test(said.trim())) return;
    }
    assert.fail(`nothing that says ${words} is reached`);
  };
  await reach(/^New lead/);
  await tab.keyboard.press('Enter');
  await reach(/^Qualified/);
  await tab.keyboard.press('Enter');
  await sees(tab, /Moved to Qualified\./);
  await reach(/^Done…/);
  await tab.keyboard.press('Enter');
  await sees(tab, /What happened\?/);
  await tab.keyboard.press('Escape');
  await tab.waitForFunction(() => !document.querySelector('dialog[open]'));
  assert.match(await tab.evaluate(() => document.activeElement!.textContent!), /Done…/);
  await tab.keyboard.press('Enter');
  await sees(tab, /What happened\?/);
  await tab.keyboard.press('Enter');
  await sees(tab, /Saved\. Next: decide what happens next/);
});

test('a task that is no longer needed goes by one tap, can be taken back, and is told; with script and without', async () => {
  for (const script of [true, false]) {
    const lead = await ask(script ? 'Olga Marsh' : 'Nils Berg', 'A new boiler');
    const tab = await house.as('ana', { script });
    await tab.goto(at(lead));
    await tab.click('text=Add a task');
    await tab.fill('.tasks-of [name=what]', 'Measure the cupboard');
    await tab.getByRole('button', { name: 'Add it' }).click();
    await sees(tab, /The task is asked for\. .*Undo/);
    if (script) await isFit(tab, 'lead-task');
    const drop = tab.getByRole('button', { name: /^No longer needed/ });
    await drop.click();
    await sees(tab, /The task is no longer needed\. .*Undo/);
    await drop.waitFor({ state: 'detached' });
    await sees(tab, /Ana Reyes said that a task is no longer needed/);
    await tab.getByRole('button', { name: 'Undo' }).click();
    await sees(tab, /Taken back\./);
    await sees(tab, /Ana Reyes took back that a task is no longer needed/);
    await closeLead(house.running.house.env, { id: lead.id }, { memberId: house.cast.ben }, { outcome: 'won' });
    await tab.goto(at(lead));
    await drop.click();
    await sees(tab, /The task is no longer needed\. .*Undo/);
    assert.equal((await now(lead)).state, 'closed');
    await tab.close();
  }
});

test('a viewer reads all of it and finds nothing to press', async () => {
  const lead = await ask('Uma Bell', 'Opening hours on Sunday?');
  const tab = await house.as('vic');
  await tab.goto(at(lead, '?close'));
  await sees(tab, /“Opening hours on Sunday\?”/);
  assert.equal(await tab.locator('main form, main button, dialog[open]').count(), 0);
});
