import { Form, Link } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { Field, SelectField } from '../ui/field.tsx';
import { changeFormSettings, readFormSettings } from '../ui/settings/form-settings.ts';
import { OutcomeLine } from '../ui/settings/outcome-line.tsx';
import { SettingsTabs } from '../ui/settings/settings-tabs.tsx';
import { staysAsTyped } from '../ui/stays-as-typed.ts';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/settings-form.ts';

export function loader({ context, request }: Route.LoaderArgs) {
  return readFormSettings(context.get(envContext), new URL(request.url), context.get(viewerContext)!.member);
}

export async function action({ context, request }: Route.ActionArgs) {
  return changeFormSettings(context.get(envContext), context.get(viewerContext)!.member, await request.formData());
}

export const shouldRevalidate = staysAsTyped;

export const meta: Route.MetaFunction = () => [{ title: 'The form · Baton' }];

export default function FormSettings({ loaderData: { form, choices, mayChange }, actionData }: Route.ComponentProps) {
  const told = useKept(actionData);
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
      <OutcomeLine told={told} />
      {!mayChange && <p className="quiet">Admins change this.</p>}
      <div className="narrow-page">
        <Form method="post" key={form.id}>
          <input type="hidden" name="id" value={form.id} />
          <fieldset className="settings card" disabled={!mayChange}>
            <Field label="Name" name="name" defaultValue={form.name} required maxLength={80} />
            <SelectField
              label="A tick “This is urgent”"
              name="urgent"
              defaultValue={form.urgent}
              hint="Outside opening hours it stands there only where somebody is on call or a number is shown."
            >
              <option value="">where urgent ones have help outside hours</option>
              <option value="yes">always</option>
              <option value="no">never</option>
            </SelectField>
            <SelectField label="Language" name="language" defaultValue={form.language}>
              <option value="">the team’s</option>
              <option value="en">English</option>
              <option value="de">German</option>
              <option value="auto">the visitor’s, English or German</option>
            </SelectField>
            <Field
              label="Websites to which the form may lead back"
              name="nextHosts"
              defaultValue={form.nextHosts}
              placeholder="www.example.com"
              hint="For a thank-you page of your own: a field named _next on your form says which one."
              problem={told?.field === 'nextHosts' ? told.wrong : null}
            />
            <button className="button first" type="submit">
              Save
            </button>
          </fieldset>
        </Form>
        <section className="card">
          <h2>On your own website</h2>
          <p className="quiet">Copy this into a page. It needs no script, and it may look as you like.</p>
          <textarea className="input code" readOnly aria-label="The form as HTML" defaultValue={form.html} spellCheck={false} />
        </section>
      </div>
    </>
  );
}
