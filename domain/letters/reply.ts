import type { Language } from '../say-time.ts';
import { escapeHtml, type Written } from './letter-layout.ts';
import { replySubject } from './reply-subject.ts';
import { letterTexts } from './texts.ts';

type ReplyFacts = {
  language: Language;
  team: { name: string };
  /** The subject answered to; none for an enquiry that did not come by mail. */
  subject?: string | null;
  /** What the member wrote, as written. */
  text: string;
  /** The team's closing lines. */
  signature?: string | null;
};

const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

function linked(text: string): string {
  let html = '';
  let from = 0;
  for (const match of text.matchAll(address)) {
    const url = escapeHtml(match[0]);
    html += `${escapeHtml(text.slice(from, match.index))}<a href="${url}">${url}</a>`;
    from = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(from));
}

/** A member's own words as a mail that looks like one that a person wrote: no frame, no logo. */
export function reply({ language, team, subject, text, signature }: ReplyFacts): Written {
  const tidy = (words: string): string =>
    words
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      .replace(/\u0000/g, '')
      .trim();
  const body = tidy(text);
  // RFC 3676 4.3: what stands below "-- " is the signature, and mail programs leave it out of their quotes.
  const sign = tidy(signature ?? '');
  const paragraphs = body
    .split(/\n{2,}/)
    .map((words) => `<p style="margin:0 0 1em">${linked(words).replaceAll('\n', '<br>')}</p>`);
  const signed = sign ? `<p style="margin:1.5em 0 0">${linked(sign).replaceAll('\n', '<br>')}</p>` : '';
  const answered = replySubject(subject, letterTexts[language].yourMessage(team.name));
  return {
    subject: answered,
    text: sign ? `${body}\n\n-- \n${sign}\n` : `${body}\n`,
    html:
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(answered)}</title></head>` +
      `<body dir="auto" style="font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5">${paragraphs.join('')}${signed}</body></html>`,
  };
}
