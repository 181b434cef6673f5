import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, describe, test } from 'node:test';
import { SendError } from '#domain/send-error.ts';
import {
  type Fault,
  type MailServer,
  type MailServerOptions,
  type Moment,
  mailServerCertificate,
  startMailServer,
} from '#test/mail-server.ts';
import type { Letter } from '../channel.ts';
import { type SmtpOptions, smtpSender } from './smtp-sender.ts';

const at = Date.UTC(2026, 10, 21, 9, 30);
let made = 0;

function letter(parts: Partial<Letter> = {}): Letter {
  made += 1;
  return {
    messageId: `<baton.test${made}@team.example>`,
    from: { name: 'Team', address: 'team@team.example' },
    to: { name: 'Ana', address: 'ana@customer.example' },
    subject: 'Your enquiry',
    text: 'Hello',
    automatic: false,
    ...parts,
  };
}

/** For each letter anew, because all of them together may take longer on a busy machine. */
const long = () => AbortSignal.timeout(30_000);

async function withServer(
  options: MailServerOptions,
  use: (server: MailServer, send: (letter: Letter, signal?: AbortSignal) => Promise<unknown>) => Promise<void>,
  own: Partial<SmtpOptions> = {},
) {
  const server = await startMailServer(options);
  const sender = smtpSender({ url: server.url, now: () => at, ca: mailServerCertificate, ...own });
  try {
    await use(server, (each, signal = long()) => sender.send(each, undefined, signal));
  } finally {
    sender.close();
    await server.stop();
  }
}

/** The failure of one letter, with how often the server accepted it all the same. */
async function failure(
  server: MailServer,
  send: (letter: Letter, signal?: AbortSignal) => Promise<unknown>,
  one = letter(),
  signal?: AbortSignal,
) {
  try {
    await send(one, signal);
  } catch (error) {
    assert(error instanceof SendError, String(error));
    return { failure: error.failure, message: error.message, accepted: server.count(one.messageId) };
  }
  return assert.fail('it was sent');
}

test('a letter arrives as it was written', () =>
  withServer({}, async (server, send) => {
    const one = letter({
      subject: '🚀 Angebot für Zoë',
      to: { name: 'Zoë Łuk', address: 'zoe@customer.example' },
      text: '.\n.dot\n..dots\nFrom here\n\n.\n',
    });
    const sent = await send(one);
    assert.deepEqual(sent, { state: 'accepted', providerId: '250 OK: kept' });
    const [got] = server.letters;
    assert.equal(got?.messageId, one.messageId);
    assert.equal(got?.subject, one.subject);
    assert.equal(got?.text, one.text);
    assert.deepEqual(got?.envelope, { from: 'team@team.example', to: ['zoe@customer.example'] });
    assert.deepEqual(got?.mail.to, [{ name: 'Zoë Łuk', address: 'zoe@customer.example' }]);
    assert.equal(got?.mail.date, new Date(at).toISOString());
  }));

test('letters close after each other share a connection, and one the server closed is not used again', () =>
  withServer({}, async (server, send) => {
    await send(letter());
    await send(letter());
    assert.equal(server.connections(), 1);
    server.fail((moment) => (moment.at === 'sender' && moment.nth === 1 ? { say: 421 } : undefined));
    assert.equal((await failure(server, send)).failure, 'passing');
    await send(letter());
    assert.equal(server.connections(), 2);
    assert.equal(server.letters.length, 3);
  }));

test('letters at the same time all arrive, once each', () =>
  withServer({}, async (server, send) => {
    const all = Array.from({ length: 8 }, () => letter());
    await Promise.all(all.map((each) => send(each)));
    for (const each of all) assert.equal(server.count(each.messageId), 1);
  }));

test('five megabytes attached and lines of any length arrive unchanged', () =>
  withServer({}, async (server, send) => {
    const bytes = Buffer.alloc(5 * 1024 * 1024, '.\r\n.\r\n\r.\n\0\xff', 'latin1');
    const text = `${'long '.repeat(2_000)}\n${'x'.repeat(5_000)}\n${'é'.repeat(3_000)}\n`;
    await send(
      letter({ text, html: `<p>${text}</p>`, attachments: [{ name: 'Plan über alles.pdf', type: 'application/pdf', bytes }] }),
    );
    const [got] = server.letters;
    assert.equal(got?.text.trimEnd(), text.trimEnd());
    assert.equal(got?.mail.attachments[0]?.filename, 'Plan über alles.pdf');
    assert(bytes.equals(Buffer.from(got?.mail.attachments[0]?.content as ArrayBuffer)));
    assert(
      Math.max(
        ...got!.raw
          .toString('latin1')
          .split('\r\n')
          .map((line) => line.length),
      ) <= 998,
    );
  }));

