import { data, Link, redirect } from 'react-router';
import { isSource, sources } from '#domain/source.ts';
import { findStandard } from '#store/standard.ts';
import { envContext, senderContext } from '#web/context.ts';
import { addRemembered } from '#work/arrivals/add-remembered.ts';
import type { Env } from '#work/env.ts';
import { claimInstall } from '#work/people/claim-install.ts';
import { readLink } from '#work/people/use-link.ts';
import { OpenExample } from '../ui/example/open-example.tsx';
import { answerFields, readAnswer, showAnswer, usualAnswer } from '../ui/first-run/set-up-answer.ts';
import { SetUpAnswerScreen } from '../ui/first-run/set-up-answer-screen.tsx';
import { type Draft, dropDraft, keepDraft, readDraft } from '../ui/first-run/set-up-draft.ts';
import { SetUpNamesScreen } from '../ui/first-run/set-up-names-screen.tsx';
import { SetUpWaysScreen } from '../ui/first-run/set-up-ways-screen.tsx';
import { guessPlace, placesToChoose, readYou, youProblems } from '../ui/first-run/set-up-you.ts';
import { SetUpYouScreen } from '../ui/first-run/set-up-you-screen.tsx';
import { isOnlyHere } from '../ui/is-only-here.ts';
import { refused, textIn } from '../ui/refused.ts';
import { Stranger } from '../ui/sign-in/stranger.tsx';
import type { Route } from './+types/setup.ts';

const stepOf = (request: Request): number => Math.min(4, Math.max(1, Number(new URL(request.url).searchParams.get('step')) || 1));

async function whyClosed(env: Env, token: string): Promise<{ words: string; known: boolean } | null> {
  const seen = await readLink(env, token);
  if (!seen.open) return { words: seen.words, known: seen.known };
  return seen.purpose === 'set-up' ? null : { words: 'This link is for something else.', known: true };
}

export async function loader({ request, params: { token }, context }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const closed = await whyClosed(env, token);
  if (closed) {
    const inUse = closed.known || (await findStandard(env.read)) !== undefined;
    return data({ is: 'closed' as const, words: closed.words, inUse }, closed.known ? 410 : 404);
  }
  const draft = readDraft(env, request, token);
  const step = draft ? stepOf(request) : 1;
  if (step === 1) {
    const you = draft ?? { team: '', name: '', email: '', ...guessPlace(request.headers.get('accept-language')) };
    const { team, name, email, country, zone } = you;
    const shown = { team, name, email, country, zone };
    return { is: 'you' as const, you: shown, hasPassword: Boolean(draft?.password), guessed: !draft, places: placesToChoose() };
  }
  if (step === 2)
    return {
      is: 'answer' as const,
      answer: shownOf(env, draft!, draft!.answer ?? usualAnswer, 0),
      me: draft!.name.split(' ')[0]!,
    };
  if (step === 3) return { is: 'ways' as const, ways: waysOf(draft!) };
  return { is: 'names' as const, names: draft!.names ?? '', onlyHere: isOnlyHere(env) };
}

const shownOf = (env: Env, { country, zone }: Draft, fields: [string, string][], moment: number) =>
  showAnswer(fields, { country, zone, now: env.now(), moment });

const waysOf = ({ ways = [] }: Draft) =>
  Object.entries(sources)
    .filter(([value]) => !['existing-customer', 'other'].includes(value))
    .map(([value, words]) => ({ value, words, ticked: ways.includes(value) }));

export async function action({ request, params: { token }, context }: Route.ActionArgs) {
  const env = context.get(envContext);
  const to = (step: number, draft?: Draft) =>
    redirect(`/setup/${token}?step=${step}`, draft ? { headers: { 'set-cookie': keepDraft(env, token, draft) } } : {});
  if (await whyClosed(env, token)) return to(1);
  const [form, draft, step] = [await request.formData(), readDraft(env, request, token), stepOf(request)];
  const go = textIn(form, 'go');
  if (step === 1) {
    const you = readYou(form, draft);
    const problems = youProblems(you);
    if (Object.keys(problems).length === 0) return to(2, { ...draft, ...you });
    return data({ problems, you: { ...you, password: '' } }, 422);
  }
  if (!draft) return to(1);
  if (step === 2) {
    const answer = answerFields(form);
    const moment = (Number(textIn(form, 'moment')) || 0) + (go === 'another' ? 1 : 0);
    if (go === 'try' || go === 'another') return { answer: shownOf(env, draft, answer, moment) };
    const { problem } = readAnswer(answer);
    if (go === 'back') return to(1, problem ? draft : { ...draft, answer });
    if (go !== 'defaults') {
      if (problem) return data({ answer: shownOf(env, draft, answer, moment) }, 422);
      return to(3, { ...draft, answer });
    }
  }
  if (step === 3 && go !== 'defaults')
    return to(go === 'back' ? 2 : 4, { ...draft, ways: form.getAll('way').map(String).filter(isSource) });
  const names = step === 4 ? textIn(form, 'names') : '';
  if (step === 4 && go === 'back') return to(3, { ...draft, names });
  return finish(env, token, { ...draft, names }, context.get(senderContext));
}

/** Everything at once: the team, its first admin, its rules; then whom they still owe something. */
async function finish(env: Env, token: string, draft: Draft, sender: { address: string; userAgent: string | null }) {
  const { team, name, email, password, country, zone, ways = [], names = '' } = draft;
  const { hours, rule } = readAnswer(draft.answer ?? usualAnswer);
  try {
    const asked = { token, team, name, email, password, country, zone, hours, rule, ways: ways.filter(isSource) };
    const { cookie, memberId } = await claimInstall(env, asked, sender);
    await addRemembered(env, { text: names, memberId });
    const headers = new Headers({ 'set-cookie': cookie });
    headers.append('set-cookie', dropDraft(env));
    return redirect('/', { headers });
  } catch (error) {
    return refused(error);
  }
}

/** A refusal for being too often says when to come again. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const meta: Route.MetaFunction = () => [{ title: 'Set up · Baton' }, { name: 'robots', content: 'noindex' }];

export default function SetUp({ loaderData: shown, actionData, params: { token } }: Route.ComponentProps) {
  if (shown.is === 'closed')
    return (
      <Stranger title="This link leads no further">
        <p>{shown.words}</p>
        {!shown.inUse && <p>Baton prints a new one each time it starts.</p>}
        {shown.inUse && (
          <Link className="button first large" to="/sign-in">
            Sign in
          </Link>
        )}
      </Stranger>
    );
  const said = actionData;
  return (
    <main className="first-run">
      {said && 'wrong' in said && (
        <p className="wrong-box" role="alert">
          {said.wrong}
        </p>
      )}
      {shown.is === 'you' && (
        <SetUpYouScreen
          {...shown}
          {...(said && 'problems' in said ? { you: said.you, problems: said.problems } : { problems: {} })}
        />
      )}
      {shown.is === 'answer' && (
        <SetUpAnswerScreen answer={said && 'answer' in said ? said.answer : shown.answer} me={shown.me} />
      )}
      {shown.is === 'ways' && <SetUpWaysScreen ways={shown.ways} />}
      {shown.is === 'names' && <SetUpNamesScreen {...shown} />}
      <OpenExample setUp={token} />
    </main>
  );
}
