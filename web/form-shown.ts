import { readQuestions } from '#domain/questions.ts';
import { numberOutside } from '#domain/response-rule.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { at } from './base.ts';
import type { Ask } from './doors.ts';
import { type Form, formLanguage, nextHosts, nextUrl } from './form-of.ts';
import { type FormPageFacts, type FormProblem, formPage } from './pages/form-page.ts';
import { promisedTo } from './promise.ts';
import type { Pages } from './public.ts';
import { stampAt } from './stamp.ts';
import { hearStyle, teamFace } from './team-face.ts';

/** What was posted and could not be taken as it is. */
type Again = {
  typed: ReadonlyMap<string, string>;
  stampedAt: number | null;
  problems: FormProblem[];
  hadFiles?: boolean;
  status?: number;
};

/** The form as a page, at first or again with what was typed and what to look at. */
export function showForm(env: Env, pages: Pages, c: Ask, form: Form, standard: Standard, again?: Again): Response {
  const now = env.now();
  const { channel } = form;
  const language = formLanguage(c, form, standard.team);
  const say = pages.say(language, standard);
  const style = hearStyle(standard.team);
  const heardBy = (urgentAt: number | null) => {
    const sent = { received_at: now, source: channel.kind, channel_id: channel.id, urgent_at: urgentAt };
    const due = promisedTo(standard, sent);
    return due === null ? null : say.byNear(due, now);
  };
  const [by, urgentBy] = [heardBy(null), heardBy(now)];
  const tick = urgentTick(form, standard, now, say.clock);
  const typed = (name: string) => again?.typed.get(name) ?? '';
  const embed = c.req.query('embed') !== undefined;
  const page = formPage({
    language,
    team: teamFace(standard),
    action: actionOf(env, c, form),
    // Whoever corrects one field is quick: they have been typing since the first page.
    stamp: stampAt(env.settings.secret, again?.stampedAt ?? now),
    style,
    by,
    urgent: tick && { ...tick, by: urgentBy === by ? null : urgentBy },
    closed: tick === null && !standard.timetable.isOpen(now),
    privacyUrl: standard.team.privacy_url,
    questions: readQuestions(standard.team.questions)
      .filter(({ when }) => when === 'always')
      .map(({ key, label, required }) => ({ key, label, required, value: typed(key) })),
    embed,
    values: {
      name: typed('name'),
      email: typed('email'),
      phone: typed('phone'),
      message: typed('message'),
      urgent: typed('urgent') !== '',
    },
    problems: again?.problems ?? [],
    hadFiles: again?.hadFiles ?? false,
  });
  // Kept by the browser for going back, so that what was typed is still there; asked for anew when it is opened anew.
  const headers = {
    'cache-control': 'private, no-cache',
    ...(form.config.language === 'auto' ? { vary: 'accept-language' } : {}),
  };
  return pages.render(page, {
    status: again ? (again.status ?? 422) : 200,
    formTo: nextHosts(form),
    headers,
  });
}

/** Where the form posts to; what the address was asked for with is kept. */
export function actionOf(env: Env, c: Ask, form: Form): string {
  const asked = new URLSearchParams();
  const lang = c.req.query('lang');
  const next = nextUrl(c, form, c.req.query('_next'));
  if (lang === 'de' || lang === 'en') asked.set('lang', lang);
  if (next) asked.set('_next', next);
  if (c.req.query('embed') !== undefined) asked.set('embed', '');
  const query = asked.toString().replace(/embed=(?=&|$)/, 'embed');
  return at(env, `/f/${encodeURIComponent(form.channel.id)}${query && `?${query}`}`);
}

/**
 * The tick stands there where the team wants it; outside its hours only where it has said who helps then: somebody on call,
 * or a number.
 */
function urgentTick(
  { config }: Form,
  { team, rule, timetable }: Standard,
  now: number,
  clock: (ms: number) => string,
): FormPageFacts['urgent'] {
  const isOpen = timetable.isOpen(now);
  const helps = rule.urgentOutside !== 'none';
  const wanted = config.urgent === 'no' ? false : config.urgent === 'yes' || helps;
  if (!wanted || (!isOpen && !helps)) return null;
  const phone = numberOutside(rule, team.urgent_phone);
  const closing = timetable.dayAt(now).blocks.at(-1)?.until;
  return { phone, after: isOpen && closing ? clock(closing) : null };
}
