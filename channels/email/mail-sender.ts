import type { Letter, Sent } from '../channel.ts';
import { letterKeeper } from './letter-keeper.ts';
import { type SmtpOptions, smtpSender } from './smtp-sender.ts';

type MailSettings = Omit<SmtpOptions, 'url'> & {
  /** SMTP_URL, see readSmtpUrl; without it letters are kept in `outgoing`. */
  url?: string;
  /** Folder for letters that nothing can send. */
  outgoing: string;
};

export type MailSender = {
  /** Resolves when the mail server took the letter, or when it is kept on disk. Throws SendError; `signal` limits the whole of it. */
  send(letter: Letter, signal: AbortSignal): Promise<Sent>;
  /** True where letters really leave; false where they are kept for a person. */
  leaves: boolean;
  close(): void;
};

/** The one way out for mail. Throws RangeError with words for the admin where the url cannot be read. */
export function mailSender({ url, outgoing, ...options }: MailSettings): MailSender {
  if (!url) {
    const keep = letterKeeper({ folder: outgoing, now: options.now });
    return { send: keep, leaves: false, close: () => {} };
  }
  const smtp = smtpSender({ url, ...options });
  return { send: (letter, signal) => smtp.send(letter, undefined, signal), leaves: true, close: smtp.close };
}
