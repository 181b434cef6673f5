import { Form } from '../form.tsx';
import { About, type AccountAnswer, AccountSection } from './account-section.tsx';

type SessionRowShown = { id: string; device: string; since: string; seen: string; isThis: boolean };

export const SessionsSection = ({ sessions, answer }: { sessions: SessionRowShown[]; answer: AccountAnswer }) => (
  <AccountSection title="Where you are signed in" about="session" answer={answer}>
    <ul className="things">
      {sessions.map(({ id, device, since, seen, isThis }) => (
        <li key={id}>
          <div>
            <b>{device}</b> {isThis && <span className="chip ok">this one</span>}
            <p className="faint">
              since {since} · last used {seen}
            </p>
          </div>
          {!isThis && (
            <Form method="post" preventScrollReset>
              <About act="session-end" />
              <input type="hidden" name="id" value={id} />
              <button className="button bare" type="submit">
                Sign out<span className="unseen"> {device}</span>
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
    <div className="in-a-row">
      {sessions.length > 1 && (
        <Form method="post" preventScrollReset>
          <About act="sessions-end-others" />
          <button className="button" type="submit">
            Sign out everywhere else
          </button>
        </Form>
      )}
      <Form method="post" action="/sign-out">
        <button className="button" type="submit">
          Sign out here
        </button>
      </Form>
    </div>
  </AccountSection>
);
