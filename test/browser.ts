import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** How the person looks at it. */
export type Look = {
  locale?: string;
  zone?: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** Points of the screen to one of the page. */
  scale?: number;
  /** False: as a browser that runs none. */
  script?: boolean;
};

export type TestBrowser = {
  /** A person who has never been here: no cookies, nothing stored. */
  visitor(look?: Look): Promise<BrowserContext>;
  close(): Promise<void>;
};

type Violation = { id: string; impact: string; help: string; where: string[] };

/** Milliseconds a page is given to get somewhere: far more than it takes, so that a slow machine is no failure. */
export const patience = 20_000;

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium without a window and with a new, empty profile. `npm test` says in BATON_TEST_CHROMIUM where it is. */
export async function browser(): Promise<TestBrowser> {
  const executablePath = process.env.BATON_TEST_CHROMIUM || undefined;
  // The sandbox needs rights that root in a container does not have.
  const chrome = await chromium.launch({ executablePath, args: flags, headless: true, chromiumSandbox: false });
  return {
    async visitor({
      locale = 'en-GB',
      zone = 'Europe/London',
      colorScheme = 'light',
      viewport = desktop,
      scale = 1,
      script = true,
    } = {}) {
      const visitor = await chrome.newContext({
        locale,
        timezoneId: zone,
        colorScheme,
        viewport,
        deviceScaleFactor: scale,
        javaScriptEnabled: script,
        hasTouch: viewport.width < 600,
        reducedMotion: 'reduce',
      });
      visitor.setDefaultTimeout(patience);
      return visitor;
    },
    close: () => chrome.close(),
  };
}

/** What axe-core finds wrong on the page as it stands; empty when all is well. It never ends for a visitor with `script: false`. */
export async function axe(page: Page): Promise<Violation[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    type Found = { id: string; impact: string; help: string; nodes: { html: string }[] };
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Found[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      where: nodes.map((node) => node.html.slice(0, 200)),
    }));
  });
}
