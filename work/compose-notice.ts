import { sayPhone } from '#domain/contact.ts';
import { type NoticeFacts, notice } from '#domain/letters/notice.ts';
import { noticeBundle } from '#domain/letters/notice-bundle.ts';
import type { NoticeMatter, NoticeReason } from '#domain/letters/notice-words.ts';
import { answerDueAt } from '#domain/outlook.ts';
import { quietUntil } from '#domain/quiet-hours.ts';
import { sayer, saySpan } from '#domain/say-time.ts';
import { isSource, sources } from '#domain/source.ts';
import { findContact } from '#store/contacts.ts';
import { findLead, readCase } from '#store/leads.ts';
import { lateLeads } from '#store/look.ts';
import { absentUntil, findMember } from '#store/members.ts';
import { lastNoticeTo } from '#store/outbox.ts';
import type { ClockRow, LeadRow, MemberRow, OutboxEntryRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Composed } from './deliver-outbox.ts';
import type { Env } from './env.ts';

const apart = 15 * 60_000;

/** A notice to a member, from what is true at the moment it goes; several that are due go as one. */
export async function composeNotice(env: Env, standard: Standard, row: OutboxEntryRow): Promise<Composed> {
  const member = row.member_id && (await findMember(env.read, row.member_id));
  if (!member || member.removed_at !== null) return { skip: 'this member has left' };
  if (mutes(member, kindOf(row))) return { skip: 'this member has muted this kind' };
  if (kindOf(row) === 'late-bundle') return composeLateBundle(env, standard, row, member);
  const facts = await factsOf(env, standard, row);
  if (!facts) return { skip: 'it is no longer so' };
  const held = await heldUntil(env, standard, member, row, facts);
  if (held !== null) return { wait: held };
  const others = await alsoDue(env, standard, row);
  const to = { name: member.name, address: member.email };
  if (others.length === 0) return { letter: { ...notice(facts), to, automatic: true } };
  const notices = [facts, ...others.map(({ facts }) => facts)];
  const letter = noticeBundle({ notices, todayUrl: env.settings.url, why: facts.why });
  return { letter: { ...letter, to, automatic: true }, with: others.map((other) => other.row) };
}

const kindOf = (row: OutboxEntryRow): string => (JSON.parse(row.body ?? '{}') as { kind?: string }).kind ?? 'arrival';

const mutes = (member: MemberRow, kind: string): boolean =>
  member.muted !== null && (JSON.parse(member.muted) as string[]).includes(kind);

/** Until when this notice has to wait: quiet hours, busy, or another notice within a quarter of an hour. Never for who is on call. */
async function heldUntil(
  env: Env,
  { timetable }: Standard,
  member: MemberRow,
  row: OutboxEntryRow,
  facts: NoticeFacts,
): Promise<number | null> {
  if (facts.why === 'on-call') return null;
  const now = env.now();
  const quiet =
    member.quiet && quietUntil(JSON.parse(member.quiet) as { from: string; until: string }, now, member.zone ?? timetable.zone);
  if (quiet) return quiet;
  const absent = await absentUntil(env.read, member.id, now);
  if (absent !== null) return absent;
  const urgent = facts.kind === 'arrival' && facts.urgent;
  const last = urgent ? null : await lastNoticeTo(env.read, member.id);
  return last !== null && now - last < apart && row.attempts === 0 ? last + apart : null;
}

async function alsoDue(
  env: Env,
  standard: Standard,
  row: OutboxEntryRow,
): Promise<{ row: OutboxEntryRow; facts: NoticeFacts }[]> {
  const rows = await env.read
    .selectFrom('outbox')
    .selectAll()
    .where('due_at', '<=', env.now())
    .where('state', '=', 'queued')
    .where('member_id', '=', row.member_id)
    .where('audience', '=', 'member')
    .where('id', '<>', row.id)
    .orderBy('due_at')
    .limit(50)
    .execute();
  const also: { row: OutboxEntryRow; facts: NoticeFacts }[] = [];
  for (const one of rows) {
    if (kindOf(one) === 'late-bundle') continue;
    const facts = await factsOf(env, standard, one);
    if (facts) also.push({ row: one, facts });
  }
  return also;
}

