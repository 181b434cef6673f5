import { useEffect, useRef } from 'react';
import { Field, SelectField } from '../field.tsx';
import { Form } from '../form.tsx';
import { useWrongFocus } from '../use-wrong-focus.ts';
import { Progress } from './progress.tsx';
import type { You, YouProblems } from './set-up-you.ts';

type Shown = {
  you: Omit<You, 'password'>;
  /** A password was typed before and need not be typed again. */
  hasPassword: boolean;
  /** Country and zone are only guessed. */
  guessed: boolean;
  places: { countries: [string, string][]; zones: string[] };
  problems: YouProblems;
};

/** The first screen of setting up: who you are. */
export function SetUpYouScreen({ you, hasPassword, guessed, places, problems }: Shown) {
  const form = useRef<HTMLFormElement>(null);
  useWrongFocus(Object.keys(problems).length > 0 ? problems : null);
  useEffect(() => {
    if (guessed && form.current) guessFromBrowser(form.current);
  }, [guessed]);
  return (
    <Form method="post" action="?step=1" noValidate ref={form}>
      <Progress step={1} of={4} />
      <h1>Let’s set up Baton</h1>
      <p className="lede">
        Every enquiry in one place, held by one of you, answered by a stated time. It takes about two minutes.
      </p>
      <Field
        label="Your business"
        name="team"
        defaultValue={you.team}
        autoComplete="organization"
        problem={problems.team}
        required
      />
      <div className="two">
        <Field label="Your name" name="name" defaultValue={you.name} autoComplete="name" problem={problems.name} required />
        <Field
          label="Your email"
          name="email"
          type="email"
          defaultValue={you.email}
          autoComplete="username"
          problem={problems.email}
          required
        />
      </div>
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={
          hasPassword
            ? 'You chose one already. Leave this empty to keep it.'
            : 'At least 10 characters. You can add a passkey later.'
        }
        problem={problems.password}
        required={!hasPassword}
      />
      <div className="two">
        <SelectField
          label="Country"
          name="country"
          defaultValue={you.country}
          hint="For public holidays and telephone numbers."
          problem={problems.country}
        >
          <option value="">Please choose</option>
          {places.countries.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Time zone" name="zone" defaultValue={you.zone} problem={problems.zone}>
          {places.zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="onward">
        <button className="button first large" type="submit" name="go" value="next">
          Next
        </button>
      </div>
    </Form>
  );
}

/** The browser knows its zone; where the country it speaks of has no such zone, the zone's own country is nearer the truth. */
function guessFromBrowser(form: HTMLFormElement): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const [country, zone] = ['country', 'zone'].map((name) => form.elements.namedItem(name) as HTMLSelectElement) as [
    HTMLSelectElement,
    HTMLSelectElement,
  ];
  if (![...zone.options].some(({ value }) => value === timeZone)) return;
  zone.value = timeZone;
  if (country.value && zonesOf(country.value).includes(timeZone)) return;
  const home = [...country.options].find(({ value }) => value && zonesOf(value).includes(timeZone));
  if (home) country.value = home.value;
}

function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[]; timeZones?: string[] };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
