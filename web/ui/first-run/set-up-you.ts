import { emailPoint } from '#domain/contact.ts';
import { countries, countryOf } from '#domain/countries.ts';
import { passwordProblem } from '#domain/password-problem.ts';
import { oneLine } from '#domain/well-formed.ts';
import { textIn } from '../refused.ts';
import type { Draft } from './set-up-draft.ts';

export type You = Pick<Draft, 'team' | 'name' | 'email' | 'password' | 'country' | 'zone'>;
export type YouProblems = Partial<Record<keyof You, string>>;

/** What was typed on the first screen; a password that was kept already need not be typed again. */
export function readYou(form: FormData, kept: Draft | null): You {
  return {
    team: oneLine(textIn(form, 'team'), 120),
    name: oneLine(textIn(form, 'name'), 120),
    email: textIn(form, 'email').trim().slice(0, 320),
    password: textIn(form, 'password') || (kept?.password ?? ''),
    country: textIn(form, 'country'),
    zone: textIn(form, 'zone'),
  };
}

/** What is wrong with it, by field, so that nobody learns of it on the last screen. */
export function youProblems({ team, name, email, password, country, zone }: You): YouProblems {
  const problems: YouProblems = {};
  if (!team) problems.team = 'What is your business called?';
  if (!name) problems.name = 'Your name is missing.';
  if (!email) problems.email = 'Your email address is missing. You sign in with it.';
  else if (!emailPoint(email)) problems.email = `“${email}” is not an email address.`;
  const weak = password ? passwordProblem(password, { team, email, name }) : 'A password is missing.';
  if (weak) problems.password = weak;
  if (!countries.includes(country)) problems.country = 'Please choose a country.';
  if (!zones().includes(zone)) problems.zone = 'Please choose a time zone.';
  return problems;
}

const zones = (): string[] => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];

/** What there is to choose from, as the selects show it. */
export function placesToChoose(): { countries: [string, string][]; zones: string[] } {
  const names = new Intl.DisplayNames('en-GB', { type: 'region' });
  const named = countries.map((code): [string, string] => [code, names.of(code) ?? code]);
  return { countries: named.toSorted(([, a], [, b]) => a.localeCompare(b, 'en')), zones: zones() };
}

/** Country and zone that the browser's language hints at; the browser itself knows its zone better, where scripts run. */
export function guessPlace(acceptLanguage: string | null): Pick<You, 'country' | 'zone'> {
  const country = countryOf(acceptLanguage) ?? '';
  const known = country ? new Intl.Locale(`und-${country}`).getTimeZones?.() : undefined;
  return {
    country,
    zone: known?.length === 1 || country === 'DE' ? known![0]! : country === 'US' ? 'America/New_York' : (known?.[0] ?? 'UTC'),
  };
}
