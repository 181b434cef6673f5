import { html } from 'hono/html';
import { callName } from '#domain/letters/call-name.ts';
import { cannotWait } from '#domain/letters/cannot-wait.ts';
import { type HearStyle, hearBy } from '#domain/letters/hear-by.ts';
import type { Language } from '#domain/say-time.ts';
import { inline } from './inline.ts';
import type { Page, TeamFace } from './layout.ts';
import { steps } from './steps.ts';
import { pageTexts } from './texts.ts';

export type ReceiptPageFacts = {
  language: Language;
  team: TeamFace;
  embed: boolean;
  name?: string | null;
  /** The address they gave just now; where there is one, a mail with the link goes to it. */
  email?: string | null;
  /** Whether they left an address or a number. */
  reachable: boolean;
  asked: string;
  /** How many files came with it. */
  files: number;
  style: HearStyle;
  /** `short` of say-time.ts. */
  received: string;
  /** The time they were told: `by` and `short` of say-time.ts. null once it has passed, or where none was named. */
  hear: { by: string; short: string } | null;
};

/**
 * What the form's redirect shows: only what this sender just sent, and the time. No number and no owner, because those
 * would tell whether we knew the person.
 */
export function receiptPage(facts: ReceiptPageFacts): Page {
  const { language, team, embed, style, hear, reachable } = facts;
  const texts = pageTexts[language];
  const title = texts.thanksHave(callName(facts.name, language));
  const urgent = cannotWait(language, team);
  const exact = style === 'exact' && hear;
  const body = html`<h1>${title}</h1>
<p class="lede">${reachable ? inline(hearBy({ language, style, by: hear?.by ?? null })) : texts.noReach}</p>
${
  reachable
    ? steps(
        [
          { what: texts.received, when: facts.received, past: true },
          { what: texts.youHear, when: exact ? texts.byShort(exact.short) : texts.notYet, past: false },
        ],
        texts.whereItStands,
      )
    : ''
}
<section class="card"><h2>${texts.whatYouSent}</h2><p class="said" dir="auto">${facts.asked.trim()}</p>${
    facts.files > 0 ? html`<p class="faint">${texts.files(facts.files)}</p>` : ''
  }</section>
${facts.email ? html`<p class="muted">${inline(texts.mailComes(facts.email))}</p>` : ''}
${urgent ? html`<p class="muted foot">${inline(urgent)}</p>` : ''}`;
  return { language, title, team, body, embed };
}
