import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Letter } from '#channels/channel.ts';
import { smtpSender } from '#channels/email/smtp-sender.ts';
import { startMailServer } from './mail-server.ts';

const letter = (id: string): Letter => ({
  messageId: `<${id}@team.example>`,
  from: { name: 'Team', address: 'team@team.example' },
  to: { name: 'Ana', address: 'ana@customer.example' },
  subject: 'Your enquiry',
  text: 'Hello',
  automatic: true,
});

test('the mail server of the tests counts each accepted letter, tells when one is there, and comes back on its port', async () => {
  const server = await startMailServer();
  const { signal } = new AbortController();
  const sender = smtpSender({ url: server.url, now: () => 0 });
  const waiting = server.waitFor((letters) => letters.length === 2);
  await sender.send(letter('one'), undefined, signal);
  await sender.send(letter('one'), undefined, signal);
  assert.equal((await waiting).length, 2);
  assert.equal(server.count('<one@team.example>'), 2);
  assert.equal(server.letters[0]?.headers['auto-submitted'], 'auto-generated');
  await assert.rejects(
    server.waitFor((letters) => letters.length === 3, 1),
    /Your enquiry/,
  );
  await server.stop();

  await assert.rejects(sender.send(letter('two'), undefined, signal), { failure: 'passing' });
  const back = await startMailServer({ port: server.port });
  await sender.send(letter('two'), undefined, signal);
  assert.equal(back.count('<two@team.example>'), 1);
  sender.close();
  await back.stop();
});
