import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export type ReceivedLetter = {
  raw: Buffer;
  envelope: { from: string; to: string[] };
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  /** By lower-case name, unfolded; the last where one comes twice. */
  headers: Record<string, string>;
  /** Everything that was read from it. */
  mail: Email;
};

/**
 * Where a plan may step in. `nth` counts this kind of moment from 1 since the plan was given. data: DATA was said, no text has come;
 * halfway: some text has come; message: all of it has come and nothing was answered.
 */
export type Moment =
  | { at: 'connection'; nth: number }
  | { at: 'sender' | 'recipient' | 'data' | 'halfway'; nth: number; address: string }
  | { at: 'message'; nth: number; address: string; letter: ReceivedLetter };

/** A promise makes the server slow: it goes on once that is settled. The two keeping ones are for the moment `message`. */
export type Fault = { say: number; text?: string } | 'break' | 'hang' | 'keep and break' | 'keep and hang' | Promise<unknown>;

export type Plan = (moment: Moment) => Fault | undefined;

export type MailServerOptions = {
  /** The one to listen on; any free one if not given. */
  port?: number;
  tls?: 'from the start' | 'starttls';
  login?: { user: string; pass: string };
  /** Largest message in bytes. */
  size?: number;
  utf8?: boolean;
  pipelining?: boolean;
};

export type MailServer = {
  /** What goes into SMTP_URL. */
  url: string;
  port: number;
  /** Accepted, in order: answered with 250, or kept by a fault that keeps. */
  letters: readonly ReceivedLetter[];
  /** How often a letter with this Message-ID was accepted. */
  count(messageId: string): number;
  /** How many connections were opened. */
  connections(): number;
  /** From now on the plan decides at every moment; without one all goes well. */
  fail(plan?: Plan): void;
  /** Resolves with the letters once the predicate holds of them; rejects after `timeout` milliseconds. */
  waitFor(predicate: (letters: readonly ReceivedLetter[]) => boolean, timeout?: number): Promise<readonly ReceivedLetter[]>;
  /** Drops every connection and refuses new ones. */
  stop(): Promise<void>;
};

/** A real SMTP server on 127.0.0.1 that keeps what it accepts and fails as it is told. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const letters: ReceivedLetter[] = [];
  const waiting = new Set<() => void>();
  const sockets = new Set<Socket>();
  let opened = 0;
  let plan: Plan | undefined;
  let counts: Record<string, number> = {};

  const server = new SMTPServer({
    name: 'mail.test',
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 1,
    secure: options.tls === 'from the start',
    key: mailServerKey,
    cert: mailServerCertificate,
    authOptional: !options.login,
    allowInsecureAuth: true,
    disabledCommands: [...(options.tls === 'starttls' ? [] : ['STARTTLS']), ...(options.login ? [] : ['AUTH'])],
    hideSMTPUTF8: !(options.utf8 ?? true),
    hidePIPELINING: !(options.pipelining ?? true),
    ...(options.size ? { size: options.size } : {}),
    onAuth(auth, _session, callback) {
      const right = auth.username === options.login?.user && auth.password === options.login?.pass;
      callback(right ? null : refusal({ say: 535, text: 'Authentication credentials invalid' }), { user: auth.username });
    },
    onConnect(session, callback) {
      const connection = connectionOf(session);
      const takeData = connection.handler_DATA.bind(connection);
      connection.handler_DATA = (command, next) => {
        const address = session.envelope.rcptTo[0]?.address ?? '';
        meet(session, { at: 'data', address }, (fault) => {
          if (!fault) return takeData(command, next);
          connection.send(fault.say, fault.text ?? 'As planned');
          next();
        });
      };
      meet(session, { at: 'connection' }, (fault) => callback(refusal(fault)));
    },
    onMailFrom: ({ address }, session, callback) => meet(session, { at: 'sender', address }, (fault) => callback(refusal(fault))),
    onRcptTo: ({ address }, session, callback) =>
      meet(session, { at: 'recipient', address }, (fault) => callback(refusal(fault))),
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
      const address = envelope.to[0] ?? '';
      const chunks: Buffer[] = [];
      stream.on('error', () => {});
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (chunks.length > 1 || !plan) return;
        stream.pause();
        meet(session, { at: 'halfway', address }, (fault) => {
          if (fault) connectionOf(session)?.send(fault.say, fault.text ?? 'As planned');
          else stream.resume();
        });
      });
      stream.on('end', async () => {
        const letter = await read(Buffer.concat(chunks), envelope);
        const keep = () => {
          letters.push(letter);
          for (const look of waiting) look();
        };
        const answer = (fault?: { say: number }) => {
          if (!fault && !stream.sizeExceeded) keep();
          callback(refusal(fault), 'OK: kept');
        };
        meet(session, { at: 'message', address, letter }, answer, keep);
      });
    },
  });

  const connectionOf = (session: SMTPServerSession) => [...server.connections].find(({ id }) => id === session.id)!;

  /** Asks the plan, and goes on unless it says to break or hang. */
  function meet(
    session: SMTPServerSession,
    moment: WithoutNth<Moment>,
    goOn: (fault?: { say: number; text?: string }) => void,
    keep: () => void = () => {},
  ): void {
    const nth = (counts[moment.at] ?? 0) + 1;
    counts[moment.at] = nth;
    const fault = plan?.({ ...moment, nth } as Moment);
    if (fault instanceof Promise) fault.finally(() => goOn());
    else if (typeof fault !== 'string') goOn(fault);
    else {
      if (fault.startsWith('keep')) keep();
      if (fault.endsWith('break')) connectionOf(session)?._socket.destroy();
    }
  }

  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    opened += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const login = options.login ? `${encodeURIComponent(options.login.user)}:${encodeURIComponent(options.login.pass)}@` : '';

  return {
    url: `${options.tls === 'from the start' ? 'smtps' : 'smtp'}://${login}127.0.0.1:${port}`,
    port,
    letters,
    count: (messageId) => letters.filter((letter) => letter.messageId === messageId).length,
    connections: () => opened,
    fail(next) {
      plan = next;
      counts = {};
    },
    waitFor: (predicate, timeout = 5_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!predicate(letters)) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(letters);
        };
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(`Not so within ${timeout} ms: ${JSON.stringify(letters.map(({ to, subject }) => ({ to, subject })))}`),
          );
        }, timeout);
        waiting.add(look);
        look();
      }),
    async stop() {
      const down = new Promise<void>((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await down;
    },
  };
}

