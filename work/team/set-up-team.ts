import { emailPoint } from '#domain/contact.ts';
import { countries } from '#domain/countries.ts';
import { countryDefaults } from '#domain/country-defaults.ts';
import { hoursProblem, noOpeningProblem } from '#domain/hours-problem.ts';
import { defaultHours, type Hours } from '#domain/opening-hours.ts';
import { type ResponseRule, responseRule, ruleProblem } from '#domain/response-rule.ts';
import { type Source, sources } from '#domain/source.ts';
import { defaultStages } from '#domain/stage.ts';
import { oneLine } from '#domain/well-formed.ts';
import { addChannelRow, newChannel } from '#store/channels.ts';
import type { Tx } from '#store/engine.ts';
import type { TeamRow } from '#store/schema.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { addMemberIn } from '../people/add-member.ts';
import { makeLink } from '../people/make-link.ts';
import { hashPassword } from '../people/password.ts';
import { Refusal } from '../refusal.ts';
import { holidaysOf } from './holidays.ts';
import { logSetting } from './log-setting.ts';

export type SetUp = {
  team: string;
  country: string;
  zone: string;
  locale?: string | undefined;
  name: string;
  email: string;
  password?: string | undefined;
  /** Unless given: Monday to Friday, 08:00 to 17:30. */
  hours?: Hours | undefined;
  /** Unless given: within one hour. */
  rule?: ResponseRule | undefined;
  /** How people reach them today: the first admin looks into these ways in. */
  ways?: readonly Source[] | undefined;
};

/** What else happens in the transaction that makes the team. */
type Along = { before?(tx: Tx): Promise<void>; after?(tx: Tx, memberId: string): Promise<void> };

type SetUpDone = { memberId: string; signInToken: string | null };

/** Makes the team with its first admin, the default rules and hours, a channel per kind and the first form. Once. */
export async function setUpTeam(env: Env, asked: SetUp, along: Along = {}): Promise<SetUpDone> {
  const country = asked.country.toUpperCase();
  const locale = asked.locale ?? env.settings.locale ?? countryDefaults(country).locale;
  const name = oneLine(asked.team, 120);
  const email = emailPoint(asked.email);
  if (!name) throw new Refusal(422, 'The team needs a name.', { field: 'team' });
  if (!email) throw new Refusal(422, `“${asked.email}” is not an email address.`, { field: 'email' });
  if (!countries.includes(country))
    throw new Refusal(422, 'The country is its two letters by ISO 3166, such as GB or DE.', { field: 'country' });
  if (!isZone(asked.zone))
    throw new Refusal(422, `There is no time zone “${asked.zone}”. One is Europe/London.`, { field: 'zone' });
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(locale))
    throw new Refusal(422, `“${locale}” is no locale. One is en-GB.`, { field: 'locale' });
  const { days: closedDays } = await holidaysOf({ country, locale, year: new Date(env.now()).getUTCFullYear() });
  const hours = asked.hours ?? defaultHours;
  const unusable = hoursProblem(hours) ?? noOpeningProblem(hours, closedDays, asked.zone, env.now());
  if (unusable) throw new Refusal(422, unusable, { field: 'hours' });
  const rule = asked.rule ?? responseRule();
  const wrongRule = ruleProblem(rule);
  if (wrongRule) throw new Refusal(422, wrongRule, { field: 'rule' });
  const passwordHash = asked.password
    ? await hashPassword(asked.password, env.random, { team: name, email, name: asked.name })
    : null;
  const token = passwordHash ? null : Buffer.from(env.random(24)).toString('base64url');

  return env.write(async (tx) => {
    await along.before?.(tx);
    if (await findStandard(tx.db)) throw new Refusal(409, 'This Baton has a team already.');
    const member = await addMemberIn(tx, { name: asked.name, email, role: 'admin' }, null);
    if (passwordHash)
      await tx.db.updateTable('members').set({ password_hash: passwordHash }).where('id', '=', member.id).execute();
    await addTeam(tx, { name, country, zone: asked.zone, locale, email, fallbackId: member.id });
    for (const [table, body] of [
      ['rules', rule],
      ['hours', hours],
      ['stages', defaultStages],
      ['closed_days', closedDays],
    ] as const)
      await tx.db
        .insertInto(table)
        .values({ version: 1, body: JSON.stringify(body), author_id: member.id, created_at: tx.now })
        .execute();
    for (const [kind, words] of Object.entries(sources)) {
      const checker = asked.ways?.includes(kind as Source) ? member.id : null;
      await addChannelRow(tx.db, newChannel({ id: kind, kind, name: words, checker_id: checker, created_at: tx.now }));
    }
    const website = { id: 'website', kind: 'website-form', name: 'Website' };
    await addChannelRow(tx.db, newChannel({ ...website, connected_at: tx.now, created_at: tx.now }));
    await logSetting(tx, member.id, 'team set up', null, null);
    if (token) await makeLink(tx, { token, purpose: 'sign-in', memberId: member.id });
    await along.after?.(tx, member.id);
    return { memberId: member.id, signInToken: token };
  });
}

type Team = { name: string; country: string; zone: string; locale: string; email: string; fallbackId: string };

async function addTeam(tx: Tx, { fallbackId, ...team }: Team): Promise<void> {
  const row: TeamRow = {
    id: 'team',
    ...team,
    currency: countryDefaults(team.country).currency,
    noun: 'enquiries',
    phone: null,
    urgent_phone: null,
    on_call: null,
    acknowledgement: 'exact',
    names_shown_at: null,
    privacy_url: null,
    booking_url: null,
    website: null,
    colour: null,
    logo: null,
    signature: null,
    questions: null,
    always_ask_at: null,
    hand_over_minutes: 60,
    fallback_id: fallbackId,
    rules_version: 1,
    settings_version: 1,
    review_day: null,
    created_at: tx.now,
  };
  await tx.db.insertInto('team').values(row).execute();
}

function isZone(zone: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
