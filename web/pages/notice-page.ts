import { html } from 'hono/html';
import { telUrl } from '#domain/letters/tel-url.ts';
import type { Html, Page, TeamFace } from './layout.ts';
import { type NoticeMoment, noticeWords } from './notice-words.ts';

/** Who the notice was about. */
export type NoticePerson = {
  number: number;
  /** In full: a name, else a number or an address. */
  name: string;
  /** Inside a sentence. */
  called: string;
  phone: string | null;
  asked: string;
  /** Already said ("Fri 10:00"). */
  since: string;
};

type NoticePageFacts = {
  team: TeamFace | null;
  /** Where the page posts to: its own address. */
  action: string;
  /** The member as whom it is done; null where the link is nobody's. */
  member: string | null;
  person: NoticePerson | null;
  leadUrl: string | null;
  /** Where to go on from a link that leads no further. */
  todayUrl: string | null;
  moment: NoticeMoment;
};

function card({ number, name, phone, asked, since }: NoticePerson): Html {
  const call = telUrl(phone);
  const reach = phone && phone !== name ? (call ? html`, <a href="${call}">${phone}</a>` : `, ${phone}`) : '';
  return html`<section class="card"><h2>${name}${reach}</h2>
${asked.trim() ? html`<p class="said" dir="auto">${asked.trim()}</p>` : ''}<p class="faint">Enquiry ${number}, came ${since}.</p></section>`;
}

/**
 * What stands behind a button of a notice: what would happen and to whom, what has happened, or why it cannot. For members, so it
 * speaks English. Opening it changes nothing, because mail scanners open every link.
 */
export function noticePage({ team, action, member, person, leadUrl, todayUrl, moment }: NoticePageFacts): Page {
  const { title, says, buttons, undo } = noticeWords(moment, person?.called ?? 'them');
  const asks = buttons.length > 0 && member;
  const body = html`<h1>${title}</h1>
${says.map((line, n) => html`<p class="${n === 0 ? 'lede' : 'muted'}${n > 1 ? ' later' : ''}">${line}</p>`)}
${person ? html`<div class="foot">${card(person)}</div>` : ''}
${
  asks
    ? html`<form class="foot" method="post" action="${action}" rel="noreferrer"><div class="deeds">${buttons.map(({ label, name, value }, n) => html`<button class="button${n === 0 ? ' go' : ''}" name="${name}" value="${value}">${label}</button>`)}</div></form>`
    : ''
}
${undo ? html`<form class="foot" method="post" action="${action}" rel="noreferrer"><input type="hidden" name="undo" value="${undo}"><div class="deeds"><button class="button">Undo</button><span class="muted">For ten seconds this can be taken back.</span></div></form>` : ''}
${leadUrl ? html`<p class="foot"><a class="quiet" href="${leadUrl}" rel="noreferrer">Open the enquiry</a></p>` : ''}
${todayUrl ? html`<p class="foot"><a class="quiet" href="${todayUrl}" rel="noreferrer">Open Today</a></p>` : ''}
${asks ? html`<p class="faint foot">Done as ${member}, without signing in. Nothing happens until you press the button.</p>` : ''}`;
  return { language: 'en', title, team, ...(person ? { beside: `enquiry ${person.number}` } : {}), body };
}
