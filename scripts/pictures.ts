import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { readSettings } from '#settings.ts';
import { serve } from '#start.ts';
import { exampleBeside } from '#start-example.ts';
import { browser, desktop, type Look, phone } from '#test/browser.ts';
import { freePort } from '#test/free-port.ts';
import { linkToExample } from '#work/example/enter-example.ts';

const folder = path.join(import.meta.dirname, '../docs/pictures');
const laptop = { width: 1280, height: 860 };

type Picture = { name: string; look: Look; go(tab: Page): Promise<unknown> };

const toLead = (tab: Page) => tab.click('main a:has-text("Sara Lind")');

/** What the README shows, taken from the example business. */
const pictures: readonly Picture[] = [
  { name: 'today', look: { viewport: laptop }, go: async () => {} },
  { name: 'today-dark', look: { viewport: laptop, colorScheme: 'dark' }, go: async () => {} },
  { name: 'table', look: { viewport: { width: 1480, height: 860 } }, go: (tab) => tab.click('nav.side >> text=Leads') },
  { name: 'lead', look: { viewport: { width: 1280, height: 1180 } }, go: toLead },
  { name: 'lead-phone', look: { viewport: phone, colorScheme: 'dark' }, go: toLead },
  { name: 'form', look: { viewport: desktop }, go: (tab) => tab.goto(new URL('/example/f/website', tab.url()).href) },
];

/** Run after a change of the screens: `npm run pictures`. A Chromium is found as in the tests. */
async function take(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-pictures-'));
  const settings = readSettings({ BATON_DATA: data, PORT: String(await freePort()), LOG_LEVEL: 'error' });
  const running = await serve(settings, { web: true, clock: false });
  const chrome = await browser();
  const example = exampleBeside(running.house.env.settings, running.house.env.log);
  try {
    await example.make();
    for (const { name, look, go } of pictures) {
      const visitor = await chrome.visitor(look);
      const tab = await visitor.newPage();
      await tab.goto(`${running.address}/example-business?link=${await linkToExample((await example.env())!)}`);
      await tab.click('button');
      await tab.waitForURL('**/example');
      await go(tab);
      await tab.waitForTimeout(1_000);
      await tab.screenshot({ path: path.join(folder, `${name}.png`) });
      await visitor.close();
    }
  } finally {
    await chrome.close();
    await example.close();
    await running.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await take();
