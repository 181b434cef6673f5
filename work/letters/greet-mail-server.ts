import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

const patience = 8_000;

/** Connects to the mail server of SMTP_URL and waits for its greeting; signs in nowhere. Null where it greets, else why not. */
export function greetMailServer(smtpUrl: string): Promise<string | null> {
  const url = URL.parse(smtpUrl);
  if (!url?.hostname) return Promise.resolve('SMTP_URL cannot be read');
  const isSecure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (isSecure ? 465 : 587);
  return new Promise((resolve) => {
    const socket = isSecure ? connectSecurely({ host, port, servername: host }) : connect({ host, port });
    const done = (why: string | null) => {
      socket.destroy();
      resolve(why);
    };
    socket.setTimeout(patience, () => done(`${host} does not answer on port ${port}`));
    socket.once('error', (error) =>
      done(`${host} cannot be reached on port ${port} (${(error as { code?: string }).code ?? error.message})`),
    );
    socket.once('end', () => done(`${host} closed the connection without a greeting`));
    socket.once('data', (bytes: Buffer) => {
      const said = bytes.toString('latin1');
      socket.write('QUIT\r\n');
      done(said.startsWith('220') ? null : `${host} does not greet as a mail server does`);
    });
  });
}
