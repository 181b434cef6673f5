import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { readSettings } from '#settings.ts';
import { type Running, serve } from '#start.ts';
import { makeExampleFile } from '#start-example-making.ts';
import { listMembers } from '#store/members.ts';
import { browser, type Look, phone, type TestBrowser } from '#test/browser.ts';
import { freePort } from '#test/free-port.ts';
import { exampleNow } from '#work/example/example.ts';
import { newToken, startSession } from '#work/people/session.ts';
import { findChromium } from './find-chromium.ts';

const folder = path.join(import.meta.dirname, '../docs/pictures');
const laptop = { width: 1280, height: 860 };

type Picture = { name: string; look: Look; go(tab: Page): Promise<unknown> };

const toLead = (tab: Page) => tab.click('main a:has-text("Sara Lind")');

const toTheirPage = async (tab: Page) => {
  await toLead(tab);
  await tab.goto((await tab.getAttribute('a:has-text("Their page")', 'href'))!);
};

/** What the README shows, taken from the example business. */
const pictures: readonly Picture[] = [
  { name: 'today', look: { viewport: laptop }, go: async () => {} },
  { name: 'today-dark', look: { viewport: laptop, colorScheme: 'dark' }, go: async () => {} },
  { name: 'table', look: { viewport: { width: 1480, height: 860 } }, go: (tab) => tab.click('nav.side >> text=Leads') },
  { name: 'lead', look: { viewport: { width: 1280, height: 1180 } }, go: toLead },
  { name: 'lead-phone', look: { viewport: phone, scale: 2, colorScheme: 'dark' }, go: toLead },
  { name: 'page-phone', look: { viewport: phone, scale: 2 }, go: toTheirPage },
  { name: 'form', look: { viewport: { width: 720, height: 720 } }, go: (tab) => tab.goto(new URL('/f/website', tab.url()).href) },
];

/** Run after a change of the screens: `npm run pictures`. The example business is the team here, at the moment at which its time stands. */
async function take(): Promise<void> {
  process.env.BATON_TEST_CHROMIUM ??= findChromium(console.error);
  const data = mkdtempSync(path.join(tmpdir(), 'baton-pictures-'));
  // A mail server is named and no clock runs: the screens speak as where mail goes out, and none does.
  const settings = readSettings({
    BATON_DATA: data,
    PORT: String(await freePort()),
    LOG_LEVEL: 'error',
    SMTP_URL: 'smtp://127.0.0.1:1',
  });
  await makeExampleFile({ ...settings, secret: 'not needed by what is only made' }, { name: 'baton.db' });
  const running = await serve(settings, { web: true, clock: false }, { now: () => exampleNow });
  const chrome = await browser();
  try {
    for (const picture of pictures) await takeOne(running, chrome, picture);
  } finally {
    await chrome.close();
    await running.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function takeOne({ address, house: { env } }: Running, chrome: TestBrowser, { name, look, go }: Picture): Promise<void> {
  const owner = (await listMembers(env.read)).find(({ role }) => role === 'admin')!;
  const token = newToken(env.random);
  const caller = { address: '127.0.0.1', userAgent: null };
  await env.write((tx) => startSession(env, tx, { token, memberId: owner.id, caller }));
  const visitor = await chrome.visitor(look);
  await visitor.addCookies([{ name: 'baton', value: token, url: address }]);
  const tab = await visitor.newPage();
  await tab.goto(address);
  await go(tab);
  // Nothing is pointed at, and letters and colours have settled.
  await tab.mouse.move(0, 0);
  await tab.waitForTimeout(1_000);
  await tab.screenshot({ path: path.join(folder, `${name}.png`) });
  await visitor.close();
}

await take();