for (const tls of ['from the start', 'starttls'] as const) {
  test(`the password goes out over TLS (${tls}) to a server that proves itself`, () =>
    withServer({ tls, login: { user: 'team@x', pass: 'p@ss:w/rd' } }, async (server, send) => {
      await send(letter());
      assert.equal(server.letters.length, 1);
    }));
}

test('a server that cannot prove itself is not given the letter', () =>
  withServer(
    { tls: 'from the start' },
    async (server, send) => {
      const { failure: kind, message, accepted } = await failure(server, send);
      assert.deepEqual([kind, accepted], ['passing', 0]);
      assert.equal(message, 'No secure connection to the mail server could be made. An admin needs to check the mail settings.');
    },
    { ca: undefined },
  ));

test('a wrong password waits for an admin and is not repeated to anybody', async () => {
  const server = await startMailServer({ tls: 'from the start', login: { user: 'team', pass: 'right' } });
  const sender = smtpSender({ url: server.url.replace('right', 'wrong-secret'), now: () => at, ca: mailServerCertificate });
  const { failure: kind, message } = await failure(server, (one) => sender.send(one, undefined, long()));
  assert.equal(kind, 'passing');
  assert.equal(
    message,
    'The mail server did not accept Baton’s user name and password (535). An admin needs to check the mail settings.',
  );
  await server.stop();
});

type Case = [name: string, at: Moment['at'], fault: Fault, leaves: SendError['failure'], words: RegExp, accepted?: number];
const cases: Case[] = [
  ['greets with 421', 'connection', { say: 421 }, 'passing', /not taking messages just now \(421\)/],
  ['greets with 554', 'connection', { say: 554 }, 'passing', /not taking messages just now \(554\)/],
  ['hangs up before greeting', 'connection', 'break', 'passing', /broke before it had the message/],
  ['never greets', 'connection', 'hang', 'passing', /did not answer in time/],
  [
    'refuses the sender',
    'sender',
    { say: 550, text: '5.7.1 Not yours' },
    'permanent',
    /refused the message \(550\)\. It said: “5.7.1 Not yours”/,
  ],
  ['wants a sign-in', 'sender', { say: 530 }, 'passing', /sign in differently \(530\)\. An admin/],
  ['has a busy mailbox', 'recipient', { say: 450 }, 'passing', /just now \(450\)/],
  ['has no such mailbox', 'recipient', { say: 550 }, 'permanent', /^The mail server said no such mailbox \(550\)\.$/],
  ['has a full mailbox', 'recipient', { say: 552, text: '5.2.2 Over quota' }, 'permanent', /mailbox is full \(552\)/],
  ['closes at the recipient', 'recipient', { say: 421 }, 'passing', /\(421\)/],
  ['hangs up at the recipient', 'recipient', 'break', 'passing', /broke before it had/],
  ['never answers the recipient', 'recipient', 'hang', 'passing', /did not answer in time/],
  ['has no room at DATA', 'data', { say: 452 }, 'passing', /\(452\)/],
  ['loses track at DATA', 'data', { say: 503 }, 'passing', /\(503\)/],
  ['refuses DATA', 'data', { say: 554 }, 'permanent', /\(554\)/],
  ['hangs up at DATA', 'data', 'break', 'passing', /broke before it had/],
  ['puts off the whole message', 'message', { say: 451 }, 'passing', /\(451\)/],
  [
    'refuses the whole message',
    'message',
    { say: 554, text: 'Looks like\r\nspam' },
    'permanent',
    /\(554\)\. It said: “Looks like spam”/,
  ],
  ['hangs up after the message', 'message', 'break', 'unknown', /may or may not have been sent/],
  ['keeps the message and hangs up', 'message', 'keep and break', 'unknown', /may or may not have been sent/, 1],
  ['keeps the message and never answers', 'message', 'keep and hang', 'unknown', /may or may not have been sent/, 1],
];

describe('a server', { concurrency: 12 }, () => {
  for (const pipelining of [true, false]) {
    for (const [name, where, fault, leaves, words, kept = 0] of cases) {
      test(`that ${name}${pipelining ? '' : ', asked step by step,'} leaves the letter ${leaves}`, () =>
        withServer(
          { pipelining },
          async (server, send) => {
            server.fail((moment) => (moment.at === where && moment.nth === 1 ? fault : undefined));
            const { failure: kind, message, accepted } = await failure(server, send);
            assert.deepEqual([kind, accepted], [leaves, kept]);
            assert.match(message, words);
            await send(letter());
          },
          { timeouts: { connect: 1_000, greeting: 1_000, silence: 1_000 } },
        ));
    }
  }
});

test('a connection that breaks in the middle of a long message may be tried again, for the server never had the end', () =>
  withServer({}, async (server, send) => {
    const one = letter({ attachments: [{ name: 'a.bin', type: 'application/octet-stream', bytes: new Uint8Array(5_000_000) }] });
    server.fail((moment) => (moment.at === 'halfway' && moment.nth === 1 ? 'break' : undefined));
    assert.deepEqual(await failure(server, send, one).then(({ failure: kind, accepted }) => [kind, accepted]), ['passing', 0]);
    await send(one);
    assert.equal(server.count(one.messageId), 1);
  }));

