import { Field } from '../field.tsx';
import { Form } from '../form.tsx';
import { About, type AccountAnswer, AccountSection, wrongIn } from './account-section.tsx';

type Shown = {
  isOn: boolean;
  answer: AccountAnswer;
  /** Told once, right after it was asked for. */
  begun: { secret: string; scan: string } | undefined;
  recoveryCodes: string[] | undefined;
};

export const TwoFactorSection = ({ isOn, answer, begun, recoveryCodes }: Shown) => (
  <AccountSection title="Two-factor" about="two-factor" answer={answer} fields={['code', 'password']}>
    {recoveryCodes ? (
      <RecoveryCodes codes={recoveryCodes} />
    ) : isOn ? (
      <TurnOff answer={answer} />
    ) : begun || wrongIn(answer, 'two-factor-confirm', 'code') ? (
      <Confirm begun={begun} answer={answer} />
    ) : (
      <Form method="post" preventScrollReset>
        <p className="quiet">
          Besides your password, a code from an app on your phone. Whoever learns your password still cannot get in.
        </p>
        <About act="two-factor-begin" />
        <button className="button" type="submit">
          Turn it on
        </button>
      </Form>
    )}
  </AccountSection>
);

const Confirm = ({ begun, answer }: Pick<Shown, 'begun' | 'answer'>) => (
  <Form method="post" preventScrollReset noValidate>
    {begun && (
      <div className="scan">
        <img src={begun.scan} alt="The code to scan with your authenticator app" width="176" height="176" />
        <div>
          <p>Scan this with your authenticator app. If you cannot scan it, type this into the app:</p>
          <p className="secret">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
        </div>
      </div>
    )}
    <About act="two-factor-confirm" />
    <Field
      label="The code that the app shows"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      hint={begun ? 'Six digits.' : 'Wait for the next code in your app, or begin again.'}
      problem={wrongIn(answer, 'two-factor-confirm', 'code')}
    />
    <button className="button first" type="submit">
      Turn it on
    </button>
  </Form>
);

const RecoveryCodes = ({ codes }: { codes: string[] }) => (
  <div className="recovery" role="status">
    <p>
      <b>Two-factor is on.</b> Keep these codes away from your phone. Each lets you in once if the phone is lost. They are not
      shown again.
    </p>
    <ol>
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ol>
    <button className="button needs-script" type="button" onClick={() => print()}>
      Print them
    </button>
  </div>
);

const TurnOff = ({ answer }: Pick<Shown, 'answer'>) => (
  <>
    <p className="quiet">It is on. Signing in with your password asks for a code.</p>
    <details className="more" open={Boolean(answer?.about === 'two-factor-off' && answer.wrong)}>
      <summary className="button">Turn it off…</summary>
      <Form method="post" preventScrollReset noValidate>
        <About act="two-factor-off" />
        <Field
          label="Your password, or a code from the app"
          name="proof"
          type="password"
          autoComplete="current-password"
          problem={wrongIn(answer, 'two-factor-off', 'password') ?? wrongIn(answer, 'two-factor-off', 'code')}
        />
        <button className="button" type="submit">
          Turn it off
        </button>
      </Form>
    </details>
  </>
);
