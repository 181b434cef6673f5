import { oneLine, shorten } from './one-line.ts';

/** What mail programs around the world put before the subject of a reply, and of a mail passed on. */
const replies = 're|aw|antw|antwort|sv|vs|odp|vá|ynt|rif|réf|res|atb|απ|відп|отв|回复|回覆|答复|답장|返信';
const forwards = 'fwd|fw|wg|rv|tr|vl|vb|pd|enc|doorst|ilt|İlt|továbbítás|πρθ|пересл|转发|轉寄|전달|転送';

// "Re[2]:" and "RE (3):" are counters. A single letter (Italian Outlook) counts only with a space behind its colon.
const prefixes = new RegExp(`^(?:(?:${replies}|${forwards})\\.?(?: ?\\[\\d+\\]| ?\\(\\d+\\)|\\^?\\d+)? ?[:：] ?|[ri]: )+`, 'iu');

/** The subject without any "Re:", "Fwd:", "AW:", "WG:"… before it, in one line: what two mails on the same matter have in common. */
export function bareSubject(subject: string): string {
  return oneLine(subject.normalize('NFC').replace(/\s+/gu, ' ')).replace(prefixes, '').trim();
}

/** The subject of our reply: "Re: " once, whatever stood there before, in one line. `otherwise` stands in for an empty subject. */
export function replySubject(subject: string | null | undefined, otherwise: string): string {
  return `Re: ${shorten(bareSubject(subject ?? '') || oneLine(otherwise), 180)}`.trim();
}
