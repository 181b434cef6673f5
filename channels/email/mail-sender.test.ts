import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainLetter as letter } from '#test/letter.ts';
import { startMailServer } from '#test/mail-server.ts';
import { mailSender } from './mail-sender.ts';

test('mail leaves through the mail server where there is one and is kept where there is none', async () => {
  const outgoing = await mkdtemp(join(tmpdir(), 'baton-mail-'));
  const server = await startMailServer();
  const now = () => Date.UTC(2026, 10, 21);
  const { signal } = new AbortController();

  const smtp = mailSender({ url: server.url, outgoing, now });
  assert.equal(smtp.leaves, true);
  assert.equal((await smtp.send(letter, signal)).state, 'accepted');
  assert.equal(server.count(letter.messageId), 1);
  assert.deepEqual(await readdir(outgoing), []);
  smtp.close();
  await server.stop();

  const folder = mailSender({ outgoing, now });
  assert.equal(folder.leaves, false);
  assert.equal((await folder.send(letter, signal)).state, 'kept');
  assert.equal((await readdir(outgoing)).length, 1);
  folder.close();
  await rm(outgoing, { recursive: true });
});
