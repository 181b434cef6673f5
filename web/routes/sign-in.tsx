import { data, Form, redirect } from 'react-router';
import { envContext, senderContext, viewerContext } from '#web/context.ts';
import { Refusal } from '#work/refusal.ts';
import { signInByPassword } from '#work/sign-in.ts';
import type { Route } from './+types/sign-in.ts';

export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  try {
    const done = await signInByPassword(
      context.get(envContext),
      { email: String(form.get('email')), password: String(form.get('password')) },
      { ...context.get(senderContext), sessionId: context.get(viewerContext)?.sessionId ?? null },
    );
    if (!done.done) return data({ wrong: 'code' }, 200);
    return redirect('/', { headers: { 'set-cookie': done.cookie } });
  } catch (error) {
    if (error instanceof Refusal) return data({ wrong: error.message }, error.status);
    throw error;
  }
}

export default function SignIn({ actionData }: Route.ComponentProps) {
  return (
    <main className="sign-in">
      <h1>Sign in</h1>
      {actionData?.wrong && (
        <p className="wrong-box" role="alert">
          {actionData.wrong}
        </p>
      )}
      <Form method="post">
        <label className="field">
          <span>Email</span>
          <input className="input" type="email" name="email" autoComplete="username" required />
        </label>
        <label className="field">
          <span>Password</span>
          <input className="input" type="password" name="password" autoComplete="current-password" required />
        </label>
        <button className="button first large" type="submit">
          Sign in
        </button>
      </Form>
    </main>
  );
}