test('a message above the size a server names is refused before it is sent', () =>
  withServer({ size: 10_000 }, async (server, send) => {
    const got = await failure(server, send, letter({ text: 'x '.repeat(10_000) }));
    assert.deepEqual([got.failure, got.message], ['permanent', 'The message is larger than the mail server takes.']);
  }));

test('stopping a letter the server has not had leaves it passing, afterwards it is unknown', () =>
  withServer({}, async (server, send) => {
    for (const [moment, leaves] of Object.entries({ recipient: 'passing', message: 'unknown' })) {
      const stop = new AbortController();
      server.fail(({ at: where }) => {
        if (where !== moment) return undefined;
        setImmediate(() => stop.abort());
        return 'hang';
      });
      assert.equal((await failure(server, send, letter(), stop.signal)).failure, leaves);
    }
    assert.equal((await failure(server, send, letter(), AbortSignal.abort())).failure, 'passing');
  }));

test('a slow server gets the time it needs', () =>
  withServer({}, async (server, send) => {
    const gate = Promise.withResolvers<void>();
    server.fail((moment) => (moment.at === 'message' ? gate.promise : undefined));
    const sending = send(letter());
    gate.resolve();
    await sending;
    assert.equal(server.letters.length, 1);
  }));

test('a server that is not there leaves the letter passing', async () => {
  const server = await startMailServer();
  await server.stop();
  const sender = smtpSender({ url: server.url, now: () => at });
  const { failure: kind, message } = await failure(server, (one) => sender.send(one, undefined, long()));
  assert.deepEqual([kind, message], ['passing', 'The mail server could not be reached: it refused the connection.']);
});

test('an address beyond ASCII goes to a server that can take it, and to no other', async () => {
  const one = () => letter({ to: { name: '', address: 'jörg@bücher.example' } });
  await withServer({}, async (server, send) => {
    await send(one());
    assert.equal(server.letters[0]?.envelope.to[0], 'jörg@bücher.example');
  });
  await withServer({ utf8: false }, async (server, send) =>
    assert.equal((await failure(server, send, one())).failure, 'permanent'),
  );
  await withServer({ utf8: false }, async (server, send) => {
    await send(letter({ to: { name: '', address: 'joerg@bücher.example' } }));
    assert.match(String(server.letters[0]?.raw), /^To: joerg@xn--bcher-kva\.example\r$/m);
  });
});

test('an automatic letter bounces to where bounces are read', () =>
  withServer(
    {},
    async (server, send) => {
      await send(letter({ automatic: true }));
      assert.equal(server.letters[0]?.envelope.from, 'bounce@team.example');
      assert.equal(server.letters[0]?.from, 'team@team.example');
    },
    { bounceTo: 'bounce@team.example' },
  ));

test('an acknowledgement bounces to nobody, unless the server takes nothing without a sender', () =>
  withServer({}, async (server, send) => {
    const one = () => letter({ automatic: true, acknowledges: true });
    await send(one());
    assert.equal(server.letters[0]?.envelope.from, '');
    server.fail((moment) => (moment.at === 'sender' && moment.address === '' ? { say: 553, text: 'Who are you?' } : undefined));
    await send(one());
    assert.deepEqual([server.letters.length, server.letters[1]?.envelope.from], [2, 'team@team.example']);
    server.fail((moment) => (moment.at === 'sender' ? { say: 451, text: 'Later' } : undefined));
    assert.equal((await failure(server, send, one())).failure, 'passing');
    server.fail((moment) => (moment.at === 'sender' ? { say: 550, text: 'Never' } : undefined));
    assert.equal((await failure(server, send, one())).failure, 'permanent');
  }));

// Windows does not connect to 0.0.0.0.
test('a sender with a password to another machine does not speak in plain text', {
  skip: process.platform === 'win32',
}, async () => {
  const heard: string[] = [];
  const plain = createServer((socket) => {
    socket.write('220 plain\r\n');
    socket.on('error', () => {});
    socket.on('data', (data) => {
      heard.push(String(data));
      socket.write(String(data).startsWith('EHLO') ? '250-plain\r\n250 AUTH PLAIN\r\n' : '502 no\r\n');
    });
  });
  after(() => plain.close());
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const { port } = plain.address() as { port: number };
  // 0.0.0.0 reaches this machine and is no loopback name: it stands for another one.
  const sender = smtpSender({ url: `smtp://team:secret@0.0.0.0:${port}`, now: () => at });
  await assert.rejects(sender.send(letter(), undefined, long()), { failure: 'passing', message: /^No secure connection/ });
  assert.doesNotMatch(heard.join(''), /AUTH|MAIL/);
});
