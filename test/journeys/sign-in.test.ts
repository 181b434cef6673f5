import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { BrowserContext, Page } from 'playwright-core';
import { readSettings } from '#settings.ts';
import { type Running, serve } from '#start.ts';
import { findMember } from '#store/members.ts';
import { receive } from '#work/arrivals/receive.ts';
import { acceptInvitation } from '#work/people/accept-invitation.ts';
import { addMember } from '#work/people/add-member.ts';
import { inviteMember, makeSignInLink } from '#work/people/invite-member.ts';
import { signOutMember } from '#work/people/session.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
import { axe, browser, desktop, type Look, phone, type TestBrowser } from '../browser.ts';
import { freePort } from '../free-port.ts';
import { fridayMorning } from '../harness.ts';

const shots = process.env.BATON_TEST_SHOTS;
const data = mkdtempSync(path.join(tmpdir(), 'baton-sign-in-'));
const time = { now: fridayMorning };
const password = 'a calm long password';
const minute = 60_000;
let chrome: TestBrowser;
let running: Running;
let ana: string;

before(async () => {
  const settings = readSettings({ BATON_DATA: data, PORT: String(await freePort()), LOG_LEVEL: 'silent' });
  running = await serve(settings, { web: true, clock: false }, { now: () => time.now });
  const team = {
    team: 'Seaside Heating',
    country: 'GB',
    zone: 'Europe/London',
    name: 'Ana Reyes',
    email: 'ana@seaside.example',
    password,
  };
  ana = (await setUpTeam(running.house.env, team)).memberId;
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  await running?.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Somebody of their own, with a password, so that no test is in another's way. */
async function somebody(name: string, role = 'member'): Promise<{ id: string; email: string }> {
  const { env } = running.house;
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@seaside.example`;
  const { member, signInToken } = await addMember(env, { name, email, role }, ana);
  await acceptInvitation(env, { token: signInToken, name, password }, { address: '192.0.2.7', userAgent: null });
  return { id: member.id, email };
}

async function visitor(t: TestContext, look: Look = {}): Promise<BrowserContext> {
  const context = await chrome.visitor(look);
  t.after(() => context.close());
  return context;
}

async function signIn(tab: Page, email: string, { at = '/sign-in', to = '/' } = {}) {
  await tab.goto(running.address + at);
  await tab.fill('[name=email]', email);
  await tab.fill('[name=password]', password);
  await tab.click('button[type=submit]');
  await tab.waitForURL(running.address + to);
}

const sees = async (tab: Page, words: RegExp) => assert.match((await tab.innerText('main')).replace(/\s+/g, ' '), words);

const atRest = async () => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
};

/** Clean for axe in both themes, and nothing runs over the side, also with letters twice as large. */
async function isWell(tab: Page, name: string) {
  for (const viewport of [desktop, phone])
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.setViewportSize(viewport);
      await tab.emulateMedia({ colorScheme });
      await tab.evaluate(atRest);
      assert.deepEqual(await axe(tab), [], `${name}, ${viewport.width}, ${colorScheme}`);
      if (shots) await tab.screenshot({ path: path.join(shots, `${name}-${viewport.width}-${colorScheme}.png`), fullPage: true });
    }
  await tab.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (shots) await tab.screenshot({ path: path.join(shots, `${name}-large.png`), fullPage: true });
  await tab.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  assert.ok(over <= 0, `${name} runs ${over} px over the side with large letters`);
  await tab.setViewportSize(desktop);
  await tab.emulateMedia({ colorScheme: 'light' });
}

test('signing in leads where one wanted to go, also without script and by keys alone, and never to another site', async (t) => {
  const { email } = await somebody('Kay Keys');
  const plain = await (await visitor(t, { script: false, viewport: phone })).newPage();
  await plain.goto(`${running.address}/account`);
  assert.equal(plain.url(), `${running.address}/sign-in?next=%2Faccount`);
  await signIn(plain, email, { at: '/sign-in?next=%2Faccount', to: '/account' });
  await plain.click('text=Sign out here');
  assert.equal(plain.url(), `${running.address}/sign-in`);
  await plain.goto(running.address);
  assert.equal(plain.url(), `${running.address}/sign-in`);

  const tab = await (await visitor(t)).newPage();
  await tab.goto(`${running.address}/sign-in?next=${encodeURIComponent('//evil.example/leads')}`);
  await tab.focus('[name=email]');
  await tab.keyboard.type(email);
  await tab.keyboard.press('Tab');
  await tab.keyboard.type(password);
  await tab.keyboard.press('Enter');
  await tab.waitForURL(`${running.address}/`);
});

test('two-factor is turned on by scanning; ten wrong codes are told the time, and a recovery code lets in once', async (t) => {
  const { email } = await somebody('Tess Two');
  const tab = await (await visitor(t)).newPage();
  await signIn(tab, email, { at: '/sign-in?next=/account', to: '/account' });
  const section = tab.locator('section:has(#about-two-factor)');
  await section.getByRole('button', { name: 'Turn it on' }).click();
  await section.getByAltText('The code to scan with your authenticator app').waitFor();
  const secret = (await section.locator('.secret').innerText()).replaceAll(' ', '');
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  // What others do meanwhile must not take the code off the screen.
  const loaded = tab.waitForResponse((response) => response.url().includes('/account.data'));
  const body = Buffer.from('name=Tom&email=tom%40reid.example&message=Hello');
  await receive(running.house.env, 'website', { body, contentType: 'application/x-www-form-urlencoded', receivedAt: time.now });
  await loaded;
  await section.getByLabel('The code that the app shows').fill(totp.generate({ timestamp: time.now }));
  await section.getByRole('button', { name: 'Turn it on' }).click();
  await tab.waitForSelector('.recovery li');
  const codes = await tab.locator('.recovery li').allInnerTexts();
  assert.equal(codes.length, 8);
  if (shots) await tab.screenshot({ path: path.join(shots, 'recovery.png'), fullPage: true });
  await tab.click('text=Sign out here');
  await tab.waitForURL(`${running.address}/sign-in`);

  await tab.fill('[name=email]', email);
  await tab.fill('[name=password]', password);
  await tab.click('button[type=submit]');
  await tab.waitForSelector('text=One more step');
  await isWell(tab, 'second-step');
  for (let tries = 0; tries < 10; tries++) {
    const answered = tab.waitForResponse((response) => response.request().method() === 'POST');
    await tab.fill('[name=code]', '000000');
    await tab.click('button[type=submit]');
    await answered;
    await tab.waitForSelector('text=This code is not right');
  }
  await tab.fill('[name=code]', '000000');
  await tab.click('button[type=submit]');
  await tab.waitForSelector('text=That went wrong too often. You can try again at 10:15.');
  time.now += 16 * minute;
  await tab.goto(`${running.address}/sign-in`);
  await tab.fill('[name=email]', email);
  await tab.fill('[name=password]', password);
  await tab.click('button[type=submit]');
  await tab.fill('[name=code]', codes[0]!.toUpperCase());
  await tab.click('button[type=submit]');
  await tab.waitForURL(`${running.address}/`);
});

test('a passkey is made, signs in, and cannot be removed where it is the only way in', async (t) => {
  const { env } = running.house;
  const { url } = await inviteMember(env, { name: 'Pia Pass', email: 'pia@seaside.example', role: 'member' }, ana);
  const context = await visitor(t);
  const tab = await context.newPage();
  const cdp = await context.newCDPSession(tab);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  await tab.goto(url);
  await tab.fill('[name=name]', 'Pia Passow');
  await tab.click('text=Use a passkey instead');
  await tab.waitForURL(`${running.address}/`);
  await tab.goto(`${running.address}/account`);
  await sees(tab, /Pia Passow pia@seaside\.example/);
  await tab.click('section:has(#about-passkey) summary');
  await tab.fill('section:has(#about-passkey) [name=name]', 'Pia’s telephone');
  await tab.click('text=Rename');
  await tab.waitForSelector('b:text-is("Pia’s telephone")');
  await tab.click('text=Remove it');
  await tab.waitForSelector('text=This passkey is the only way you can sign in. Choose a password first.');
  await tab.click('text=Sign out here');
  await tab.waitForURL(`${running.address}/sign-in`);
  // The browser may offer the passkey by itself; then nothing has to be pressed.
  await Promise.race([tab.click('text=Use a passkey').catch(() => {}), tab.waitForURL(`${running.address}/`)]);
  await tab.waitForURL(`${running.address}/`);
});

test('a session that ends in the middle says so, and what was typed goes on after signing in again', async (t) => {
  const { id, email } = await somebody('Sven Session');
  const context = await visitor(t);
  const tab = await context.newPage();
  await signIn(tab, email, { at: '/sign-in?next=/account', to: '/account' });
  await tab.fill('section:has(#about-name) [name=name]', 'Sven Søndergaard');
  await signOutMember(running.house.env, { memberId: id }, ana);
  await tab.click('section:has(#about-name) button', { force: true, timeout: 2_000 }).catch(() => {});
  await tab.waitForSelector('dialog:has-text("You are signed out")');
  assert.deepEqual(await axe(tab), []);
  assert.equal(await tab.inputValue('section:has(#about-name) [name=name]'), 'Sven Søndergaard');
  const [other] = await Promise.all([context.waitForEvent('page'), tab.click('a:text-is("Sign in again")')]);
  await other.fill('[name=email]', email);
  await other.fill('[name=password]', password);
  await other.click('button[type=submit]');
  await other.waitForURL(`${running.address}/`);
  await tab.click('text=I am signed in again, go on');
  await tab.waitForFunction(() => !document.querySelector('dialog[open]'));
  assert.equal(await tab.inputValue('section:has(#about-name) [name=name]'), 'Sven Søndergaard');
  await tab.click('section:has(#about-name) button');
  await tab.waitForSelector('text=Your name is changed.');
  assert.equal((await findMember(running.house.env.read, id))!.name, 'Sven Søndergaard');
});

test('what waits for one person never goes out as another who signs in meanwhile, and its text stays', async (t) => {
  const { id, email } = await somebody('Olga Owner');
  const { id: otherId, email: otherEmail } = await somebody('Otto Other');
  const context = await visitor(t);
  const tab = await context.newPage();
  await signIn(tab, email, { at: '/sign-in?next=/account', to: '/account' });
  const name = tab.locator('section:has(#about-name) [name=name]');
  await name.fill('Olga Øvergård');
  await signOutMember(running.house.env, { memberId: id }, ana);
  await tab.click('section:has(#about-name) button', { force: true, timeout: 2_000 }).catch(() => {});
  await tab.waitForSelector('dialog:has-text("You are signed out")');
  const other = await context.newPage();
  await signIn(other, otherEmail);
  await tab.click('text=I am signed in again, go on');
  await tab.waitForSelector('dialog:has-text("Otto Other is signed in now")');
  assert.match(
    await tab.innerText('dialog[open]'),
    /still the one of Olga Owner\. What you typed is still here and was not sent/,
  );
  assert.deepEqual(await axe(tab), []);
  if (shots) await tab.screenshot({ path: path.join(shots, 'other-signed-in.png') });
  assert.equal(await name.inputValue(), 'Olga Øvergård');
  assert.equal((await findMember(running.house.env.read, otherId))!.name, 'Otto Other');
  const [again] = await Promise.all([context.waitForEvent('page'), tab.click('a:text-is("Sign in as Olga Owner")')]);
  await again.fill('[name=email]', email);
  await again.fill('[name=password]', password);
  await again.click('button[type=submit]');
  await again.waitForURL(`${running.address}/`);
  await tab.click('text=I am signed in again, go on');
  await tab.waitForFunction(() => !document.querySelector('dialog[open]'));
  if ((await findMember(running.house.env.read, id))!.name === 'Olga Owner') await tab.click('section:has(#about-name) button');
  await tab.waitForSelector('text=Your name is changed.');
  assert.deepEqual(
    [(await findMember(running.house.env.read, id))!.name, (await findMember(running.house.env.read, otherId))!.name],
    ['Olga Øvergård', 'Otto Other'],
  );
});

test('links that have ended say so plainly, and lead to signing in', async (t) => {
  const { env } = running.house;
  const { id } = await somebody('Elle Ended');
  const { url: invitation } = await inviteMember(env, { name: 'Ivo', email: 'ivo@seaside.example', role: 'member' }, ana);
  const { url: link } = await makeSignInLink(env, { memberId: id }, ana);
  const tab = await (await visitor(t)).newPage();
  await tab.goto(invitation);
  await tab.fill('[name=password]', password);
  const wasNow = time.now;
  time.now += 8 * 24 * 60 * minute;
  try {
    await tab.click('button[type=submit]');
    await tab.waitForSelector('text=This link has ended. Ask for a new one.');
    for (const url of [invitation, link]) {
      assert.equal((await tab.goto(url))!.status(), 410);
      await sees(tab, /leads no further This link has ended\. Ask for a new one\. Sign in/);
    }
    await isWell(tab, 'link-ended');
  } finally {
    time.now = wasNow;
  }
  assert.equal((await tab.goto(`${running.address}/invitation/${'x'.repeat(43)}`))!.status(), 404);
  await sees(tab, /This link does not work\. Perhaps it was cut short/);
});

test('who tries too often is told when to come again, in words and for programs', async () => {
  const { email } = await somebody('Paul Patience');
  const tries = async () => {
    const body = new URLSearchParams({ email, password: 'not the password' });
    const headers = { origin: running.address, accept: 'text/html' };
    return fetch(`${running.address}/sign-in`, { method: 'POST', body, headers });
  };
  time.now += 60 * minute;
  let answer = await tries();
  for (let n = 0; n < 10; n++) answer = await tries();
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '900']);
  assert.match(await answer.text(), /That went wrong too often\. You can try again at \d\d:\d\d\./);
  time.now += 16 * minute;
});

test('without script as well: what was typed while the session ended can be sent again', async (t) => {
  const { id, email } = await somebody('Nora Noscript');
  const context = await visitor(t, { script: false });
  const tab = await context.newPage();
  await signIn(tab, email, { at: '/sign-in?next=/account', to: '/account' });
  await tab.fill('section:has(#about-name) [name=name]', 'Nora Überlang');
  await signOutMember(running.house.env, { memberId: id }, ana);
  await tab.click('section:has(#about-name) button');
  await sees(tab, /You are signed out Nothing was saved, and nothing is lost\./);
  assert.equal(await tab.inputValue('textarea'), 'Nora Überlang');
  const other = await context.newPage();
  await signIn(other, (await somebody('Noah Next')).email);
  await tab.click('button:text-is("Send it again")');
  await sees(tab, /Noah Next is signed in now This was typed by Nora Noscript, so it was not sent as Noah Next\./);
  assert.equal(await tab.inputValue('textarea'), 'Nora Überlang');
  await signIn(await context.newPage(), email, { at: '/sign-in?anew' });
  await tab.click('button:text-is("Send it again")');
  await sees(tab, /Your name is changed\./);
});

test('an invitation that is looked at beforehand is still good, and used once', async (t) => {
  const { env } = running.house;
  const name = 'Maximiliane-Friederike von Hohenstein-Weißenböck';
  const { url } = await inviteMember(env, { name, email: 'max@seaside.example', role: 'viewer' }, ana);
  for (const method of ['HEAD', 'GET', 'GET']) await fetch(url, { method });
  await fetch(url, { headers: { purpose: 'prefetch' } });
  const tab = await (await visitor(t)).newPage();
  await tab.goto(url.replace('/invitation/', '/sign-in/'));
  assert.equal(tab.url(), url);
  await isWell(tab, 'invitation');
  await tab.fill('[name=password]', 'x');
  await tab.click('button[type=submit]');
  await tab.waitForSelector('text=A password has at least 10 characters.');
  await tab.fill('[name=password]', password);
  await tab.click('button[type=submit]');
  await tab.waitForURL(`${running.address}/`);
  await tab.goto(`${running.address}/settings/people`);
  assert.equal(await tab.locator('summary').count(), 0);
  await sees(tab, /An admin changes this list\./);
  await isWell(tab, 'people-viewer');
  assert.equal((await tab.goto(url))!.status(), 410);
  await sees(tab, /This link has been used already\. It works once\./);
});

test('a link for somebody who lost the password signs in by a button and sets a new one', async (t) => {
  const { id, email } = await somebody('Lars Lost');
  const { url } = await makeSignInLink(running.house.env, { memberId: id }, ana);
  await fetch(url);
  const tab = await (await visitor(t)).newPage();
  await tab.goto(url);
  await isWell(tab, 'sign-in-link');
  await tab.fill('[name=password]', 'another calm password');
  await tab.click('text=Sign in as Lars Lost');
  await tab.waitForURL(`${running.address}/`);
  await tab.goto(`${running.address}/account`);
  await tab.click('text=Sign out here');
  await tab.waitForURL(`${running.address}/sign-in`);
  await tab.fill('[name=email]', email);
  await tab.fill('[name=password]', password);
  await tab.click('button[type=submit]');
  await tab.waitForSelector('text=The email address or the password is not right.');
  assert.equal(await tab.inputValue('[name=email]'), email);
  await isWell(tab, 'sign-in-wrong');
});

test('an admin invites, changes, signs out and removes; who owns leads is not removed', async (t) => {
  const { env } = running.house;
  const tab = await (await visitor(t)).newPage();
  await signIn(tab, 'ana@seaside.example', { at: '/sign-in?next=/settings/people', to: '/settings/people' });
  await tab.fill('[name=name]', 'Ben Okoro');
  await tab.fill('[name=email]', 'no address');
  await tab.click('text=Make the invitation');
  await tab.waitForSelector('text=“no address” is not an email address.');
  assert.equal(await tab.inputValue('[name=name]'), 'Ben Okoro');
  await tab.fill('[name=email]', 'ben@seaside.example');
  await tab.click('text=Make the invitation');
  const link = await tab.inputValue('.link-told input');
  assert.match(link, /\/invitation\/[\w-]{32,}$/);
  const ben = (await env.read.selectFrom('members').selectAll().where('email', '=', 'ben@seaside.example').executeTakeFirst())!;
  const row = tab.locator('li', { hasText: 'ben@seaside.example' });
  await row.getByText('invited', { exact: true }).waitFor();
  await sees(tab, /Ben Okoro invited ben@seaside\.example · member · the invitation works until/);
  await isWell(tab, 'people');
  await acceptInvitation(
    env,
    { token: link.split('/').at(-1)!, name: 'Ben Okoro', password },
    { address: '192.0.2.8', userAgent: null },
  );
  const raw = { contentType: 'application/x-www-form-urlencoded', receivedAt: time.now };
  const [came] = await receive(env, 'website', {
    ...raw,
    body: Buffer.from('name=Ola&email=ola%40nord.example&message=A+quote'),
  });
  const give = (to: string) =>
    env.write((tx) =>
      tx.db.updateTable('leads').set({ owner_id: to, owned_by_id: to }).where('id', '=', came!.lead!.id).execute(),
    );
  await give(ben.id);
  await tab.reload();
  await row.locator('summary', { hasText: /^Change/ }).click();
  await isWell(tab, 'people-open');
  await row.getByText('Remove from the team…').click();
  await row.getByRole('button', { name: 'Yes, remove Ben Okoro' }).click();
  await row.getByText('Ben Okoro still owns one lead. Give each of them to somebody else first.').waitFor();
  await give(ana);
  await row.getByRole('button', { name: 'Sign out everywhere' }).click();
  await tab.waitForSelector('text=Ben Okoro is signed out everywhere.');
  await row.locator('summary', { hasText: /^Change/ }).click();
  await row.getByRole('combobox').selectOption('viewer');
  await row.getByRole('button', { name: 'Change' }).click();
  await tab.waitForSelector('text=Ben Okoro is a viewer from now on.');
  await row.getByRole('button', { name: 'Yes, remove Ben Okoro' }).click();
  await tab.waitForSelector('text=Ben Okoro is no longer in the team.');
});

test('mails and quiet hours are chosen, other devices signed out, and the page is clean', async (t) => {
  const { id, email } = await somebody('Mia Mails');
  const tab = await (await visitor(t)).newPage();
  const other = await (await visitor(t, { viewport: phone })).newPage();
  await signIn(other, email);
  await signIn(tab, email, { at: '/sign-in?next=/account', to: '/account' });
  await isWell(tab, 'account');
  await tab.click('text=a new enquiry comes in');
  await tab.click('section:has(#about-mails) button');
  await tab.waitForSelector('text=Saved.');
  await tab.fill('[name=from]', '19:00');
  await tab.fill('[name=until]', '07:00');
  await tab.click('section:has(#about-quiet) button');
  await tab.waitForSelector('text=Your quiet hours are set.');
  const { muted, quiet } = (await findMember(running.house.env.read, id))!;
  assert.deepEqual([muted, quiet], ['["arrival"]', '{"from":"19:00","until":"07:00"}']);
  await tab.click('text=Sign out everywhere else');
  await tab.waitForSelector('text=2 other devices were signed out.');
  await other.waitForSelector('dialog:has-text("You are signed out")');
});
