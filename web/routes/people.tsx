import { data } from 'react-router';
import { howMany } from '#domain/letters/how-many.ts';
import { listPeople } from '#store/people.ts';
import { readStandard } from '#store/standard.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { Refusal } from '#work/refusal.ts';
import { Field, SelectField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { isOnlyHere } from '../ui/is-only-here.ts';
import { OnlyHere } from '../ui/only-here.tsx';
import { LinkTold } from '../ui/people/link-told.tsx';
import { peopleActs } from '../ui/people/people-acts.ts';
import { PersonRow, roleWords } from '../ui/people/person-row.tsx';
import { refused, textIn } from '../ui/refused.ts';
import { sayerOf } from '../ui/sayer-of.ts';
import { SettingsTabs } from '../ui/settings/settings-tabs.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useWrongFocus } from '../ui/use-wrong-focus.ts';
import type { Route } from './+types/people.ts';

const mailWords = {
  'on its way': ' · its mail is on the way',
  sent: ' · mailed',
  'not sent': ' · the mail did not go, so give them a link yourself',
} as const;

export async function loader({ context }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const { member: me } = context.get(viewerContext)!;
  const now = env.now();
  const [standard, people] = await Promise.all([readStandard(env.read), listPeople(env.read, now)]);
  const say = sayerOf(standard);
  const isAdmin = me.role === 'admin';
  return {
    isAdmin,
    mailLeaves: env.settings.smtpUrl !== undefined,
    onlyHere: isAdmin && isOnlyHere(env),
    people: people.map(({ member, standing, invitedUntil, twoFactor, seenAt, mail }) => ({
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      isMe: member.id === me.id,
      standing,
      twoFactor,
      below:
        standing === 'invited' && invitedUntil !== null
          ? `the invitation works until ${say.nearDay(invitedUntil, now)}${mail ? mailWords[mail] : ''}`
          : seenAt === null
            ? 'not signed in anywhere'
            : `last here ${say.nearDay(seenAt, now)}`,
    })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const env = context.get(envContext);
  const form = await request.formData();
  const [about, id] = [textIn(form, 'about'), textIn(form, 'id')];
  const typed = { name: textIn(form, 'name'), email: textIn(form, 'email') };
  try {
    const act = Object.hasOwn(peopleActs, about) ? peopleActs[about] : undefined;
    if (!act) throw new Refusal(400, 'Baton does not know what to do with this.');
    const { said, link } = await act(env, context.get(viewerContext)!, form);
    const until = link && sayerOf(await readStandard(env.read)).dayClock(link.until);
    return data({ about, id, said, link: link && { ...link, until: until! } });
  } catch (error) {
    const { data: wrong, init } = refused(error);
    return data({ about, id, typed, ...wrong }, init ?? {});
  }
}

export const meta: Route.MetaFunction = () => [{ title: 'People · Baton' }];

export default function People({ loaderData: { people, isAdmin, mailLeaves, onlyHere }, actionData }: Route.ComponentProps) {
  const answer = useKept(actionData);
  useWrongFocus(answer);
  const wrong = answer && 'wrong' in answer ? answer : null;
  const inviting = wrong?.about === 'invite' ? wrong : null;
  const problem = (field: string) => (inviting?.field === field ? inviting.wrong : null);
  return (
    <div className="account">
      <SettingsTabs />
      <div className="hero">
        <div>
          <h1>
            {people.length === 1
              ? 'You are the only one here.'
              : `${howMany(people.length, 'person', 'people')} are in the team.`}
          </h1>
          <p>{isAdmin ? 'What each of them may do, and how they get in.' : 'An admin changes this list.'}</p>
        </div>
      </div>
      {answer && 'link' in answer && answer.link && <LinkTold {...answer.link} />}
      {answer && 'said' in answer && answer.said && (
        <p className="said-box" role="status">
          {answer.said}
        </p>
      )}
      <ul className="things people">
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            mayAct={isAdmin}
            wrong={wrong && wrong.about !== 'invite' && wrong.id === person.id ? wrong.wrong : null}
          />
        ))}
      </ul>
      {isAdmin && (
        <section className="matter" aria-labelledby="invite">
          <h2 id="invite">Invite somebody</h2>
          <div>
            {inviting && !['name', 'email', 'role'].includes(inviting.field ?? '') && (
              <p className="wrong-box" role="alert">
                {inviting.wrong}
              </p>
            )}
            <Form method="post" noValidate key={answer && 'link' in answer ? answer.link?.url : 'open'}>
              <input type="hidden" name="about" value="invite" />
              <div className="two">
                <Field
                  label="Name"
                  name="name"
                  defaultValue={inviting?.typed.name ?? ''}
                  autoComplete="off"
                  problem={problem('name')}
                  required
                />
                <Field
                  label="Email"
                  name="email"
                  type="email"
                  defaultValue={inviting?.typed.email ?? ''}
                  autoComplete="off"
                  problem={problem('email')}
                  required
                />
              </div>
              <SelectField label="What they may do" name="role" defaultValue="member" problem={problem('role')}>
                {Object.entries(roleWords).map(([value, words]) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </SelectField>
              <button className="button first" type="submit">
                Make the invitation
              </button>
            </Form>
            <p className="faint below-button">
              {mailLeaves
                ? 'It is mailed to them. You also get a link to send them, and a code they can scan from your screen.'
                : 'You get a link to send them, and a code they can scan from your screen.'}
            </p>
          </div>
        </section>
      )}
      {onlyHere && <OnlyHere />}
    </div>
  );
}
