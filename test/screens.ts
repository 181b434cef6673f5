import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { readSettings } from '#settings.ts';
import { type Running, serve } from '#start.ts';
import type { LeadRow } from '#store/schema.ts';
import { lookAtLeads } from '#work/leads/look-at-leads.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { addMember } from '#work/people/add-member.ts';
import { newToken, startSession } from '#work/people/session.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
import { axe, browser, desktop, type Look, patience, phone, type TestBrowser } from './browser.ts';
import { freePort } from './free-port.ts';
import { fridayMorning } from './harness.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

export type Screens = {
  running: Running;
  mail: MailServer;
  /** The house's clock; it stands until a test moves it. */
  time: { now: number };
  cast: Record<'ana' | 'ben' | 'vic', string>;
  chrome: TestBrowser;
  /** A page of somebody who is signed in. A number that is touched opens no other program. */
  as(who: 'ana' | 'ben' | 'vic', look?: Look): Promise<Page>;
  /** Somebody fills in the form of the website; gives the lead it is on. */
  enquire(fields: Record<string, string>): Promise<LeadRow>;
  /** So much later, with what is due then done. */
  later(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
};

/** A Baton with a team of three, served as it is in real life; mail goes to a server of its own (`mail: false`: it is kept). */
export async function openScreens({ mail: withMail = true } = {}): Promise<Screens> {
  const chrome = await browser();
  const data = mkdtempSync(path.join(tmpdir(), 'baton-screens-'));
  const time = { now: fridayMorning };
  const mail = await startMailServer();
  const port = await freePort();
  const settings = readSettings({
    BATON_DATA: data,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    MAIL_FROM: 'hello@harbourplumbing.example',
    ...(withMail ? { SMTP_URL: mail.url } : {}),
  });
  const running = await serve(settings, { web: true, clock: false }, { now: () => time.now });
  const { env } = running.house;
  const { memberId: ana } = await setUpTeam(env, {
    team: 'Harbour Plumbing',
    country: 'GB',
    zone: 'Europe/London',
    name: 'Ana Reyes',
    email: 'ana@harbourplumbing.example',
  });
  const join = async (name: string, role: 'member' | 'viewer') =>
    (await addMember(env, { name, email: `${name.split(' ')[0]!.toLowerCase()}@harbourplumbing.example`, role }, ana)).member.id;
  const cast = { ana, ben: await join('Ben Okoro', 'member'), vic: await join('Vic Lund', 'viewer') };
  return {
    running,
    mail,
    time,
    cast,
    chrome,
    async as(who, look = {}) {
      const token = newToken(env.random);
      await env.write((tx) =>
        startSession(env, tx, { token, memberId: cast[who], caller: { address: '127.0.0.1', userAgent: null } }),
      );
      const visitor = await chrome.visitor(look);
      await visitor.addCookies([{ name: 'baton', value: token, url: running.address }]);
      // A browser without a window asks which program may ring, and then waits for good.
      await visitor.addInitScript(() =>
        addEventListener('click', (event) => {
          if (event.target instanceof Element && event.target.closest('a[href^="tel:"], a[href^="mailto:"]'))
            event.preventDefault();
        }),
      );
      return visitor.newPage();
    },
    async enquire(fields) {
      const body = new URLSearchParams(fields);
      const sent = await fetch(`${running.address}/f/website`, { method: 'POST', body, headers: { accept: 'application/json' } });
      const { arrival } = (await sent.json()) as { arrival: { id: string } };
      return env.read
        .selectFrom('leads')
        .selectAll('leads')
        .innerJoin('arrivals', 'arrivals.lead_id', 'leads.id')
        .where('arrivals.id', '=', arrival.id)
        .executeTakeFirstOrThrow();
    },
    async later(milliseconds) {
      time.now += milliseconds;
      await lookAtLeads(env);
      await deliverOutbox(env);
    },
    async stop() {
      await chrome.close();
      await running.stop();
      await mail.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Waits until the page says so, and fails with what it says instead. */
export async function sees(tab: Page, words: RegExp): Promise<void> {
  const said = async () => (await tab.innerText('body')).replace(/\s+/g, ' ');
  const until = performance.now() + patience;
  while (performance.now() < until) {
    if (words.test(await said().catch(() => ''))) return;
    await tab.waitForTimeout(50);
  }
  assert.match(await said(), words);
}

export async function seesNot(tab: Page, words: RegExp): Promise<void> {
  assert.doesNotMatch((await tab.innerText('body')).replace(/\s+/g, ' '), words);
}

const shots = process.env.BATON_TEST_SHOTS;

/** Colours that go over into others have done so. */
const settled = (tab: Page) =>
  tab.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));

/**
 * Fit for everybody: axe is content in both themes on a desk and on a phone, and with letters twice as large nothing runs over the
 * side of a phone, nor are the words of a row squeezed on a desk.
 */
export async function isFit(tab: Page, name: string, sizes: Record<string, typeof phone> = { desktop, phone }): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, viewport] of Object.entries(sizes)) {
      await tab.emulateMedia({ colorScheme });
      await tab.setViewportSize(viewport);
      await settled(tab);
      assert.deepEqual(await axe(tab), [], `${name}, ${colorScheme}, ${size}`);
      if (shots) await tab.screenshot({ path: path.join(shots, `${name}-${size}-${colorScheme}.png`), fullPage: true });
    }
  await tab.setViewportSize({ width: 320, height: 640 });
  const beyond = await tab.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
    const { scrollWidth, clientWidth } = document.documentElement;
    document.documentElement.style.fontSize = '';
    return scrollWidth - clientWidth;
  });
  assert.ok(beyond <= 0, `${name} runs ${beyond} px over the side with large letters`);
  await tab.setViewportSize(desktop);
  const narrowest = await tab.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
    const rows = [...document.querySelectorAll('.row > div:has(p)')].map((part) => part.clientWidth).filter((width) => width > 0);
    document.documentElement.style.fontSize = '';
    return Math.min(...rows);
  });
  assert.ok(narrowest > 300, `the words of a row of ${name} have ${narrowest} px with large letters on a wide screen`);
}
