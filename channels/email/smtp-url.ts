import { isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';

type SmtpServer = {
  host: string;
  port: number;
  /** TLS from the first byte (smtps), before anything is said (STARTTLS), only if the server offers it, or never. */
  tls: 'from the start' | 'required' | 'if offered' | 'off';
  login?: { user: string; pass: string };
};

/**
 * Reads `smtps://user:pass@host:465` or `smtp://user:pass@host:587`. A password goes out only over TLS, unless the server is this
 * machine or the address ends in `?tls=off`. Throws RangeError with words for whoever set it; they never repeat the password.
 */
export function readSmtpUrl(text: string): SmtpServer {
  const url = URL.parse(text.trim());
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) {
    throw new RangeError(
      'SMTP_URL looks like smtps://name:password@mail.example.com:465; characters such as @ : / # in the password are written as %40 %3A %2F %23.',
    );
  }
  const off = url.searchParams.get('tls');
  if (off !== null && off !== 'off') throw new RangeError('SMTP_URL knows ?tls=off and no other value for tls.');
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : domainToASCII(decoded(url.hostname));
  if (!host) throw new RangeError('SMTP_URL names a mail server that cannot be one.');
  const login = url.username || url.password ? { user: decoded(url.username), pass: decoded(url.password) } : undefined;
  if (login && !(login.user && login.pass)) throw new RangeError('SMTP_URL has only one of user name and password.');
  const insideThisMachine = host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
  const demand = login && !insideThisMachine ? 'required' : 'if offered';
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    tls: secure ? 'from the start' : off ? 'off' : demand,
    ...(login ? { login } : {}),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RangeError('SMTP_URL has a % in its name or password that must be written as %25.');
  }
}
