import { Readable } from 'node:stream';
import type SmtpConnection from 'nodemailer/lib/smtp-connection';
import { SendError } from '#domain/send-error.ts';
import type { Account, Letter, Sent } from '../channel.ts';
import { compose, type Mail } from './compose.ts';
import { type Stage, smtpFault, type Trouble } from './smtp-fault.ts';
import { readSmtpUrl } from './smtp-url.ts';

export type SmtpOptions = {
  /** See readSmtpUrl. */
  url: string;
  /** Milliseconds UTC, for the Date of a letter. */
  now: () => number;
  /** Where automatic letters bounce to; if not given, acknowledgements to nobody and others to their From address. */
  bounceTo?: string;
  /** Certificate authority (PEM) to trust in place of the system's. */
  ca?: string;
  /** Milliseconds that a connection stays open for the next letter. */
  keepFor?: number;
  /** Milliseconds: to be connected, to be greeted, of silence. */
  timeouts?: { connect: number; greeting: number; silence: number };
};

/** serverMessageId: some (Microsoft 365, Amazon SES) put an id of their own in place of ours, and replies name that one. */
type Taken = { response: string; serverMessageId?: string };

type SmtpSender = {
  /** Resolves once the server has taken the letter. Throws SendError; `signal` limits the whole of it. */
  send(letter: Letter, account: Account | undefined, signal: AbortSignal): Promise<Sent>;
  /** Lets go of the kept connection; a letter under way is finished. */
  close(): void;
};

/**
 * Hands letters to the team's mail server, one connection for letters close after each other. Throws RangeError for a bad url.
 * It speaks through nodemailer's connection and not its pool, which sends again by itself when a connection breaks, also after the
 * message was handed over.
 */
export function smtpSender(options: SmtpOptions): SmtpSender {
  const server = readSmtpUrl(options.url);
  const { connect = 15_000, greeting = 15_000, silence = 60_000 } = options.timeouts ?? {};
  let idle: { connection: SmtpConnection; timer: NodeJS.Timeout } | undefined;
  let closed = false;
  const takesUtf8 = new WeakMap<SmtpConnection, boolean>();

  async function open(signal: AbortSignal): Promise<SmtpConnection> {
    const { default: Connection } = await import('nodemailer/lib/smtp-connection');
    const connection = new Connection({
      host: server.host,
      port: server.port,
      secure: server.tls === 'from the start',
      requireTLS: server.tls === 'required',
      ignoreTLS: server.tls === 'off',
      opportunisticTLS: server.tls === 'if offered',
      connectionTimeout: connect,
      greetingTimeout: greeting,
      socketTimeout: silence,
      // Where plain text would do as well, an unproven certificate is no worse.
      tls: { rejectUnauthorized: server.tls !== 'if offered', ...(options.ca ? { ca: options.ca } : {}) },
    });
    // Each step listens for itself; between two steps the server may still hang up.
    connection.on('error', () => {});
    try {
      await step(connection, signal, (done) => connection.connect(done));
      const utf8 = /[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || '');
      const { login } = server;
      if (login) await step(connection, signal, (done) => connection.login({ credentials: { ...login } }, done));
      takesUtf8.set(connection, utf8);
      return connection;
    } catch (trouble) {
      connection.close();
      throw smtpFault(trouble as Trouble, 'reach');
    }
  }

  function takeIdle(): SmtpConnection | undefined {
    const { connection, timer } = idle ?? {};
    clearTimeout(timer);
    idle = undefined;
    return connection?.destroyed ? undefined : connection;
  }

  function keep(connection: SmtpConnection): void {
    if (closed || idle) leave(connection);
    else idle = { connection, timer: setTimeout(() => leave(takeIdle()), options.keepFor ?? 10_000) };
  }

  /** Gives a letter to an open connection. */
  async function handOver(connection: SmtpConnection, mail: Mail, from: string, signal: AbortSignal): Promise<Sent> {
    const text = readNoting(mail.bytes);
    try {
      if (mail.needsUtf8 && !takesUtf8.get(connection)) {
        throw new SendError('permanent', 'The mail server cannot write to an address with letters like these before the @.');
      }
      const envelope = { ...mail.envelope, size: mail.bytes.length };
      const taken = await step<Taken>(connection, signal, (done) => connection.send(envelope, text.stream, done));
      if (text.stage() !== 'handed over')
        throw new SendError('unknown', 'The mail server answered before it had the whole message.');
      keep(connection);
      return { state: 'accepted', providerId: (taken.serverMessageId ?? taken.response).slice(0, 200) };
    } catch (trouble) {
      connection.close();
      if (trouble instanceof SendError) throw trouble;
      // Some take nothing without a sender, not even an answer by machine: then it bounces to where people write to.
      if (mail.envelope.from === '' && wantsSender(trouble as Trouble))
        return handOver(await open(signal), { ...mail, envelope: { ...mail.envelope, from } }, from, signal);
      throw smtpFault(trouble as Trouble, text.stage());
    }
  }

  return {
    async send(letter, _account, signal) {
      const mail = await compose(letter, options.now(), options.bounceTo);
      const kept = takeIdle();
      // A kept connection may have been closed by the server meanwhile: it is asked before a letter is given to it.
      const usable =
        kept &&
        (await step(kept, signal, (done) => kept.reset(done)).then(
          () => true,
          () => false,
        ));
      if (kept && !usable) kept.close();
      return handOver(kept && usable ? kept : await open(signal), mail, letter.from.address, signal);
    },
    close() {
      closed = true;
      leave(takeIdle());
    },
  };
}

const wantsSender = ({ command, responseCode = 0 }: Trouble) => command === 'MAIL FROM' && responseCode >= 500;

/** Says goodbye; a server that does not answer it is left a second later. */
function leave(connection: SmtpConnection | undefined): void {
  if (!connection || connection.destroyed) return;
  const timer = setTimeout(() => connection.close(), 1_000);
  connection.once('end', () => clearTimeout(timer));
  connection.quit();
}

/**
 * The text as a stream that knows how far it was read. nodemailer writes the closing dot when its source ends, so as long as
 * the end was not read here, no server can have been told that the message is complete.
 */
function readNoting(bytes: Buffer): { stream: Readable; stage(): Stage } {
  let at = 0;
  let ended = false;
  const stream = new Readable({
    read() {
      ended = at >= bytes.length;
      this.push(ended ? null : bytes.subarray(at, at + 65_536));
      at += 65_536;
    },
  });
  return { stream, stage: () => (ended ? 'handed over' : 'envelope') };
}

/** One exchange: settles with its answer, when the connection fails or ends, or when `signal` stops it. */
function step<Answer>(
  connection: SmtpConnection,
  signal: AbortSignal,
  run: (done: (trouble?: Trouble | null, answer?: Answer) => void) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (trouble?: Trouble | null, answer?: Answer) => {
      connection.off('error', done);
      connection.off('end', onEnd);
      signal.removeEventListener('abort', onAbort);
      if (trouble) reject(trouble);
      else resolve(answer as Answer);
    };
    // The end of a connection is told before the reply that ended it (421), which says more.
    const onEnd = () => setImmediate(done, { code: 'ECONNECTION' });
    const onAbort = () => {
      done({ code: 'EABORT' });
      connection.close();
    };
    if (signal.aborted) return onAbort();
    connection.once('error', done);
    connection.once('end', onEnd);
    signal.addEventListener('abort', onAbort, { once: true });
    run(done);
  });
}
