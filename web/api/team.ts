import { z } from 'zod';
import { mostQuestions, readQuestions } from '#domain/questions.ts';
import type { Db } from '#store/engine.ts';
import { listMembers } from '#store/members.ts';
import type { MemberRow, TeamRow } from '#store/schema.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import { changeTeam } from '#work/team/change-team.ts';
import type { At } from './address.ts';
import { iso, maybeLine, moment, word } from './fields.ts';
import { pageShape, person, time } from './lead-shape.ts';

const text = z.string().nullable();
const acknowledgement = z.enum(['exact', 'usual', 'next-step', 'none']);

const member = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(['admin', 'member', 'viewer']),
    phone: text,
    zone: text,
    since: time,
  })
  .meta({ id: 'Member' });

const memberOf = ({ id, name, email, role, phone, zone, created_at }: MemberRow): z.output<typeof member> => ({
  id,
  name,
  email,
  role,
  phone,
  zone,
  since: iso(created_at),
});

const question = z.strictObject({
  key: z.string().max(40).meta({ description: 'Small letters, digits and hyphens; the name of its field on the form.' }),
  label: z.string().max(120),
  when: z.enum(['always', 'when-known']),
  required: z
    .literal(true)
    .optional()
    .meta({ description: 'The browser asks for it before it sends the form; what comes without it is taken all the same.' }),
});

const stage = z.object({
  key: z.string(),
  name: z.string(),
  meaning: z.string(),
  kind: z.string(),
  limitDays: z.int().nullable(),
});

const team = z
  .object({
    name: z.string(),
    country: z.string(),
    zone: z.string(),
    locale: z.string(),
    currency: z.string(),
    noun: z.string(),
    email: text,
    phone: text,
    urgentPhone: text,
    onCall: z.object({ members: z.array(z.string()), since: time }).nullable(),
    acknowledgement,
    namesShown: z.boolean(),
    privacyUrl: text,
    bookingUrl: text,
    website: text,
    colour: text,
    signature: text,
    handOverMinutes: z.int(),
    fallback: person.meta({ description: 'Who gets what no other rule gives away.' }),
    stages: z.array(stage),
    questions: z.array(question).meta({ description: 'Of the team’s own, on form and quick log.' }),
  })
  .meta({ id: 'Team' });

function teamOf(row: TeamRow, { stages }: Standard, members: readonly MemberRow[]): z.output<typeof team> {
  const onCall = row.on_call ? (JSON.parse(row.on_call) as { members: string[]; since: number }) : null;
  return {
    name: row.name,
    country: row.country,
    zone: row.zone,
    locale: row.locale,
    currency: row.currency,
    noun: row.noun,
    email: row.email,
    phone: row.phone,
    urgentPhone: row.urgent_phone,
    onCall: onCall && { members: onCall.members, since: iso(onCall.since) },
    acknowledgement: row.acknowledgement,
    namesShown: row.names_shown_at !== null,
    privacyUrl: row.privacy_url,
    bookingUrl: row.booking_url,
    website: row.website,
    colour: row.colour,
    signature: row.signature,
    handOverMinutes: row.hand_over_minutes,
    fallback: { id: row.fallback_id, name: members.find(({ id }) => id === row.fallback_id)?.name ?? '' },
    stages: stages
      .filter(({ retiredAt }) => !retiredAt)
      .map(({ key, name, meaning, kind, limitDays }) => ({ key, name, meaning, kind, limitDays: limitDays ?? null })),
    questions: readQuestions(row.questions),
  };
}

const change = z
  .strictObject({
    phone: maybeLine(60),
    urgentPhone: maybeLine(60),
    email: maybeLine(320),
    acknowledgement,
    namesShown: z.boolean(),
    privacyUrl: maybeLine(500),
    bookingUrl: maybeLine(500),
    website: maybeLine(500),
    colour: maybeLine(7),
    signature: z.string().max(2_000).nullable(),
    questions: z.array(question).max(mostQuestions).nullable(),
    onCall: z.strictObject({ members: z.array(word(60)).max(100), since: moment.optional() }).nullable(),
  })
  .partial();

export function teamAndMembers(at: At, { read }: { read: Db }): void {
  at(
    { method: 'GET', path: '/members', who: 'read', says: 'Who is in the team.', answer: pageShape(member) },
    async ({ reply }) => reply({ data: (await listMembers(read)).map(memberOf), next: null }),
  );
  at({ method: 'GET', path: '/team', who: 'read', says: 'The team, with its stages.', answer: team }, async ({ reply }) => {
    const standard = await readStandard(read);
    return reply(teamOf(standard.team, standard, await listMembers(read)));
  });
  at(
    {
      method: 'PATCH',
      path: '/team',
      who: 'admin',
      says: 'Changes what customers see of the team and whom they reach; null takes a value out.',
      body: change,
      answer: team,
    },
    ({ asker, body, act }) =>
      act(
        (env) => changeTeam(env, { memberId: asker.member.id, change: body }),
        async (db, row) => teamOf(row, await readStandard(db), await listMembers(db)),
      ),
  );
}
