import { html } from 'hono/html';
import type { Language } from '#domain/say-time.ts';
import { field } from './field.ts';
import type { Page, TeamFace } from './layout.ts';
import { pageTexts } from './texts.ts';

type WithdrawPageFacts = {
  language: Language;
  team: TeamFace;
  number: number;
  asked: string;
  /** Takes `reason`, which may be empty. */
  action: string;
  stamp: string;
  backUrl: string;
};

/** Asks once before an enquiry is withdrawn: opening a link changes nothing, and mail scanners open every link. */
export function withdrawPage({ language, team, number, asked, action, stamp, backUrl }: WithdrawPageFacts): Page {
  const texts = pageTexts[language];
  const body = html`<h1>${texts.withdrawTitle}</h1>
<p class="lede">${texts.withdraw}</p>
<section class="card"><h2>${texts.yourMessage}</h2><p class="said" dir="auto">${asked.trim()}</p></section>
<form method="post" action="${action}">
<input type="hidden" name="_stamp" value="${stamp}">
${field({ name: 'reason', label: texts.withdrawWhy, aside: texts.optional, value: '', lines: 'few', maxlength: 2000 })}
<div class="deeds"><button class="button go">${texts.withdrawYes}</button><a class="button" href="${backUrl}">${texts.withdrawNo}</a></div>
</form>`;
  return { language, title: texts.withdrawTitle, team, beside: texts.enquiry(number), body };
}
