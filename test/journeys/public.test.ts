import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { readSettings } from '#settings.ts';
import { type Running, serve } from '#start.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { sayItTakesLonger } from '#work/leads/say-it-takes-longer.ts';
import { seeLead } from '#work/leads/see-lead.ts';
import { pageUrl } from '#work/letters/compose-letter.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
import { axe, browser, desktop, phone, type TestBrowser } from '../browser.ts';
import { freePort } from '../free-port.ts';
import { fridayMorning } from '../harness.ts';

const minute = 60_000;
const shots = process.env.BATON_TEST_SHOTS;
const data = mkdtempSync(path.join(tmpdir(), 'baton-public-'));
const time = { now: fridayMorning };
let chrome: TestBrowser;
let running: Running;
let ana: { memberId: string };

before(async () => {
  const port = await freePort();
  const settings = readSettings({
    BATON_DATA: data,
    PORT: String(port),
    BATON_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'silent',
  });
  running = await serve(settings, { web: true, clock: true }, { now: () => time.now });
  const team = { team: 'Seaside Heating', country: 'GB', zone: 'Europe/London', name: 'Ana Reyes', email: 'ana@seaside.example' };
  ana = { memberId: (await setUpTeam(running.house.env, team)).memberId };
  await running.house.env.write((tx) =>
    tx.db
      .updateTable('team')
      .set({
        phone: '01273 496 0100',
        urgent_phone: '07700 900199',
        colour: '#0a7b55',
        privacy_url: 'https://seaside.example/privacy',
      })
      .execute(),
  );
  await running.house.env.write((tx) =>
    tx.db.updateTable('channels').set({ config: '{"urgent":"yes"}' }).where('id', '=', 'website').execute(),
  );
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  await running?.stop();
  rmSync(data, { recursive: true, force: true });
});

/** The link in the mail that was kept for this address. */
async function linkIn(address: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    for (const name of mails()) {
      const mail = await PostalMime.parse(readFileSync(path.join(data, 'outgoing', name)));
      if (mail.to?.some((to) => to.address === address)) return /https?:\/\/\S+\/e\/[\w.-]+/.exec(mail.text!)![0];
    }
    await new Promise((later) => setTimeout(later, 50));
  }
  return assert.fail(`no mail to ${address}`);
}

const mails = (): string[] => {
  try {
    return readdirSync(path.join(data, 'outgoing')).filter((name) => name.endsWith('.eml'));
  } catch {
    return [];
  }
};

