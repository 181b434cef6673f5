import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, browser, phone, type TestBrowser } from '../browser.ts';

const page = (body: string) => `<!doctype html><html lang="en"><title>Enquiry</title><main><h1>Enquiry</h1>${body}</main></html>`;
let chrome: TestBrowser;

before(async () => {
  chrome = await browser();
});
after(() => chrome.close());

test('axe is content with a plain page and names a field without a label', async () => {
  const tab = await (await chrome.visitor()).newPage();
  await tab.setContent(page('<label>Name <input name="name"></label>'));
  assert.deepEqual(await axe(tab), []);
  await tab.setContent(page('<input name="name">'));
  const [violation, ...others] = await axe(tab);
  assert.equal(violation?.id, 'label');
  assert.deepEqual(violation?.where, ['<input name="name">']);
  assert.deepEqual(others, []);
});

test('a visitor comes with a language, a zone, a colour scheme and a screen of their own, and with nothing stored', async () => {
  const first = await chrome.visitor();
  await first.addCookies([{ name: 'seen', value: '1', url: 'http://localhost' }]);
  const second = await chrome.visitor({ locale: 'de-AT', zone: 'Europe/Vienna', colorScheme: 'dark', viewport: phone });
  assert.deepEqual(await second.cookies(), []);
  const seen = await (await second.newPage()).evaluate(() => ({
    language: navigator.language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    width: innerWidth,
  }));
  assert.deepEqual(seen, { language: 'de-AT', zone: 'Europe/Vienna', dark: true, width: 390 });
});
