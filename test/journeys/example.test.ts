import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readSettings } from '#settings.ts';
import { type Running, serve } from '#start.ts';
import { makeSetUpLink } from '#work/people/make-set-up-link.ts';
import { browser, type Look, type TestBrowser } from '../browser.ts';
import { freePort } from '../free-port.ts';
import { isFit, sees } from '../screens.ts';

let chrome: TestBrowser;
let running: Running;
let data: string;

before(async () => {
  chrome = await browser();
  data = mkdtempSync(path.join(tmpdir(), 'baton-example-'));
  // A mail server that is set, and that nobody can reach: nothing is to try.
  const settings = { BATON_DATA: data, PORT: String(await freePort()), LOG_LEVEL: 'silent', SMTP_URL: 'smtp://127.0.0.1:1' };
  running = await serve(readSettings(settings), { web: true, clock: true });
});
after(async () => {
  await chrome?.close();
  await running?.stop();
  rmSync(data, { recursive: true, force: true });
});

async function visitor(t: TestContext, look: Look = {}): Promise<Page> {
  const person = await chrome.visitor(look);
  t.after(() => person.close());
  return person.newPage();
}

const setUpLink = async () => `${running.address}/setup/${await makeSetUpLink(running.house.env)}`;
const shown = async (tab: Page) => new URL(tab.url()).pathname;

test('before there is a team one opens the example, acts in it, throws it away and goes on setting up', async (t) => {
  const tab = await visitor(t);
  const link = await setUpLink();
  await tab.goto(link);
  await tab.click('text=Open the example business');
  await sees(tab, /A year is being lived through/);
  await tab.waitForURL(`${running.address}/example`, { timeout: 90_000 });
  await sees(tab, /This is the example business\. Nothing here is real and nothing leaves\. Time stands at Friday 20 November/);
  await sees(tab, /Two people are waiting longer than we said\./);
  await sees(tab, /Sara Lind, Greenleaf Dental/);
  await isFit(tab, 'example-today');

  await tab.click('nav.side >> text=Leads');
  await sees(tab, /\d+ open, £[\d,]+ in play/);
  assert.equal(await shown(tab), '/example/leads');
  await isFit(tab, 'example-table');
  await tab.fill('[role=search] input', 'greenleaf');
  await tab.keyboard.press('Enter');
  await sees(tab, /Sara Lind/);
  await tab.click('text=Sara Lind');
  await sees(tab, /Does the price include the call-out at weekends\?/);
  await isFit(tab, 'example-lead');

  const place = tab.url();
  await tab.fill('.composer textarea[name=text]', 'Yes, two weekend call-outs a year are in it.');
  await tab.click('button:has-text("Send to sara@greenleaf.example")');
  await sees(tab, /Yes, two weekend call-outs a year are in it\./);
  assert.match(tab.url(), new RegExp(`^${place.split('?')[0]}`));
  await tab.click('nav.side >> text=Today');
  await sees(tab, /Two people are waiting longer than we said\./);

  await tab.click('text=Throw it away');
  await tab.waitForURL(link);
  await sees(tab, /Let’s set up Baton/);
  assert.ok(!existsSync(path.join(data, 'example.db')));
  assert.equal(await running.house.env.read.selectFrom('leads').select('id').executeTakeFirst(), undefined);
});

test('who throws it away gets back, also where the page hears first that it is gone', async (t) => {
  const tab = await visitor(t);
  const link = await setUpLink();
  await tab.goto(link);
  await tab.click('text=Open the example business');
  await tab.waitForURL(`${running.address}/example`, { timeout: 90_000 });
  await sees(tab, /This is the example business/);
  await tab.route('**/example/throw-away', async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    // It takes its time, and the stream that has ended makes the page ask for Today: so it hears that the example is gone.
    await tab.waitForResponse((response) => response.headers()['x-elsewhere'] !== undefined);
    await new Promise((over) => setTimeout(over, 300));
    await route.fulfill({ response: answer });
  });
  await tab.click('text=Throw it away');
  await tab.waitForURL(link);
  await sees(tab, /Let’s set up Baton/);
});

test('from the own team, without script and on a phone, one goes in and comes back', async (t) => {
  const tab = await visitor(t, { viewport: { width: 390, height: 844 }, script: false });
  await tab.goto(await setUpLink());
  for (const [name, value] of Object.entries({
    team: 'Seaside Heating',
    name: 'Priya Shah',
    email: 'priya@seaside.example',
    password: 'a calm long password',
  }))
    await tab.fill(`[name=${name}]`, value);
  await tab.selectOption('[name=country]', 'GB');
  await tab.selectOption('[name=zone]', 'Europe/London');
  await tab.click('.onward .first');
  await tab.click('text=Use the defaults');
  await sees(tab, /You’re set\. Nobody is late\./);
  await tab.click('text=Open the example business');
  await tab.waitForURL(`${running.address}/example`, { timeout: 90_000 });
  await sees(tab, /This is the example business/);
  await tab.click('text=Martin Hale');
  await sees(tab, /Boiler making a knocking noise/);
  assert.match(await shown(tab), /^\/example\/leads\/\d+$/);
  await tab.click('text=Back to my team');
  await sees(tab, /You’re set\. Nobody is late\./);
  assert.equal(await shown(tab), '/');
  assert.ok(existsSync(path.join(data, 'example.db')), 'it is still there for another look');
  await tab.goto(`${running.address}/account`);
  await tab.click('text=Open the example business');
  await tab.waitForURL(`${running.address}/example`);
});
