import { oneLine, shorten } from '#domain/letters/one-line.ts';
import { SendError } from '#domain/send-error.ts';

/** What nodemailer tells of a failure: its own code, the system's, and the server's reply if there was one. */
export type Trouble = { code?: string; originalCode?: string; command?: string; response?: string; responseCode?: number };

/** Where a letter was when it failed. `reach`: before the letter's turn; `envelope`: before its last byte was given; `handed over`: after. */
export type Stage = 'reach' | 'envelope' | 'handed over';

const askAdmin = 'An admin needs to check the mail settings.';

/**
 * What a failure at this stage means for the letter. Only the server's reply to MAIL, RCPT or DATA decides about a letter for good
 * (RFC 5321 section 4.2.1); a server without the end of the text may not take it (section 4.1.1.4), so until then trying again is
 * safe; after that and without a reply nobody can know.
 */
export function smtpFault(trouble: Trouble, stage: Stage): SendError {
  const reply = trouble.responseCode ?? 0;
  const replied = stage !== 'reach' && reply >= 400 && /^(MAIL FROM|RCPT TO|DATA)$/.test(trouble.command ?? '');
  if (replied) return refusal(trouble, reply);
  if (stage === 'handed over') {
    return new SendError(
      'unknown',
      'The mail server was given the message but did not answer, so it may or may not have been sent.',
    );
  }
  if (stage === 'envelope' && !reply && trouble.code === 'EMESSAGE')
    return new SendError('permanent', 'The message is larger than the mail server takes.');
  if (stage === 'envelope' && !reply && trouble.code === 'EENVELOPE')
    return new SendError('permanent', 'The address is not one that mail can be sent to.');
  return new SendError('passing', unreached(trouble, reply));
}

function refusal(trouble: Trouble, reply: number): SendError {
  // 530 to 538 are about our sign-in and 503 about the order of commands (RFC 4954, RFC 5321): none of them is about this letter.
  if (reply >= 530 && reply <= 538)
    return new SendError('passing', `The mail server wants Baton to sign in differently (${reply}). ${askAdmin}`);
  if (reply === 503) return new SendError('passing', 'The mail server lost track of the conversation (503).');
  if (reply < 500)
    return new SendError('passing', `The mail server did not take the message just now (${reply}).${quote(trouble.response)}`);
  const reason = reasonOf(trouble, reply);
  const words = reason
    ? `The mail server said ${reason} (${reply}).`
    : `The mail server refused the message (${reply}).${quote(trouble.response)}`;
  return new SendError('permanent', words);
}

/** What the reply says in so many words: by its enhanced code (RFC 3463) or, without one, by what RFC 5321 gives the number. */
function reasonOf(trouble: Trouble, reply: number): string | undefined {
  const detail = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(trouble.response ?? '')?.[1] ?? '';
  if (/^5\.1\.[12346]$/.test(detail)) return 'no such mailbox';
  if (detail === '5.2.1') return 'the mailbox is closed';
  if (detail === '5.2.2') return 'the mailbox is full';
  if (/^5\.(2\.3|3\.4)$/.test(detail)) return 'the message is too large';
  if (detail) return undefined;
  if (trouble.command === 'RCPT TO' && [550, 551, 553].includes(reply)) return 'no such mailbox';
  return reply === 552 ? 'the mailbox is full or the message too large' : undefined;
}

/** The server's own words, one line of them, for the person who has to act on them. */
function quote(response = ''): string {
  const words = oneLine(response.replace(/(^|\n)\d{3}[ -]/g, ' '));
  return words ? ` It said: “${shorten(words, 200)}”` : '';
}

function unreached(trouble: Trouble, reply: number): string {
  const cause = trouble.originalCode ?? trouble.code ?? '';
  if (trouble.code === 'EAUTH') {
    if (reply >= 400 && reply < 500) return `The mail server could not check Baton’s sign-in just now (${reply}).`;
    return `The mail server did not accept Baton’s user name and password${reply ? ` (${reply})` : ''}. ${askAdmin}`;
  }
  if (trouble.code === 'EDNS') return `The mail server’s name was not found. ${askAdmin}`;
  if (trouble.code === 'ETLS' || /CERT|SIGNATURE|SSL|TLS/.test(cause))
    return `No secure connection to the mail server could be made. ${askAdmin}`;
  if (reply >= 400) return `The mail server is not taking messages just now (${reply}).`;
  if (cause === 'ECONNREFUSED') return 'The mail server could not be reached: it refused the connection.';
  if (trouble.code === 'ETIMEDOUT') return 'The mail server did not answer in time.';
  if (trouble.code === 'EABORT') return 'Sending took too long and was stopped before the mail server had the message.';
  return 'The connection to the mail server broke before it had the message.';
}
