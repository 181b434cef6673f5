import { Field } from '../field.tsx';
import { Form } from '../form.tsx';
import { About, type AccountAnswer, AccountSection, wrongIn } from './account-section.tsx';

type MailsShown = {
  kinds: { kind: string; when: string; wanted: boolean }[];
  quiet: { from: string; until: string } | null;
};

export const MailsSection = ({ kinds, quiet, answer }: MailsShown & { answer: AccountAnswer }) => (
  <>
    <AccountSection title="Mails to you" about="mails" answer={answer}>
      <Form method="post" preventScrollReset>
        <About act="mails" />
        <fieldset className="mails">
          <legend className="quiet">Baton mails you when</legend>
          {kinds.map(({ kind, when, wanted }) => (
            <label className="tick" key={kind}>
              <input type="hidden" name={`has-${kind}`} value="" />
              <input type="checkbox" name="kind" value={kind} defaultChecked={wanted} />
              {when}
            </label>
          ))}
        </fieldset>
        <button className="button" type="submit">
          Save
        </button>
      </Form>
    </AccountSection>
    <AccountSection title="Quiet hours" about="quiet" answer={answer} fields={['from', 'until']}>
      <Form method="post" preventScrollReset noValidate>
        <About act="quiet" />
        <p className="quiet">
          Nothing is mailed to you in these hours, unless it is urgent and you are on call. What came meanwhile comes after them.
        </p>
        <div className="two">
          <Field
            label="From"
            type="time"
            name="from"
            defaultValue={quiet?.from ?? ''}
            problem={wrongIn(answer, 'quiet', 'from')}
          />
          <Field
            label="Until"
            type="time"
            name="until"
            defaultValue={quiet?.until ?? ''}
            problem={wrongIn(answer, 'quiet', 'until')}
          />
        </div>
        <div className="in-a-row">
          <button className="button" type="submit" name="go" value="save">
            Save
          </button>
          {quiet && (
            <button className="button bare" type="submit" name="go" value="end">
              No quiet hours
            </button>
          )}
        </div>
      </Form>
    </AccountSection>
  </>
);
