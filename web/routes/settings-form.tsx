import { Link } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { Field, SelectField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { textIn } from '../ui/refused.ts';
import { languageWords, urgentWords } from '../ui/settings/choice-words.ts';
import { FormPreview } from '../ui/settings/form-preview.tsx';
import { changeFormSettings, type FormRead, type FormTold, readFormSettings } from '../ui/settings/form-settings.ts';
import { OutcomeLine } from '../ui/settings/outcome-line.tsx';
import { QuestionsCard } from '../ui/settings/questions-card.tsx';
import { changeQuestions } from '../ui/settings/questions-form.ts';
import { SettingsTabs } from '../ui/settings/settings-tabs.tsx';
import { staysAsTyped } from '../ui/stays-as-typed.ts';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/settings-form.ts';

export function loader({ context, request }: Route.LoaderArgs) {
  return readFormSettings(context.get(envContext), new URL(request.url), context.get(viewerContext)!.member);
}

export async function action({ context, request }: Route.ActionArgs) {
  const [env, me, form] = [context.get(envContext), context.get(viewerContext)!.member, await request.formData()];
  return textIn(form, 'about') === 'questions' ? changeQuestions(env, me, form) : changeFormSettings(env, me, form);
}

export const shouldRevalidate = staysAsTyped;

export const meta: Route.MetaFunction = () => [{ title: 'The form · Baton' }];

export default function FormSettings({ loaderData: { form, questions, choices, mayChange }, actionData }: Route.ComponentProps) {
  const told = useKept(actionData);
  const [ofForm, ofQuestions] = [told?.about === 'form' ? told : undefined, told?.about === 'questions' ? told : undefined];
  if (!form)
    return (
      <>
        <SettingsTabs />
        <h1>There is no form.</h1>
      </>
    );
  return (
    <>
      <SettingsTabs />
      <h1>The form</h1>
      {choices.length > 1 && (
        <nav className="switch" aria-label="Which form">
          {choices.map(({ value, words }) => (
            <Link key={value} to={`?form=${value}`} aria-current={value === form.id}>
              {words}
            </Link>
          ))}
        </nav>
      )}
      <p className="quiet">
        It is open at{' '}
        <a href={form.path} target="_blank" rel="noreferrer">
          {form.address}
        </a>
      </p>
      {!mayChange && <p className="quiet">Admins change this.</p>}
      <div className="settings-cards">
        <div>
          <FormCard form={form} told={ofForm} mayChange={mayChange} />
          <QuestionsCard {...questions} told={ofQuestions} mayChange={mayChange} />
          <section className="card">
            <h2>On your own website</h2>
            <p className="quiet">Copy this into a page. It needs no script, and it may look as you like.</p>
            <textarea
              className="input code"
              readOnly
              aria-label="The form as HTML"
              key={questions.seen}
              defaultValue={form.html}
              spellCheck={false}
            />
          </section>
        </div>
        <aside aria-label="How it looks">
          <FormPreview path={form.path} stamp={form.seen + questions.seen} />
        </aside>
      </div>
    </>
  );
}

const Options = ({ of }: { of: Readonly<Record<string, string>> }) =>
  Object.entries(of).map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));

type FormShown = { form: FormRead; told: FormTold | undefined; mayChange: boolean };

const FormCard = ({ form, told, mayChange }: FormShown) => {
  const fields = told?.fields ?? form.fields;
  return (
    <Form method="post" key={`${form.id} ${told?.fields ? 'typed' : form.seen}`} preventScrollReset>
      <OutcomeLine told={told} />
      <input type="hidden" name="id" value={form.id} />
      <input type="hidden" name="seen" value={form.seen} />
      <fieldset className="settings card" disabled={!mayChange}>
        <Field
          label="Name"
          name="name"
          defaultValue={fields.name}
          required
          maxLength={80}
          problem={told?.field === 'name' ? told.wrong : null}
        />
        <SelectField
          label="A tick “This is urgent”"
          name="urgent"
          defaultValue={fields.urgent}
          hint="Outside opening hours it stands there only where somebody is on call or a number is shown."
        >
          <Options of={urgentWords} />
        </SelectField>
        <SelectField label="Language" name="language" defaultValue={fields.language}>
          <Options of={languageWords} />
        </SelectField>
        <Field
          label="Websites to which the form may lead back"
          name="nextHosts"
          defaultValue={fields.nextHosts}
          placeholder="www.example.com"
          hint="For a thank-you page of your own: a field named _next on your form says which one."
          problem={told?.field === 'nextHosts' ? told.wrong : null}
        />
        <button className="button first" type="submit">
          Save
        </button>
      </fieldset>
    </Form>
  );
};
