import { data, Link, redirect } from 'react-router';
import { envContext, senderContext, viewerContext } from '#web/context.ts';
import { finishSignIn, signInByLink } from '#work/people/sign-in.ts';
import { readLink } from '#work/people/use-link.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { refused, textIn } from '../ui/refused.ts';
import { CodeStep } from '../ui/sign-in/code-step.tsx';
import { Stranger } from '../ui/sign-in/stranger.tsx';
import { useWrongFocus } from '../ui/use-wrong-focus.ts';
import type { Route } from './+types/sign-in-link.ts';

/** Looking uses nothing up. A link of another kind leads to the page it is for. */
export async function loader({ params: { token }, context }: Route.LoaderArgs) {
  const seen = await readLink(context.get(envContext), token);
  if (!seen.open) return data({ name: null, words: seen.words }, seen.known ? 410 : 404);
  if (seen.purpose === 'invitation') throw redirect(`/invitation/${token}`);
  if (seen.purpose === 'set-up') throw redirect(`/setup/${token}`);
  return { name: seen.member!.name, words: null };
}

export async function action({ request, params: { token }, context }: Route.ActionArgs) {
  const env = context.get(envContext);
  const form = await request.formData();
  const caller = { ...context.get(senderContext), sessionId: context.get(viewerContext)?.sessionId ?? null };
  const challenge = textIn(form, 'challenge');
  const goOn = (cookie: string) => redirect('/', { headers: { 'set-cookie': cookie } });
  try {
    if (challenge) return goOn((await finishSignIn(env, { challenge, code: textIn(form, 'code') }, caller)).cookie);
    const done = await signInByLink(env, { token, password: textIn(form, 'password') || undefined }, caller);
    return done.done ? goOn(done.cookie) : data({ challenge: done.challenge, wrong: null, field: null });
  } catch (error) {
    const { data: said, init } = refused(error);
    return data({ ...said, challenge: said.field === 'code' || init?.status === 429 ? challenge : '' }, init ?? {});
  }
}

/** A refusal for being too often says when to come again. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const meta: Route.MetaFunction = () => [{ title: 'Sign in · Baton' }, { name: 'robots', content: 'noindex' }];

export default function SignInLink({ loaderData: { name, words }, actionData }: Route.ComponentProps) {
  useWrongFocus(actionData);
  if (actionData?.challenge)
    return (
      <Stranger title="One more step">
        <CodeStep challenge={actionData.challenge} wrong={actionData.wrong} />
      </Stranger>
    );
  if (name === null)
    return (
      <Stranger title="This link leads no further">
        <p className="lede">{words}</p>
        <Link className="button first large whole" to="/sign-in">
          Sign in
        </Link>
      </Stranger>
    );
  const forPassword = actionData?.field === 'password';
  return (
    <Stranger title={`Hello ${name}`}>
      {actionData?.wrong && !forPassword && (
        <p className="wrong-box" role="alert">
          {actionData.wrong}
        </p>
      )}
      <Form method="post" noValidate>
        <p className="lede">This link signs you in once. If you lost your password, choose a new one with it.</p>
        <Field
          label="New password, if you need one"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters. Leave it empty to keep the one you have."
          problem={forPassword ? actionData.wrong : null}
        />
        <button className="button first large whole" type="submit">
          Sign in as {name}
        </button>
      </Form>
    </Stranger>
  );
}
