import { html } from 'hono/html';
import { phoneLink } from '#domain/letters/cannot-wait.ts';
import type { Language } from '#domain/say-time.ts';
import { field, fileField } from './field.ts';
import { inline } from './inline.ts';
import type { Html, Page, TeamFace } from './layout.ts';
import { type PageTexts, pageTexts } from './texts.ts';

/** What somebody had typed when it could not be taken: shown again with a button that sends it. */
export type KeptText = {
  action: string;
  /** Fresh, so that sending again is not taken for a machine's. */
  stamp: string;
  message: string;
  /** Everything else that was typed, by its field's name; sent along unseen. */
  fields: Record<string, string>;
  hadFiles: boolean;
};

/** What the page is about: a way in that is closed, our own trouble, or nothing set up yet. */
export type Matter =
  | { is: 'not-found' }
  | { is: 'expired' }
  | { is: 'not-allowed' }
  /** `wait`: a length already said ("one minute", "einer Minute"). */
  | { is: 'too-often'; wait?: string | null }
  | { is: 'too-large' }
  | { is: 'not-understood' }
  | { is: 'own-trouble' }
  | { is: 'no-team' };

export type MessagePageFacts = {
  language: Language;
  team: TeamFace | null;
  matter: Matter;
  kept?: KeptText | null;
  /** The team's form, offered where there is nothing to send again. */
  formUrl?: string | null;
  embed?: boolean;
};

const setup = `bin/baton setup --team "Harbour Plumbing" \\
  --country GB --zone Europe/London \\
  --name "Priya Shah" \\
  --email priya@harbourplumbing.example`;

function words(texts: PageTexts, { matter, kept }: MessagePageFacts): { title: string; says: string } {
  switch (matter.is) {
    case 'not-found':
      return { title: texts.notFoundTitle, says: texts.notFound };
    case 'expired':
      return { title: texts.expiredTitle, says: texts.expired };
    case 'not-allowed':
      return { title: texts.notAllowedTitle, says: texts.notAllowed };
    case 'too-often':
      return { title: texts.tooOftenTitle, says: matter.wait ? texts.tooOften(matter.wait) : texts.tooOftenSoon };
    case 'too-large':
      return { title: texts.tooLargeTitle, says: texts.tooLarge };
    case 'not-understood':
      return { title: texts.notUnderstoodTitle, says: texts.notUnderstood };
    case 'own-trouble':
      return { title: texts.troubleTitle, says: kept ? texts.trouble : texts.troubleRead };
    case 'no-team':
      return { title: texts.noTeamTitle, says: texts.noTeam };
  }
}

function sendAgain(texts: PageTexts, { action, stamp, message, fields, hadFiles }: KeptText): Html {
  const unseen = Object.entries(fields).filter(([name]) => !['message', '_stamp', '_gotcha', 'files'].includes(name));
  return html`<form method="post" action="${action}" enctype="multipart/form-data">
<input type="hidden" name="_stamp" value="${stamp}">
${unseen.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${field({ name: 'message', label: texts.textIsHere, value: message, lines: 'many' })}
${hadFiles ? fileField(texts.addPhoto, { note: texts.filesAgain }) : ''}
<button class="button go">${texts.sendAgain}</button>
</form>`;
}

/** One calm page for whatever is not a form and not an enquiry; what was typed is never lost. */
export function messagePage(facts: MessagePageFacts): Page {
  const { language, team, matter, kept, formUrl, embed } = facts;
  const texts = pageTexts[language];
  const { title, says } = words(texts, facts);
  const call = team?.phone ? (kept || formUrl ? texts.orCallUs : texts.callUs)(phoneLink(team.phone)) : null;
  const body = html`<h1>${title}</h1>
<p class="lede">${says}</p>
${matter.is === 'no-team' ? html`<pre><code>${setup}</code></pre><p class="muted foot">${texts.noTeamThen}</p>` : ''}
${kept ? sendAgain(texts, kept) : ''}
${formUrl && !kept ? html`<p><a class="button go" href="${formUrl}">${texts.writeToUs}</a></p>` : ''}
${call ? html`<p class="muted foot">${inline(call)}</p>` : ''}`;
  return { language, title, team, body, indexed: false, embed };
}
