import { useSubmit } from 'react-router';
import { Form } from '../form.tsx';
import { usePasskey } from '../sign-in/use-passkey.ts';
import { About, type AccountAnswer, AccountSection } from './account-section.tsx';

type PasskeyShown = { id: string; name: string; since: string; used: string | null };

export function PasskeysSection({ passkeys, work, answer }: { passkeys: PasskeyShown[]; work: boolean; answer: AccountAnswer }) {
  const submit = useSubmit();
  const passkey = usePasskey('/account/passkey');
  return (
    <AccountSection title="Passkeys" about="passkey" answer={answer}>
      <p className="quiet">A passkey signs you in by your fingerprint, face or screen lock. Nothing of it leaves your device.</p>
      {passkeys.length > 0 && (
        <ul className="things">
          {passkeys.map(({ id, name, since, used }) => (
            <li key={id}>
              <div>
                <b>{name}</b>
                <p className="faint">
                  since {since}
                  {used ? ` · last used ${used}` : ' · not used yet'}
                </p>
              </div>
              <details className="more">
                <summary className="button bare">
                  Change<span className="unseen"> {name}</span>
                </summary>
                <Form method="post" preventScrollReset className="in-a-row">
                  <About act="passkey-rename" />
                  <input type="hidden" name="id" value={id} />
                  <input className="input" name="name" defaultValue={name} aria-label={`New name of ${name}`} maxLength={60} />
                  <button className="button" type="submit">
                    Rename
                  </button>
                </Form>
                <Form method="post" preventScrollReset className="in-a-row">
                  <About act="passkey-remove" />
                  <input type="hidden" name="id" value={id} />
                  <button className="button" type="submit">
                    Remove it
                  </button>
                </Form>
              </details>
            </li>
          ))}
        </ul>
      )}
      {passkey.wrong && (
        <p className="wrong-box" role="alert">
          {passkey.wrong}
        </p>
      )}
      {work ? (
        <button
          className="button needs-script"
          type="button"
          disabled={passkey.busy}
          onClick={async () => {
            const made = await passkey.ask('make');
            if (made) void submit({ about: 'passkey-add', passkey: made, name: nameOfDevice() }, { method: 'post' });
          }}
        >
          Add a passkey of this device
        </button>
      ) : (
        <p className="faint">Passkeys need Baton to be reached by a name with https.</p>
      )}
    </AccountSection>
  );
}

const nameOfDevice = (): string => {
  const system = /iPhone|iPad|Android|Windows|Mac|Linux/.exec(navigator.userAgent)?.[0];
  return system ? `Passkey on ${system}` : 'Passkey';
};
