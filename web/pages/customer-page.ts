import { html } from 'hono/html';
import { callName } from '#domain/letters/call-name.ts';
import { cannotWait, phoneLink } from '#domain/letters/cannot-wait.ts';
import { type HearStyle, hearBy } from '#domain/letters/hear-by.ts';
import type { Inline } from '#domain/letters/letter-layout.ts';
import type { Language } from '#domain/say-time.ts';
import { field, fileField } from './field.ts';
import { inline } from './inline.ts';
import { type Html, type Page, type TeamFace, webUrl } from './layout.ts';
import { type Step, steps } from './steps.ts';
import { type PageTexts, pageTexts } from './texts.ts';

/** A time still to come: `byNear` and `short` of say-time.ts ("by 10:00 on Monday", "Mon 10:00"). */
export type ToCome = { by: string; short: string };

/** Where an enquiry stands for the one who asked. A time that has passed can only be `said` of `late`, never a ToCome. */
export type Standing =
  | { is: 'waiting'; style: HearStyle; hear: ToCome | null }
  | { is: 'taking-longer'; hear: ToCome }
  /** `said`: what they were told, with its preposition ("by 10:00"); null where no time was named. */
  | { is: 'late'; said: string | null }
  /** `at`: "Monday 8:12"; `short`: "Mon 8:12"; `again`: they wrote since, and hear by then. */
  | { is: 'answered'; at: string; short: string; again: ToCome | null }
  | { is: 'closed'; how: 'won' | 'not-going-ahead' | 'withdrawn' | 'answered'; short: string };

export type CustomerPageFacts = {
  language: Language;
  team: TeamFace;
  number: number;
  name?: string | null;
  standing: Standing;
  asked: string;
  files: number;
  /** `short` of say-time.ts. */
  received: string;
  /** null until somebody has read it. `by` only where the team shows its names; `all`: also what they have added. */
  read: { short: string; by?: string | null; all: boolean } | null;
  /** Only where the team shows its names. */
  ownerName?: string | null;
  /** What they have added since, oldest first. */
  additions: { short: string; text: string; files: number }[];
  justAdded: boolean;
  /** Where adding posts to (multipart: `message`, `files`); null where nothing can be added. */
  addAction: string | null;
  stamp: string;
  /** The form was posted and could not be taken: what was typed, and why not. */
  draft?: { text: string; problem: keyof PageTexts['problems'] | 'nothing-added' } | null;
  /** The page that asks once before withdrawing; null where there is nothing to withdraw. */
  withdrawUrl: string | null;
  bookUrl?: string | null;
};

/** Where it stands, in one line. */
export function headline(
  texts: PageTexts,
  name: string,
  { standing, read }: Pick<CustomerPageFacts, 'standing' | 'read'>,
): string {
  switch (standing.is) {
    case 'waiting':
      return read?.all ? texts.haveRead(name) : texts.thanksHave(name);
    case 'taking-longer':
      return texts.longerTitle(name);
    case 'late':
      return texts.lateTitle(name);
    case 'answered':
      return texts.answeredTitle(name);
    case 'closed':
      return texts.closedTitle[standing.how](name);
  }
}

/** What comes now, and by when. */
export function sentence(
  texts: PageTexts,
  { language, standing, ownerName }: Pick<CustomerPageFacts, 'language' | 'standing' | 'ownerName'>,
): Inline[] {
  switch (standing.is) {
    case 'waiting':
      return hearBy({ language, style: standing.style, by: standing.hear?.by ?? null, ownerName });
    case 'taking-longer':
      return [texts.longer, ...hearBy({ language, style: 'exact', by: standing.hear.by, ownerName })];
    case 'late':
      return standing.said === null ? texts.lateNoTime : texts.late(standing.said);
    case 'answered':
      return [...texts.answered(standing.at), ...(standing.again ? [' ', ...texts.againHear(standing.again.by)] : [])];
    case 'closed':
      return [texts.closed[standing.how]];
  }
}

