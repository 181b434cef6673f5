import { Field } from '../field.tsx';
import { Form } from '../form.tsx';

type CodeAsked = { challenge: string; wrong?: string | null | undefined };

/** The second step of signing in. */
export const CodeStep = ({ challenge, wrong, next }: CodeAsked & { next?: string | undefined }) => (
  <Form method="post" noValidate>
    <p className="lede">Your password is right. Now the code from your authenticator app.</p>
    <input type="hidden" name="challenge" value={challenge} />
    {next && <input type="hidden" name="next" value={next} />}
    <Field
      label="Code"
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      autoFocus
      hint="Six digits. If your phone is not at hand, one of your recovery codes."
      problem={wrong}
      required
    />
    <button className="button first large whole" type="submit">
      Sign in
    </button>
  </Form>
);
