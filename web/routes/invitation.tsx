import { data, Link, redirect, useSubmit } from 'react-router';
import { findStandard } from '#store/standard.ts';
import { envContext, senderContext, viewerContext } from '#web/context.ts';
import { acceptInvitation } from '#work/people/accept-invitation.ts';
import { passkeysWork } from '#work/people/passkey.ts';
import { readLink } from '#work/people/use-link.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { jsonIn, refused, textIn } from '../ui/refused.ts';
import { Stranger } from '../ui/sign-in/stranger.tsx';
import { usePasskey } from '../ui/sign-in/use-passkey.ts';
import { useWrongFocus } from '../ui/use-wrong-focus.ts';
import type { Route } from './+types/invitation.ts';

/** Looking changes nothing, so whatever opens links in mails beforehand does no harm. */
export async function loader({ params: { token }, context }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const seen = await readLink(env, token);
  if (!seen.open) return data({ is: 'closed' as const, words: seen.words }, seen.known ? 410 : 404);
  if (seen.purpose === 'sign-in') throw redirect(`/sign-in/${token}`);
  if (seen.purpose === 'set-up') throw redirect(`/setup/${token}`);
  const { name, email } = seen.member!;
  const team = (await findStandard(env.read))?.team.name ?? 'the team';
  return { is: 'open' as const, token, name, email, team, passkeys: passkeysWork(env) };
}

export async function action({ request, params: { token }, context }: Route.ActionArgs) {
  const form = await request.formData();
  const caller = { ...context.get(senderContext), sessionId: context.get(viewerContext)?.sessionId ?? null };
  const name = textIn(form, 'name');
  const way = form.has('passkey') ? { passkey: { response: jsonIn(form, 'passkey') } } : { password: textIn(form, 'password') };
  try {
    const { cookie } = await acceptInvitation(context.get(envContext), { token, name, ...way }, caller);
    return redirect('/', { headers: { 'set-cookie': cookie } });
  } catch (error) {
    const { data: said, init } = refused(error);
    return data({ ...said, name }, init ?? {});
  }
}

/** A refusal for being too often says when to come again. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const meta: Route.MetaFunction = () => [{ title: 'Come in · Baton' }, { name: 'robots', content: 'noindex' }];

export default function Invitation({ loaderData: shown, actionData }: Route.ComponentProps) {
  const submit = useSubmit();
  const passkey = usePasskey(shown.is === 'open' ? `/invitation/${shown.token}/passkey` : '');
  useWrongFocus(actionData);
  if (shown.is === 'closed')
    return (
      <Stranger title="This invitation leads no further">
        <p className="lede">{shown.words}</p>
        <Link className="button first large whole" to="/sign-in">
          Sign in
        </Link>
      </Stranger>
    );
  const problem = (field: string) => (actionData?.field === field ? actionData.wrong : null);
  const others =
    passkey.wrong ?? (actionData && !['name', 'password'].includes(actionData.field ?? '') ? actionData.wrong : null);
  return (
    <Stranger title={`Come in to ${shown.team}`}>
      <p className="lede">You were invited as {shown.email}. Choose how you will sign in.</p>
      {others && (
        <p className="wrong-box" role="alert">
          {others}
        </p>
      )}
      <Form method="post" noValidate id="come-in">
        <Field
          label="Your name"
          name="name"
          defaultValue={actionData?.name ?? shown.name}
          autoComplete="name"
          problem={problem('name')}
          required
        />
        <input type="hidden" name="username" value={shown.email} autoComplete="username" />
        <Field
          label="Choose a password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters."
          problem={problem('password')}
          required
        />
        <button className="button first large whole" type="submit">
          Come in
        </button>
      </Form>
      {shown.passkeys && (
        <button
          className="button large whole needs-script"
          type="button"
          disabled={passkey.busy}
          onClick={async () => {
            const response = await passkey.ask('make');
            const name = (document.querySelector<HTMLInputElement>('#come-in [name=name]')?.value ?? shown.name).trim();
            if (response) void submit({ name, passkey: response }, { method: 'post' });
          }}
        >
          Use a passkey instead
        </button>
      )}
    </Stranger>
  );
}