function stepsOf(texts: PageTexts, { standing, received, read, ownerName }: CustomerPageFacts): Step[] {
  const waiting = standing.is === 'waiting' || standing.is === 'taking-longer' || standing.is === 'late';
  const list: Step[] = [{ what: texts.received, when: received, past: true }];
  if (read) list.push({ what: read.by ? texts.readBy(read.by) : texts.read, when: read.short, past: true });
  else if (waiting) list.push({ what: ownerName ? texts.readBy(ownerName) : texts.read, when: texts.notYet, past: false });
  if (waiting) {
    const exact =
      standing.is === 'taking-longer' || (standing.is === 'waiting' && standing.style === 'exact') ? standing.hear : null;
    list.push({ what: texts.youHear, when: exact ? texts.byShort(exact.short) : texts.notYet, past: false });
  }
  if (standing.is === 'answered') {
    list.push({ what: texts.answeredStep, when: standing.short, past: true });
    if (standing.again) list.push({ what: texts.againStep, when: texts.byShort(standing.again.short), past: false });
  }
  if (standing.is === 'closed') {
    const what = standing.how === 'withdrawn' ? texts.withdrawnStep : texts.closedStep;
    list.push({ what, when: standing.short, past: true });
  }
  return list;
}

function addForm(texts: PageTexts, facts: CustomerPageFacts): Html {
  const { team, standing, draft, addAction, stamp, withdrawUrl } = facts;
  const over = standing.is === 'closed' || standing.is === 'answered';
  const title = standing.is === 'closed' ? texts.changedTitle : standing.is === 'answered' ? texts.openTitle : texts.forgotTitle;
  const call = team.phone ? phoneLink(team.phone) : null;
  const invitation = over ? (call ? texts.changedCall(call) : [texts.changed]) : call ? texts.forgotCall(call) : [texts.forgot];
  const wrong = draft && (draft.problem === 'nothing-added' ? texts.nothingAdded : texts.problems[draft.problem]);
  return html`<section class="card"><h2>${title}</h2><p class="muted">${inline(invitation)}</p>
<form class="foot" method="post" action="${addAction ?? ''}" enctype="multipart/form-data">
<input type="hidden" name="_stamp" value="${stamp}">
${field({ name: 'message', label: texts.add, value: draft?.text ?? '', wrong: wrong ?? undefined, lines: 'few' })}
<div class="deeds"><button class="button go">${texts.send}</button>${fileField(texts.addPhoto)}${
    withdrawUrl && standing.is !== 'closed' ? html`<a class="quiet" href="${withdrawUrl}">${texts.noLonger}</a>` : ''
  }</div>
</form></section>`;
}

/** The page behind the link in their mail: where their enquiry stands, and what they can do about it. */
export function customerPage(facts: CustomerPageFacts): Page {
  const { language, team, standing, additions } = facts;
  const texts = pageTexts[language];
  const title = headline(texts, callName(facts.name, language), facts);
  const reach = facts.addAction === null && team.phone ? texts.callUs(phoneLink(team.phone)) : null;
  const call = standing.is === 'late' ? cannotWait(language, team) : reach;
  const book = standing.is === 'closed' ? '' : webUrl(facts.bookUrl);
  const files = (many: number): Html | string => (many > 0 ? html`<p class="faint">${texts.files(many)}</p>` : '');
  const body = html`${facts.justAdded ? html`<p class="done" role="status">${texts.added}</p>` : ''}
<h1>${title}</h1>
<p class="lede">${inline(sentence(texts, facts))}</p>
${call ? html`<p class="lede">${inline(call)}</p>` : ''}
${steps(stepsOf(texts, facts), texts.whereItStands)}
${book ? html`<p class="book"><a class="button" href="${book}" rel="noopener noreferrer">${texts.bookCall}</a></p>` : ''}
<section class="card"><h2>${texts.yourMessage}</h2><p class="said" dir="auto">${facts.asked.trim()}</p>${files(facts.files)}
${additions.map((one) => html`<h2 class="later">${texts.addedAt(one.short)}</h2><p class="said" dir="auto">${one.text.trim()}</p>${files(one.files)}`)}</section>
${facts.addAction === null ? '' : addForm(texts, facts)}
<p class="faint foot">${texts.keepPage}</p>`;
  return { language, title, team, beside: texts.enquiry(facts.number), body };
}
