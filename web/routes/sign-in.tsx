import { data, redirect, useSubmit } from 'react-router';
import { envContext, senderContext, viewerContext } from '#web/context.ts';
import { passkeysWork } from '#work/people/passkey.ts';
import { finishSignIn, signInByPassword } from '#work/people/sign-in.ts';
import { signInByPasskey } from '#work/people/sign-in-by-passkey.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { jsonIn, refused, textIn } from '../ui/refused.ts';
import { CodeStep } from '../ui/sign-in/code-step.tsx';
import { ownPath } from '../ui/sign-in/own-path.ts';
import { Stranger } from '../ui/sign-in/stranger.tsx';
import { useOfferedPasskey, usePasskey } from '../ui/sign-in/use-passkey.ts';
import { useWrongFocus } from '../ui/use-wrong-focus.ts';
import type { Route } from './+types/sign-in.ts';

export function loader({ request, context }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  const next = ownPath(searchParams.get('next'));
  // Asked for anew by a page of somebody else's, which waits for them.
  if (context.get(viewerContext) && !searchParams.has('anew')) throw redirect(next);
  return { next, passkeys: passkeysWork(context.get(envContext)) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const env = context.get(envContext);
  const form = await request.formData();
  const caller = { ...context.get(senderContext), sessionId: context.get(viewerContext)?.sessionId ?? null };
  const [email, challenge] = [textIn(form, 'email').trim(), textIn(form, 'challenge')];
  const goOn = (cookie: string) => redirect(ownPath(textIn(form, 'next')), { headers: { 'set-cookie': cookie } });
  try {
    if (form.has('passkey')) return goOn((await signInByPasskey(env, { response: jsonIn(form, 'passkey') }, caller)).cookie);
    if (challenge) return goOn((await finishSignIn(env, { challenge, code: textIn(form, 'code') }, caller)).cookie);
    const done = await signInByPassword(env, { email, password: textIn(form, 'password') }, caller);
    return done.done ? goOn(done.cookie) : data({ challenge: done.challenge, email, wrong: null });
  } catch (error) {
    const { data: said, init } = refused(error);
    // A wrong code leaves the second step open; when its five minutes are over it begins at the front.
    return data({ ...said, email, challenge: said.field === 'code' || init?.status === 429 ? challenge : '' }, init ?? {});
  }
}

/** A refusal for being too often says when to come again. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const meta: Route.MetaFunction = () => [{ title: 'Sign in · Baton' }];

export default function SignIn({ loaderData: { next, passkeys }, actionData }: Route.ComponentProps) {
  const submit = useSubmit();
  const passkey = usePasskey('/sign-in/passkey');
  const take = (response: string) => void submit({ passkey: response, next }, { method: 'post' });
  useOfferedPasskey(passkeys ? '/sign-in/passkey' : null, take);
  useWrongFocus(actionData);
  if (actionData?.challenge)
    return (
      <Stranger title="One more step">
        <CodeStep challenge={actionData.challenge} wrong={actionData.wrong} next={next} />
      </Stranger>
    );
  const wrong = passkey.wrong ?? actionData?.wrong;
  return (
    <Stranger title="Sign in">
      {wrong && (
        <p className="wrong-box" role="alert">
          {wrong}
        </p>
      )}
      <Form method="post" noValidate>
        <input type="hidden" name="next" value={next} />
        <Field
          label="Email"
          type="email"
          name="email"
          defaultValue={actionData?.email ?? ''}
          autoComplete="username webauthn"
          required
        />
        <Field
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          aria-invalid={Boolean(actionData?.wrong)}
          required
        />
        <button className="button first large whole" type="submit">
          Sign in
        </button>
      </Form>
      {passkeys && (
        <button
          className="button large whole needs-script"
          type="button"
          disabled={passkey.busy}
          onClick={async () => {
            const response = await passkey.ask('use');
            if (response) take(response);
          }}
        >
          Use a passkey
        </button>
      )}
      <p className="faint">Lost your password or your phone? An admin of your team can make you a link to sign in with.</p>
    </Stranger>
  );
}