type WithoutNth<T> = T extends unknown ? Omit<T, 'nth'> : never;

function refusal(fault?: { say: number; text?: string }): Error | null {
  return fault ? Object.assign(new Error(fault.text ?? 'As planned'), { responseCode: fault.say }) : null;
}

async function read(raw: Buffer, envelope: ReceivedLetter['envelope']): Promise<ReceivedLetter> {
  const mail = await PostalMime.parse(raw);
  return {
    raw,
    envelope,
    messageId: mail.messageId ?? '',
    from: mail.from?.address ?? '',
    to: (mail.to ?? []).flatMap(({ address }) => address ?? []),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    mail,
  };
}

/** For 127.0.0.1 and localhost, signed by itself: a sender must be told to trust it. Its key guards nothing. */
export const mailServerCertificate = `-----BEGIN CERTIFICATE-----
MIIBXDCCAQGgAwIBAgIUHRPv/xtvWRuLSmuFfFTOHLhVII4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbWFpbC50ZXN0MCAXDTAwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
MDAwMDAwWjAUMRIwEAYDVQQDDAltYWlsLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATtxp6/ETI4FTc4r03t+GjCVXraHn0UL7xx/cBv+slIxxZJNkYoAwBc
DYsuIsTwDdYiAsVgbiSeyaZ7xQ8aAQoloy8wLTAPBgNVHRMBAf8EBTADAQH/MBoG
A1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNJADBGAiEA5H6o
5Hrb8kg6S9oCyeuO08TJf+rH9546X6ZPXfh0LjsCIQCWcsj4Asrfg7jAeK9Ux8np
WWtOfekpqN4YjCAoV7JvsA==
-----END CERTIFICATE-----
`;

const mailServerKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgyRxBkXTndRbiUFSp
U+rxG8sAeTL2hyoVdumMVgAxkbehRANCAATtxp6/ETI4FTc4r03t+GjCVXraHn0U
L7xx/cBv+slIxxZJNkYoAwBcDYsuIsTwDdYiAsVgbiSeyaZ7xQ8aAQol
-----END PRIVATE KEY-----
`;