/** What the notice says now, or null where it is no longer so: answered, closed, seen, or with somebody else. */
async function factsOf(env: Env, standard: Standard, row: OutboxEntryRow): Promise<NoticeFacts | null> {
  const lead = row.lead_id ? await findLead(env.read, row.lead_id) : undefined;
  if (lead?.state !== 'open' || !row.member_id) return null;
  const { clock } = await readCase(env.read, lead);
  if (row.clock_id !== null && clock?.id !== row.clock_id) return null;
  const contact = await findContact(env.read, lead.contact_id);
  const owner = lead.owner_id ? await findMember(env.read, lead.owner_id) : undefined;
  const matter =
    kindOf(row) === 'withdrawn'
      ? await withdrawal(env, row)
      : clock && matterOf(env, standard, kindOf(row), lead, clock, owner?.name ?? '');
  if (!matter) return null;
  const isOwner = row.member_id === lead.owner_id;
  const why: NoticeReason = isOwner ? 'owner' : kindOf(row) === 'arrival' ? 'on-call' : 'cover';
  return {
    ...matter,
    person: {
      name: contact?.name ?? null,
      phone: contact?.phone ? sayPhone(contact.phone, standard.team.country) : null,
      email: contact?.email ?? null,
    },
    asked: lead.asked,
    leadUrl: `${env.settings.url}/leads/${lead.number}`,
    source: isSource(lead.source) ? sources[lead.source] : null,
    why,
    ...(matter.kind === 'half' ? { owner: matter.owner } : { owner: isOwner ? null : (owner?.name ?? null) }),
  } as NoticeFacts;
}

async function withdrawal(env: Env, { touch_id }: OutboxEntryRow): Promise<NoticeMatter> {
  const said = await env.read.selectFrom('touches').select('text').where('id', '=', touch_id).executeTakeFirst();
  return { kind: 'withdrawn', reason: said?.text ?? '' };
}

function matterOf(
  env: Env,
  { team, timetable }: Standard,
  kind: string,
  lead: LeadRow,
  clock: ClockRow,
  owner: string,
): NoticeMatter | null {
  const now = env.now();
  const say = sayer(team.locale.startsWith('en') ? team.locale : 'en-GB', timetable.zone);
  const dueAt = answerDueAt({ dueAt: clock.due_at, toldDueAt: clock.told_due_at });
  const left = saySpan(Math.max(0, dueAt - now));
  switch (kind) {
    case 'arrival':
      return { kind, answerBy: dueAt > now ? say.dayClock(dueAt) : null, urgent: lead.urgent_at !== null };
    case 'second-try':
      return { kind, tries: lead.inbound_count, since: say.short(clock.started_at) };
    case 'half':
      return lead.seen_at === null && dueAt > now ? { kind, owner, left } : null;
    case 'three-quarters':
      return lead.seen_at === null && clock.tried_at === null && dueAt > now ? { kind, left } : null;
    case 'told-soon':
      return dueAt > now ? { kind, told: say.dayClock(dueAt), left } : null;
    case 'due':
      return dueAt <= now ? { kind, late: now - dueAt >= 60_000 ? saySpan(now - dueAt) : null } : null;
    default:
      return null;
  }
}

/** All that is late, for an admin. */
async function composeLateBundle(env: Env, standard: Standard, row: OutboxEntryRow, member: MemberRow): Promise<Composed> {
  const notices: NoticeFacts[] = [];
  for (const { id, clock_id } of await lateLeads(env.read, 50)) {
    const facts = await factsOf(env, standard, { ...row, lead_id: id, clock_id, body: JSON.stringify({ kind: 'due' }) });
    if (facts) notices.push({ ...facts, why: 'admin' });
  }
  if (notices.length === 0) return { skip: 'nobody waits longer than we said' };
  const letter = noticeBundle({ notices, todayUrl: env.settings.url, why: 'admin' });
  return { letter: { ...letter, to: { name: member.name, address: member.email }, automatic: true } };
}
