import { data, Link } from 'react-router';
import { noticeKinds } from '#domain/notice-kind.ts';
import { listPasskeys } from '#store/passkeys.ts';
import { listSessions } from '#store/sessions.ts';
import { readStandard } from '#store/standard.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { mutedKinds } from '#work/letters/mute-kind.ts';
import { passkeysWork } from '#work/people/passkey.ts';
import { Refusal } from '#work/refusal.ts';
import { accountActs, type Said } from '../ui/account/account-acts.ts';
import { About, AccountSection, wrongIn } from '../ui/account/account-section.tsx';
import { MailsSection } from '../ui/account/mails-section.tsx';
import { PasskeysSection } from '../ui/account/passkeys-section.tsx';
import { SessionsSection } from '../ui/account/sessions-section.tsx';
import { TwoFactorSection } from '../ui/account/two-factor-section.tsx';
import { OpenExample } from '../ui/example/open-example.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { refused, textIn } from '../ui/refused.ts';
import { sayerOf } from '../ui/sayer-of.ts';
import { useKept } from '../ui/use-kept.ts';
import { useWrongFocus } from '../ui/use-wrong-focus.ts';
import type { Route } from './+types/account.ts';

/** Told to admins alone. */
const forAdmins: ReadonlySet<string> = new Set(['late-bundle', 'health']);

export async function loader({ context }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const { member, sessionId } = context.get(viewerContext)!;
  const now = env.now();
  const [standard, passkeys, sessions] = await Promise.all([
    readStandard(env.read),
    listPasskeys(env.read, member.id),
    listSessions(env.read, member.id, now),
  ]);
  const say = sayerOf(standard);
  const muted = mutedKinds(member);
  return {
    me: {
      name: member.name,
      email: member.email,
      role: member.role,
      hasPassword: member.password_hash !== null,
      twoFactor: member.totp_at !== null,
    },
    passkeysWork: passkeysWork(env),
    passkeys: passkeys.map(({ id, name, created_at, used_at }) => ({
      id,
      name,
      since: say.nearDay(created_at, now),
      used: used_at === null ? null : say.nearClock(used_at, now),
    })),
    sessions: sessions.map(({ id, device, since, seenAt }) => ({
      id,
      device,
      since: say.nearDay(since, now),
      seen: say.nearDay(seenAt, now),
      isThis: id === sessionId,
    })),
    mails: {
      kinds: Object.entries(noticeKinds)
        .filter(([kind]) => member.role === 'admin' || !forAdmins.has(kind))
        .map(([kind, when]) => ({ kind, when, wanted: !muted.includes(kind) })),
      quiet: member.quiet ? (JSON.parse(member.quiet) as { from: string; until: string }) : null,
    },
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const about = textIn(form, 'about');
  try {
    const act = Object.hasOwn(accountActs, about) ? accountActs[about] : undefined;
    if (!act) throw new Refusal(400, 'Baton does not know what to do with this.');
    const said: Said = await act(context.get(envContext), context.get(viewerContext)!, form);
    return data({ about, ...said });
  } catch (error) {
    const { data: said, init } = refused(error);
    return data({ about, ...said }, init ?? {});
  }
}

/** A refusal for being too often says when to come again. */
export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const meta: Route.MetaFunction = () => [{ title: 'Your account · Baton' }];

export default function Account({
  loaderData: { me, passkeys, passkeysWork, sessions, mails },
  actionData,
}: Route.ComponentProps) {
  const answer = useKept(actionData);
  useWrongFocus(answer);
  const said = answer && 'begun' in answer ? answer.begun : undefined;
  const codes = answer && 'recoveryCodes' in answer ? answer.recoveryCodes : undefined;
  return (
    <div className="account">
      <div className="hero">
        <div>
          <h1>{me.name}</h1>
          <p>
            {me.email} · {me.role} · <Link to="/settings/people">People</Link>
          </p>
        </div>
      </div>
      <AccountSection title="Your name" about="name" answer={answer} fields={['name']}>
        <Form method="post" preventScrollReset noValidate className="in-a-row">
          <About act="name" />
          <Field
            label="As others see it"
            name="name"
            defaultValue={me.name}
            autoComplete="name"
            problem={wrongIn(answer, 'name', 'name')}
          />
          <button className="button" type="submit">
            Save
          </button>
        </Form>
      </AccountSection>
      <AccountSection title="Password" about="password" answer={answer} fields={['old', 'password']}>
        <Form
          method="post"
          preventScrollReset
          noValidate
          key={answer?.about === 'password' && 'said' in answer ? 'done' : 'open'}
        >
          <About act="password" />
          <input type="text" name="username" value={me.email} autoComplete="username" readOnly hidden />
          {me.hasPassword && (
            <Field
              label="Your old password"
              name="old"
              type="password"
              autoComplete="current-password"
              problem={wrongIn(answer, 'password', 'old')}
            />
          )}
          <Field
            label={me.hasPassword ? 'A new one' : 'A password'}
            name="password"
            type="password"
            autoComplete="new-password"
            hint="At least 10 characters. Your other devices are signed out by it."
            problem={wrongIn(answer, 'password', 'password')}
          />
          <button className="button" type="submit">
            {me.hasPassword ? 'Change it' : 'Set it'}
          </button>
        </Form>
      </AccountSection>
      <PasskeysSection passkeys={passkeys} work={passkeysWork} answer={answer} />
      <TwoFactorSection isOn={me.twoFactor} answer={answer} begun={said} recoveryCodes={codes} />
      <SessionsSection sessions={sessions} answer={answer} />
      <MailsSection {...mails} answer={answer} />
      <OpenExample lead="To try something out:" />
    </div>
  );
}
