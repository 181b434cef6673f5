import { Face } from '../face.tsx';
import { Form } from '../form.tsx';

type PersonShown = {
  id: string;
  name: string;
  email: string;
  role: string;
  isMe: boolean;
  standing: 'in' | 'invited' | 'locked-out';
  below: string;
  twoFactor: boolean;
};

export const roleWords: Readonly<Record<string, string>> = {
  admin: 'Admin: everything, also people and rules',
  member: 'Member: all the daily work',
  viewer: 'Viewer: looks, changes nothing',
};

const standings = {
  in: null,
  invited: { words: 'invited', tone: 'waiting' },
  'locked-out': { words: 'cannot sign in', tone: 'soon' },
} as const;

/** One person of the team; for an admin with what can be done. `wrong` is why the last act on this person was refused. */
export function PersonRow({ person, mayAct, wrong }: { person: PersonShown; mayAct: boolean; wrong: string | null }) {
  const { name, email, role, isMe, standing, below } = person;
  const chip = standings[standing];
  return (
    <li>
      <div className="person">
        <Face name={name} />
        <div>
          <b>{name}</b> {isMe && <span className="quiet">(you)</span>}{' '}
          {chip && <span className={`chip ${chip.tone}`}>{chip.words}</span>}
          <p className="faint">
            {email} · {role} · {below}
          </p>
        </div>
      </div>
      {mayAct && (
        <details className="more" open={wrong !== null || undefined}>
          <summary className="button bare">
            Change<span className="unseen"> {name}</span>
          </summary>
          {wrong && (
            <p className="wrong-box" role="alert">
              {wrong}
            </p>
          )}
          <PersonActs person={person} />
        </details>
      )}
    </li>
  );
}

function PersonActs({ person }: { person: PersonShown }) {
  const { name, role, isMe, standing, twoFactor } = person;
  const isIn = standing === 'in';
  return (
    <div className="acts">
      <Act person={person} act="role">
        <select className="input" name="role" defaultValue={role} aria-label={`What ${name} may do`}>
          {Object.entries(roleWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <Do words="Change" />
      </Act>
      {standing === 'invited' && <Act person={person} act="invite-again" button="Make a new invitation link" />}
      {!isMe && standing !== 'invited' && (
        <Act
          person={person}
          act="sign-in-link"
          button="Make a link to sign in with"
          note="For a lost password. It works once, for two days."
        />
      )}
      {!isMe && isIn && <Act person={person} act="sign-out" button="Sign out everywhere" note="For a lost phone." />}
      {!isMe && twoFactor && (
        <Act
          person={person}
          act="lift-two-factor"
          button="Lift two-factor"
          note="Only if you are sure that it is they who ask: then the password alone lets them in."
        />
      )}
      {!isMe && standing === 'invited' && <Act person={person} act="take-back" button="Take the invitation back" />}
      {!isMe && standing !== 'invited' && (
        <details className="more">
          <summary className="button bare">Remove from the team…</summary>
          <Act
            person={person}
            act="remove"
            button={`Yes, remove ${name}`}
            note="They are signed out at once and cannot come back in. What they did stays in the history under their name."
          />
        </details>
      )}
    </div>
  );
}

type ActShown = { person: PersonShown; act: string; button?: string; note?: string; children?: React.ReactNode };

const Act = ({ person, act, button, note, children }: ActShown) => (
  <Form method="post" className="in-a-row" preventScrollReset>
    <input type="hidden" name="about" value={act} />
    <input type="hidden" name="id" value={person.id} />
    <input type="hidden" name="who" value={person.name} />
    {children}
    {button && <Do words={button} />}
    {note && <small className="faint">{note}</small>}
  </Form>
);

const Do = ({ words }: { words: string }) => (
  <button className="button" type="submit">
    {words}
  </button>
);
