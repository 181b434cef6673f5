import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { exampleFolder } from './example-house.ts';
import { freePort } from './free-port.ts';

const root = path.join(import.meta.dirname, '..');

/** `npm run dev` without npm: the address, and the link it prints. */
async function startDev(t: TestContext, data: string): Promise<{ address: string; link: string }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['scripts/dev.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, BATON_DATA: data, PORT: String(port), LOG_LEVEL: 'warn', SMTP_URL: 'smtp://127.0.0.1:1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(
    () =>
      new Promise((done) => {
        child.once('close', done).kill('SIGTERM');
      }),
  );
  let said = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => {
        said += part;
        const link = /http:\/\/\S+\/sign-in\/[\w-]+/.exec(said)?.[0];
        if (link) resolve({ address: `http://localhost:${port}`, link });
      });
    child.once('close', () => reject(new Error(said)));
  });
}

test('while one works on it, doors and screens ask for the same house, and the example is in it', async (t) => {
  const data = await exampleFolder(t, 'dev.db');
  const { address, link } = await startDev(t, data);
  const before = await (await fetch(link)).text();
  assert.match(before, /@vite\/client|@react-refresh|\/web\/root\.tsx/);

  const signedIn = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address },
    body: new URLSearchParams(),
  });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  const sent = await fetch(`${address}/f/website`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ name: 'Nora Quill', email: 'nora@quill.example', message: 'Is this the same house?' }),
  });
  assert.equal(sent.status, 303);
  const today = await fetch(`${address}/?who=everyone`, { headers: { cookie } });
  const page = await today.text();
  assert.match(page, /Nora Quill/);
  assert.match(page, /Greenleaf Dental/);
  assert.doesNotMatch(page, /This is the example business/, 'here it is the team itself');
  assert.match(today.headers.get('content-security-policy') ?? '', /style-src 'self' 'unsafe-inline'/);

  for (let tries = 0; tries < 100 && !mailIn(data); tries++) await new Promise((go) => setTimeout(go, 100));
  assert.ok(mailIn(data), 'mail is kept in the folder');
  for (const place of ['data/baton.db', '.env', '.git/config'])
    assert.doesNotMatch(await (await fetch(`${address}/${place}`)).text(), /SQLite format|\[core\]/, place);
});

function mailIn(data: string): boolean {
  try {
    return readdirSync(path.join(data, 'outgoing')).some((name) => name.endsWith('.eml'));
  } catch {
    return false;
  }
}
