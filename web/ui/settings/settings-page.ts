import { data } from 'react-router';
import { type ClosedDay, type Hours, timetable } from '#domain/opening-hours.ts';
import { type ResponseRule, ruleProblem } from '#domain/response-rule.ts';
import { isSource, sources } from '#domain/source.ts';
import { listChannels } from '#store/channels.ts';
import { listOwners } from '#store/members.ts';
import { inForce } from '#store/rules.ts';
import { readStandard } from '#store/standard.ts';
import { changeRules } from '#work/change-rules.ts';
import { changeTeam } from '#work/change-team.ts';
import type { Env } from '#work/env.ts';
import { refused, textIn } from '../refused.ts';
import { sayerOf } from '../sayer-of.ts';
import { admitAdmin } from './admit-admin.ts';
import { closedDayWords, readClosedDays, showClosedDays } from './closed-days-form.ts';
import { type HoursShown, readHours, showHours, typedHours } from './hours-form.ts';
import { type RuleShown, readRule, showRule } from './rule-form.ts';
import { type WhatIf, whatIf } from './what-if.ts';

type Asker = { id: string; role: string };

/** How we answer: the rule, the hours and the closed days as they are in force, and what they mean for a moment. */
export async function readSettingsPage({ read, now: clock }: Pick<Env, 'read' | 'now'>, { searchParams }: URL, me: Asker) {
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
  return {
    mayChange: me.role === 'admin',
    versions: { rule: rules.version, hours: hours.version, closed: closed.version },
    rule: showRule(JSON.parse(rules.body) as ResponseRule, nameOf),
    hours: showHours(JSON.parse(hours.body) as Hours),
    closed: showClosedDays(
      JSON.parse(closed.body) as ClosedDay[],
      standard.timetable.dayOf(now),
      closedDayWords(say, (date) => standard.timetable.dayOn(date).starts, now),
    ),
    whatIf: whatIf(searchParams, { rule: standard.rule, timetable: standard.timetable, say, now, onCall: onCall.length > 0 }),
    onCall: owners.map(({ id, name }) => ({ id, name, chosen: onCall.includes(id) })),
    channels: [...channels.map(({ id, name }) => ({ value: id, words: name }))],
  };
}

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
    await changeRules(env, { memberId, change: { rule: await rule() }, version });
    await changeOnCall(env, memberId, form);
    return data<SettingsTold>({
      saved: 'The rule is saved. Who has not been answered yet is reckoned anew, never later than they were told.',
    });
  } catch (error) {
    const { data: told, init } = refused(error);
    const kept: SettingsTold = part === 'hours' ? { hours: typedHours(form) } : part === 'rule' ? { tried: await shown() } : {};
    return data<SettingsTold>({ ...told, ...kept }, init ?? 422);
  }
}

async function changeOnCall(env: Env, memberId: string, form: FormData): Promise<void> {
  if (!form.has('hasOnCall')) return;
  const members = form.getAll('onCall').map(String);
  const { team } = await readStandard(env.read);
  const before = team.on_call ? (JSON.parse(team.on_call) as { members: string[] }).members : [];
  if (members.join() === before.join()) return;
  await changeTeam(env, { memberId, change: { onCall: members.length > 0 ? { members } : null } });
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
