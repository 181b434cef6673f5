import { html } from 'hono/html';
import { cannotWait, phoneLink } from '#domain/letters/cannot-wait.ts';
import type { HearStyle } from '#domain/letters/hear-by.ts';
import type { Inline } from '#domain/letters/letter-layout.ts';
import type { Language } from '#domain/say-time.ts';
import { field, fileField } from './field.ts';
import { inline } from './inline.ts';
import { type Page, type TeamFace, webUrl } from './layout.ts';
import { type PageTexts, pageTexts } from './texts.ts';

type FormFieldName = 'name' | 'email' | 'phone' | 'message' | 'files';
/** A known problem, said in the form's language; or another one, already said. */
export type FormProblem = keyof PageTexts['problems'] | { field: FormFieldName | null; text: string };
type FormValues = { name: string; email: string; phone: string; message: string; urgent: boolean };

export type FormPageFacts = {
  language: Language;
  team: TeamFace;
  /** Where the form posts to, `?embed` kept where it was asked for. */
  action: string;
  stamp: string;
  style: HearStyle;
  /** `byNear` of say-time.ts for a message sent this minute ("by 10:00 on Monday"), null for none. */
  by: string | null;
  /** null where the team wants no urgent tick. `by` is when urgent ones hear, where that is another time. `after` is the clock at which today's hours end, if that is still to come. */
  urgent: { phone?: string | null; after?: string | null; by?: string | null } | null;
  /** They are closed and there is no tick to say it: whoever cannot wait is told which number to call. */
  closed?: boolean;
  privacyUrl?: string | null;
  /** The team's own questions, with what was typed. */
  questions?: readonly { key: string; label: string; value: string; required?: true | undefined }[];
  embed: boolean;
  /** What was typed; all empty at first. */
  values: FormValues;
  /** Shown with status 422. */
  problems: FormProblem[];
  /** Files were chosen and have to be chosen again. */
  hadFiles: boolean;
};

const places: Record<keyof PageTexts['problems'], FormFieldName> = {
  'no-contact': 'email',
  'bad-email': 'email',
  'bad-phone': 'phone',
  'no-message': 'message',
  'too-long': 'message',
  'too-many-files': 'files',
  'files-too-large': 'files',
  'file-kind': 'files',
};

function sendNow(texts: PageTexts, style: HearStyle, by: string | null): Inline[] {
  if (style === 'usual') return texts.sendNowUsually;
  if (style === 'next-step') return texts.sendNowNextStep;
  return by === null ? texts.sendNow : texts.sendNowExactly(by);
}

/** The hosted form: what it asks, when they will hear, and everything typed still there when something was missing. */
export function formPage(facts: FormPageFacts): Page {
  const { language, team, values, urgent, embed } = facts;
  const texts = pageTexts[language];
  const problems = facts.problems.map((problem) =>
    typeof problem === 'string' ? { field: places[problem], text: texts.problems[problem] } : problem,
  );
  const wrong = (name: FormFieldName): string | undefined => problems.find((problem) => problem.field === name)?.text;
  const call =
    facts.closed && team.urgentPhone
      ? [' ', ...cannotWait(language, team)!]
      : team.phone
        ? texts.orCall(phoneLink(team.phone))
        : [];
  const lede = [...sendNow(texts, facts.style, facts.by), ...call];
  const alert = html`<div class="alert" role="alert" tabindex="-1" autofocus><p><b>${texts.pleaseLook}</b></p><ul>${problems.map(
    (problem) => html`<li>${problem.field ? html`<a href="#${problem.field}">${problem.text}</a>` : problem.text}</li>`,
  )}</ul></div>`;
  const urgentCall = urgent?.phone
    ? urgent.after
      ? texts.urgentAfter(urgent.after, phoneLink(urgent.phone))
      : texts.urgentCall(phoneLink(urgent.phone))
    : [];
  const privacy = webUrl(facts.privacyUrl);
  const body = html`<h1>${texts.tellUs}</h1>
<p class="lede">${inline(lede)}</p>
${problems.length ? alert : ''}
<form method="post" action="${facts.action}" enctype="multipart/form-data">
<input type="hidden" name="_stamp" value="${facts.stamp}">
${field({ name: 'name', label: texts.name, value: values.name, wrong: wrong('name'), autocomplete: 'name', maxlength: 200 })}
<div class="fields">
${field({ name: 'email', label: texts.email, value: values.email, wrong: wrong('email'), type: 'email', autocomplete: 'email', maxlength: 254 })}
${field({ name: 'phone', label: texts.phone, aside: texts.oneIsEnough, value: values.phone, wrong: wrong('phone'), type: 'tel', autocomplete: 'tel', maxlength: 60 })}
</div>
${field({ name: 'message', label: texts.message, value: values.message, wrong: wrong('message'), lines: 'many', required: true })}
${(facts.questions ?? []).map(({ key, label, value, required = false }) => field({ name: key, label, value, maxlength: 2000, required }))}
${fileField(texts.addPhoto, { wrong: wrong('files'), note: facts.hadFiles ? texts.filesAgain : undefined })}
${
  urgent
    ? html`<label class="tick"><input type="checkbox" name="urgent" value="yes"${values.urgent ? html` checked` : ''}><span>${texts.urgent}${inline(urgent.by ? texts.urgentBy(urgent.by) : [])} <span class="muted">${inline(urgentCall)}</span></span></label>`
    : ''
}
<div class="away" aria-hidden="true"><label>${texts.leaveEmpty} <input name="_gotcha" tabindex="-1" autocomplete="off"></label></div>
<button class="button go">${texts.send}</button>
</form>
<p class="faint foot">${texts.onlyWe}${privacy ? html` <a href="${privacy}" target="_blank" rel="noopener">${texts.privacy}</a>` : ''}</p>`;
  const title = problems.length ? `${texts.notSentYet}: ${texts.tellUs}` : texts.tellUs;
  return { language, title, team, body, indexed: problems.length === 0, embed };
}