const photo = { name: 'boiler.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xd9]) };
const sees = async (tab: Page, words: RegExp) => assert.match((await tab.innerText('body')).replace(/\s+/g, ' '), words);

test('on a phone and without script: the time before sending, the receipt, the mail, a photo added, withdrawn', async () => {
  const tab = await (await chrome.visitor({ viewport: phone, script: false })).newPage();
  await tab.goto(`${running.address}/f/website`);
  await sees(tab, /Send it now and you’ll hear from us by 11:00 today\. Or call 01273 496 0100\./);
  await sees(tab, /This is urgent: you’ll hear from us by 10:15 today \(after 17:30 please call 07700 900199\)/);
  time.now += minute;
  await tab.fill('#name', 'Martin Hale');
  await tab.fill('#message', 'Boiler making a knocking noise,\ncan someone come out today?');
  await tab.click('button');
  await sees(tab, /Your message is not sent yet\. .* Please leave an email address or a phone number/);
  assert.equal(await tab.inputValue('#name'), 'Martin Hale');
  assert.equal(await tab.inputValue('#message'), 'Boiler making a knocking noise,\ncan someone come out today?');
  await tab.fill('#email', 'martin@hale.example');
  await tab.click('button');
  await sees(tab, /Thanks Martin, we have your message\. You’ll hear from us by 11:01 on Friday 20 November/);
  await sees(tab, /If it cannot wait, call 01273 496 0100; outside hours 07700 900199/);
  const receipt = tab.url();
  await tab.goBack();
  assert.equal(await tab.inputValue('#email'), 'martin@hale.example');
  await tab.click('button');
  assert.equal(tab.url(), receipt);

  await tab.goto(await linkIn('martin@hale.example'));
  await sees(tab, /enquiry 1001 .* Read by us not yet You hear from us by Fri 11:01/);
  await tab.fill('#message', 'It is a Vaillant, from 2009.');
  await tab.setInputFiles('#files', photo);
  await tab.click('button');
  await sees(tab, /We have added it\. .* It is a Vaillant, from 2009\. with one file/);
  await tab.click('text=I no longer need this');
  await tab.click('text=No, please go on');
  await tab.click('text=I no longer need this');
  await tab.fill('#reason', 'Found the tap that was open.');
  await tab.click('text=Yes, I no longer need it');
  await sees(tab, /Thanks for telling us, Martin\. .* No longer needed Fri 10:01/);
  const leads = await running.house.env.read.selectFrom('leads').selectAll().execute();
  assert.deepEqual(
    leads.map(({ next_what }) => next_what),
    ['They no longer need it: close it?'],
  );
});

test('files that are too large together are said so, and the text is still there', async () => {
  const tab = await (await chrome.visitor({ script: false })).newPage();
  await tab.goto(`${running.address}/f/website`);
  await tab.fill('#email', 'olu@example.com');
  await tab.fill('#message', 'Water comes through the roof');
  await tab.setInputFiles('#files', { ...photo, buffer: Buffer.alloc(26_000_000) });
  await tab.click('button');
  await sees(tab, /The files together are larger than 25 MB/);
  assert.equal(await tab.inputValue('#message'), 'Water comes through the roof');
  assert.equal(await tab.inputValue('#email'), 'olu@example.com');
});

type State = [name: string, arrive: (tab: Page) => Promise<unknown>];

/** A person's page, after something has been done about it. */
async function pageOf(name: string, act: (which: { number: number }) => Promise<unknown>): Promise<string> {
  const { env } = running.house;
  const email = `${name}@hale.example`;
  const body = new URLSearchParams({
    name: 'Martin Hale',
    email,
    message: 'Boiler making a knocking noise, can someone come out today or tomorrow?',
  });
  const sent = await fetch(`${running.address}/f/website`, { method: 'POST', body, headers: { accept: 'application/json' } });
  const { arrival } = (await sent.json()) as { arrival: { id: string } };
  const { lead_id } = await env.read
    .selectFrom('arrivals')
    .select('lead_id')
    .where('id', '=', arrival.id)
    .executeTakeFirstOrThrow();
  const lead = await env.read.selectFrom('leads').select('number').where('id', '=', lead_id).executeTakeFirstOrThrow();
  await act(lead);
  return pageUrl(env, arrival.id);
}

async function states(): Promise<State[]> {
  const { env } = running.house;
  const { address } = running;
  const at = (url: string) => (tab: Page) => tab.goto(url);
  const form = `${address}/f/website`;
  const sent = async (tab: Page, fields: Record<string, string>) => {
    await tab.goto(form);
    for (const [name, value] of Object.entries(fields)) await tab.fill(`#${name}`, value);
    time.now += 5_000;
    await Promise.all([tab.waitForNavigation(), tab.click('button')]);
  };
  const late = await pageOf('late', async () => {});
  time.now += 80 * minute;
  const waiting = await pageOf('waiting', async () => {});
  const known: State[] = [
    ['page-waiting', at(waiting)],
    ['page-added', at(`${waiting}?added`)],
    ['page-read', at(await pageOf('read', (which) => seeLead(env, which, ana)))],
    ['page-late', at(late)],
    ['page-longer', at(await pageOf('longer', (which) => sayItTakesLonger(env, which, ana, time.now + 240 * minute)))],
    [
      'page-answered',
      at(await pageOf('answered', (which) => logTouch(env, which, ana, { kind: 'phone', direction: 'out', result: 'spoke' }))),
    ],
    ['page-won', at(await pageOf('won', (which) => closeLead(env, which, ana, { outcome: 'won' })))],
    ['page-lost', at(await pageOf('lost', (which) => closeLead(env, which, ana, { outcome: 'lost', reason: 'price' })))],
    ['withdraw', at(`${waiting}/withdraw`)],
  ];
  return [
    ['form', at(form)],
    ['form-de', at(`${form}?lang=de`)],
    ['form-embedded', at(`${form}?embed`)],
    ['form-errors', (tab) => sent(tab, { name: 'Martin Hale', phone: '12', message: 'Boiler making a knocking noise' })],
    [
      'receipt',
      (tab) =>
        sent(tab, {
          name: 'Martin Hale',
          email: `m${time.now}@hale.example`,
          message: 'Boiler making a knocking noise, can someone come out today or tomorrow?',
        }),
    ],
    ...known,
    [
      'page-nothing-added',
      async (tab) => {
        await tab.goto(waiting);
        await Promise.all([tab.waitForNavigation(), tab.click('button')]);
      },
    ],
    ['not-found', at(`${address}/e/nothing`)],
  ];
}

test('every public page is fit for everybody, light and dark, on a phone and on a desk', async () => {
  const tab = await (await chrome.visitor()).newPage();
  const complaints: string[] = [];
  tab.on('console', (line) => void (line.type() === 'error' && !/status of 4/.test(line.text()) && complaints.push(line.text())));
  for (const [name, arrive] of await states()) {
    await arrive(tab);
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [size, viewport] of Object.entries({ phone, desktop })) {
        await tab.emulateMedia({ colorScheme });
        await tab.setViewportSize(viewport);
        assert.deepEqual(await axe(tab), [], `${name}, ${colorScheme}, ${size}`);
        if (shots) await tab.screenshot({ path: path.join(shots, `${name}-${size}-${colorScheme}.png`), fullPage: true });
      }
    assert.deepEqual(complaints, [], `${name}: what the browser refused`);
  }
});

test('with the text twice as large on a narrow phone nothing has to be pushed sideways', async () => {
  const visitor = await chrome.visitor({ viewport: { width: 320, height: 640 } });
  const tab = await visitor.newPage();
  for (const [name, arrive] of await states()) {
    await arrive(tab);
    const beyond = await tab.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    assert.equal(beyond, 0, name);
    if (shots) await tab.screenshot({ path: path.join(shots, `${name}-320-large.png`), fullPage: true });
  }
});
