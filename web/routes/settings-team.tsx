import { envContext, viewerContext } from '#web/context.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { acknowledgementWords } from '../ui/settings/choice-words.ts';
import { OutcomeLine } from '../ui/settings/outcome-line.tsx';
import { SettingsTabs } from '../ui/settings/settings-tabs.tsx';
import { changeTeamPage, readTeamPage } from '../ui/settings/team-page.ts';
import { staysAsTyped } from '../ui/stays-as-typed.ts';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/settings-team.ts';

export const loader = ({ context }: Route.LoaderArgs) =>
  readTeamPage(context.get(envContext), context.get(viewerContext)!.member);

export async function action({ context, request }: Route.ActionArgs) {
  return changeTeamPage(context.get(envContext), context.get(viewerContext)!.member, await request.formData());
}

export const shouldRevalidate = staysAsTyped;

export const meta: Route.MetaFunction = () => [{ title: 'What customers see · Baton' }];

const acknowledgements = [
  ['exact', 'You’ll hear from us by 10:00 on Monday 23 November.'],
  ['usual', 'We usually reply within one working day.'],
  ['next-step', 'We read every message and come back with a sensible next step.'],
  ['none', 'They see the time on the page after sending, and get no mail.'],
] as const;

export default function Team({ loaderData: page, actionData }: Route.ComponentProps) {
  const told = useKept(actionData);
  const fields = told?.fields ?? page.fields;
  const wrong = (field: string) => (told?.field === field ? told.wrong : null);
  const field = (name: keyof typeof fields, label: string, more: Partial<React.ComponentProps<typeof Field>> = {}) => (
    <Field label={label} name={name} defaultValue={fields[name]} problem={wrong(name)} {...more} />
  );
  return (
    <>
      <SettingsTabs />
      <h1>What customers see of {page.name}</h1>
      <OutcomeLine told={told} />
      {!page.mayChange && <p className="quiet">Admins change this.</p>}
      <Form method="post" className="narrow-page" key={page.seen}>
        <input type="hidden" name="seen" value={page.seen} />
        <fieldset className="settings" disabled={!page.mayChange}>
          <section className="card">
            <h2>How they reach you</h2>
            {field('phone', 'Telephone', { type: 'tel', autoComplete: 'off' })}
            {field('urgentPhone', 'Telephone for what cannot wait', {
              type: 'tel',
              autoComplete: 'off',
              hint: 'Shown outside opening hours.',
            })}
            {field('email', 'Email', { type: 'email', autoComplete: 'off' })}
            {field('website', 'Website', { type: 'url', placeholder: 'https://' })}
          </section>
          <fieldset className="card">
            <h2>
              <legend>What they are told at once</legend>
            </h2>
            {acknowledgements.map(([value, example]) => (
              <label className="tick said" key={value}>
                <input type="radio" name="acknowledgement" value={value} defaultChecked={fields.acknowledgement === value} />
                <span>
                  {acknowledgementWords[value]}
                  <small className="faint">{example}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <section className="card">
            <h2>Mails and pages</h2>
            <label className="tick">
              <input type="checkbox" name="names" value="yes" defaultChecked={fields.names !== ''} />
              Customers see which of you answers
            </label>
            {field('bookingUrl', 'Link to book a call', { type: 'url', placeholder: 'https://' })}
            {field('privacyUrl', 'Link to your privacy page', { type: 'url', placeholder: 'https://' })}
            <label className="field">
              <span>Signature</span>
              <textarea className="input" name="signature" rows={4} maxLength={2000} defaultValue={fields.signature} />
            </label>
            <div className="field">
              <span>Colour</span>
              <span className="colour-field">
                <input type="color" name="colour" aria-label="Colour" defaultValue={fields.colour || '#24201b'} />
                <label className="tick">
                  <input type="checkbox" name="hasColour" value="yes" defaultChecked={fields.colour !== ''} />
                  Use it on the form and the customer’s page
                </label>
              </span>
            </div>
          </section>
          <button className="button first large" type="submit">
            Save
          </button>
        </fieldset>
      </Form>
    </>
  );
}
