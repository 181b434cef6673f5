import { data } from 'react-router';
import { type ClosedDay, type Hours, timetable } from '#domain/opening-hours.ts';
import { regionKept } from '#domain/public-holiday.ts';
import { type ResponseRule, ruleProblem } from '#domain/response-rule.ts';
import { isSource, sources } from '#domain/source.ts';
import { listChannels } from '#store/channels.ts';
import { listOwners } from '#store/members.ts';
import { inForce } from '#store/rules.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { changeRules } from '#work/team/change-rules.ts';
import { holidaysOf } from '#work/team/holidays.ts';
import { refused, textIn } from '../refused.ts';
import { sayerOf } from '../sayer-of.ts';
import { admitAdmin } from './admit-admin.ts';
import { closedDayWords, readClosedDays, showClosedDays, type TypedDay, typedDay } from './closed-days-form.ts';
import { type HoursShown, readHours, showHours, typedHours } from './hours-form.ts';
import { showHolidays, takeHolidays } from './public-holidays.ts';
import { type RuleShown, readRule, showRule } from './rule-form.ts';
import { type WhatIf, whatIf } from './what-if.ts';

type Asker = { id: string; role: string };

/** How we answer: the rule, the hours and the closed days as they are in force, and what they mean for a moment. */
export async function readSettingsPage(env: Pick<Env, 'read' | 'now'>, { searchParams }: URL, me: Asker) {
  const { read, now: clock } = env;
  const now = clock();
  const [standard, rules, hours, closed, owners, channels] = await Promise.all([
    readStandard(read),
    inForce(read, 'rules'),
    inForce(read, 'hours'),
    inForce(read, 'closed_days'),
    listOwners(read),
    listChannels(read),
  ]);
  const say = sayerOf(standard);
  const onCall = standard.team.on_call ? (JSON.parse(standard.team.on_call) as { members: string[] }).members : [];
  const nameOf = nameChannel(channels);
  const closedDays = JSON.parse(closed.body) as ClosedDay[];
  const today = standard.timetable.dayOf(now);
  const dayWords = closedDayWords(say, (date) => standard.timetable.dayOn(date).starts, now);
  const asked = searchParams.get('holidays');
  const wanted = asked === null ? null : await holidaysWanted(standard, closedDays, today, asked);
  return {
    mayChange: me.role === 'admin',
    versions: { rule: rules.version, hours: hours.version, closed: closed.version },
    rule: showRule(JSON.parse(rules.body) as ResponseRule, nameOf),
    hours: showHours(JSON.parse(hours.body) as Hours),
    closed: showClosedDays(closedDays, today, dayWords),
    country: countryName(standard),
    holidays: wanted && showHolidays(wanted, dayWords),
    whatIf: whatIf(searchParams, { rule: standard.rule, timetable: standard.timetable, say, now, onCall: onCall.length > 0 }),
    onCall: owners.map(({ id, name }) => ({ id, name, chosen: onCall.includes(id) })),
    channels: [...channels.map(({ id, name }) => ({ value: id, words: name }))],
  };
}

/** The public holidays of the region asked for, of the whole country (`all`), or of the one that is kept now. */
async function holidaysWanted({ team }: Standard, days: ClosedDay[], today: string, asked: string) {
  const { country, locale } = team;
  const isRegion = /^[A-Z\d]{1,8}(-[A-Z\d]{1,8})?$/.test(asked);
  const region = asked === 'all' ? '' : isRegion ? asked : (regionKept(days, country) ?? '');
  const calendar = await holidaysOf({ country, region, locale, year: Number(today.slice(0, 4)) });
  return { days, calendar, country, region, today };
}

const countryName = ({ team }: Standard): string =>
  new Intl.DisplayNames('en-GB', { type: 'region' }).of(team.country) ?? team.country;

const nameChannel =
  (channels: readonly { id: string; name: string }[]) =>
  (id: string): string =>
    channels.find((channel) => channel.id === id)?.name ?? (isSource(id) ? sources[id] : id);

/** What became of a form of the settings; where it was refused, what was typed. */
export type SettingsTold = {
  saved?: string;
  wrong?: string;
  field?: string | null;
  tried?: RuleShown;
  means?: WhatIf;
  hours?: HoursShown;
  closed?: TypedDay;
};

/** Saves one part, or tries a rule without saving it. A refusal keeps what was typed. */
export async function changeSettings(env: Env, me: Asker, form: FormData) {
  const version = Number(textIn(form, 'version')) || undefined;
  const memberId = me.id;
  const part = textIn(form, 'do') || 'rule';
  const rule = async () => readRule(form, JSON.parse((await inForce(env.read, 'rules')).body) as ResponseRule);
  const shown = async () => showRule(await rule(), nameChannel(await listChannels(env.read)));
  try {
    if (part === 'try') {
      const problem = ruleProblem(await rule());
      if (problem) return data<SettingsTold>({ wrong: problem }, 200);
      return data<SettingsTold>({ tried: await shown(), means: await meaningOf(env, await rule(), form) });
    }
    admitAdmin(me);
    if (part === 'hours') {
      await changeRules(env, { memberId, change: { hours: readHours(form) }, version });
      return data<SettingsTold>({ saved: 'The opening hours are saved.' });
    }
    if (part === 'closed') {
      const before = JSON.parse((await inForce(env.read, 'closed_days')).body) as ClosedDay[];
      await changeRules(env, { memberId, change: { closedDays: readClosedDays(form, before) }, version });
      return data<SettingsTold>({ saved: 'The closed days are saved.' });
    }
    if (part === 'holidays') {
      const standard = await readStandard(env.read);
      const before = JSON.parse((await inForce(env.read, 'closed_days')).body) as ClosedDay[];
      const wanted = await holidaysWanted(standard, before, standard.timetable.dayOf(env.now()), textIn(form, 'region'));
      const closedDays = takeHolidays(wanted, new Set(form.getAll('holiday').map(String)));
      await changeRules(env, { memberId, change: { closedDays }, version });
      return data<SettingsTold>({ saved: 'The public holidays are saved.' });
    }
    const onCall = form.has('hasOnCall') ? form.getAll('onCall').map(String) : undefined;
    await changeRules(env, { memberId, change: { rule: await rule() }, version, onCall });
    return data<SettingsTold>({
      saved: 'The rule is saved. Who has not been answered yet is reckoned anew, never later than they were told.',
    });
  } catch (error) {
    const { data: told, init } = refused(error);
    return data<SettingsTold>({ ...told, ...(await typedIn(part, form, shown)) }, init ?? 422);
  }
}

async function typedIn(part: string, form: FormData, rule: () => Promise<RuleShown>): Promise<SettingsTold> {
  if (part === 'hours') return { hours: typedHours(form) };
  if (part === 'closed') return { closed: typedDay(form) };
  return part === 'rule' ? { tried: await rule() } : {};
}

/** What the rule that is being tried would mean for the moment in the box. */
async function meaningOf(env: Env, rule: ResponseRule, form: FormData) {
  const [standard, hours, closed] = await Promise.all([
    readStandard(env.read),
    inForce(env.read, 'hours'),
    inForce(env.read, 'closed_days'),
  ]);
  const asked = new URLSearchParams([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const times = timetable(JSON.parse(hours.body) as Hours, JSON.parse(closed.body) as ClosedDay[], standard.team.zone);
  return whatIf(asked, { rule, timetable: times, say: sayerOf(standard), now: env.now(), onCall: form.has('onCall') });
}
