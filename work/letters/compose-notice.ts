import { isPhone, sayPhone } from '#domain/contact.ts';
import { type NoticeFacts, notice } from '#domain/letters/notice.ts';
import { noticeBundle } from '#domain/letters/notice-bundle.ts';
import type { NoticeMatter, NoticeReason } from '#domain/letters/notice-words.ts';
import type { NoticeKind } from '#domain/notice-kind.ts';
import { answerDueAt } from '#domain/outlook.ts';
import { saySpan } from '#domain/say-time.ts';
import { isSource, sources } from '#domain/source.ts';
import { findContact } from '#store/contacts.ts';
import { findLead, readCase } from '#store/leads.ts';
import { lateLeads } from '#store/look.ts';
import { findMember } from '#store/members.ts';
import { findLetter, laterNotices, noticesToBundle } from '#store/outbox.ts';
import type { ClockRow, LeadRow, MemberRow, OutboxEntryRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { isUnseen } from '../leads/is-unseen.ts';
import { composeList } from './compose-list.ts';
import type { Composed } from './deliver-outbox.ts';
import { holdNotice } from './hold-notice.ts';
import { composeInvitation } from './mail-invitation.ts';
import { mutedKinds } from './mute-kind.ts';
import { noticeButtons, noticeKindOf, noticeUrl } from './notice-buttons.ts';
import { noticeRow } from './notice-row.ts';
import { saying } from './saying.ts';

/** A notice to a member, from what is true at the moment it goes; several that are due go as one. */
export async function composeNotice(env: Env, standard: Standard, row: OutboxEntryRow): Promise<Composed> {
  const member = row.member_id && (await findMember(env.read, row.member_id));
  if (!member || member.removed_at !== null) return { skip: 'this member has left' };
  if (row.kind === 'invitation') return composeInvitation(env, standard, row, member);
  if (mutedKinds(member).includes(noticeKindOf(row))) return { skip: 'this member has muted this kind' };
  if (row.kind !== 'notice') return composeList(env, { standard, row, member, muteUrl: noticeUrl(env, row, 'mute') });
  if (noticeKindOf(row) === 'late-bundle') return composeLateBundle(env, standard, row, member);
  const facts = await factsOf(env, standard, row);
  if (!facts) return { skip: 'it is no longer so' };
  if (await saidByALaterOne(env, standard, member, row)) return { skip: 'a later notice says more' };
  const tried = await pendingTry(env, row);
  if (tried !== null) return { wait: tried };
  const held = await holdNotice(env, standard, member, row);
  if (held !== null) return { wait: held, like: (other) => isHeldLike(other, row) };
  const others = noticeRow(row).urgent ? [] : await alsoDue(env, standard, member, row);
  const to = { name: member.name, address: member.email };
  if (others.length === 0) {
    const more = { buttons: noticeButtons(env, row, facts.person), muteUrl: noticeUrl(env, row, 'mute') };
    return { letter: { ...notice({ ...facts, ...more }), to, automatic: true } };
  }
  const notices = [facts, ...others.map(({ facts }) => facts)];
  const isOneKind = others.every((other) => noticeKindOf(other.row) === noticeKindOf(row));
  const muteUrl = isOneKind ? noticeUrl(env, row, 'mute') : null;
  const letter = noticeBundle({ notices, todayUrl: env.settings.url, why: facts.why, muteUrl });
  return { letter: { ...letter, to, automatic: true }, with: others.map((other) => other.row) };
}

/** What holds back one notice to a member holds back the others, but for those that it does not apply to. */
const isHeldLike = (other: OutboxEntryRow, row: OutboxEntryRow): boolean =>
  other.kind === 'notice' &&
  other.state === 'queued' &&
  other.attempts === row.attempts &&
  noticeKindOf(other) === noticeKindOf(row) &&
  !noticeRow(other).onCall &&
  noticeRow(other).urgent === noticeRow(row).urgent;

/** Somebody has tried: until the try that was planted is due, nobody is told that it is late. */
async function pendingTry(env: Env, row: OutboxEntryRow): Promise<number | null> {
  if (noticeKindOf(row) !== 'due') return null;
  const clock = await env.read.selectFrom('clocks').select('try_due_at').where('id', '=', row.clock_id).executeTakeFirst();
  return clock?.try_due_at && clock.try_due_at > env.now() ? clock.try_due_at : null;
}

/** About the same answer a later notice has gone, or can go now: then this one says nothing new. */
async function saidByALaterOne(env: Env, standard: Standard, member: MemberRow, row: OutboxEntryRow): Promise<boolean> {
  // Asked for by the member, for this very time.
  if (noticeKindOf(row) === 'snoozed') return false;
  for (const later of await laterNotices(env.read, row, env.now()))
    if (later.state !== 'queued' || (!mutedKinds(member).includes(noticeKindOf(later)) && (await factsOf(env, standard, later))))
      return true;
  return false;
}

/** What else this member is due to hear now, to go in the same mail; what is urgent goes alone. */
async function alsoDue(
  env: Env,
  standard: Standard,
  member: MemberRow,
  row: OutboxEntryRow,
): Promise<{ row: OutboxEntryRow; facts: NoticeFacts }[]> {
  const also: { row: OutboxEntryRow; facts: NoticeFacts }[] = [];
  for (const one of await noticesToBundle(env.read, row, env.now())) {
    if (noticeKindOf(one) === 'late-bundle' || mutedKinds(member).includes(noticeKindOf(one))) continue;
    const facts = await factsOf(env, standard, one);
    if (!facts || noticeRow(one).urgent || (await pendingTry(env, one)) !== null) continue;
    if (!(await saidByALaterOne(env, standard, member, one))) also.push({ row: one, facts });
  }
  return also;
}

/** What the notice says now, or null where it is no longer so: answered, closed, seen, or with somebody else. */
async function factsOf(env: Env, standard: Standard, row: OutboxEntryRow): Promise<NoticeFacts | null> {
  const lead = row.lead_id ? await findLead(env.read, row.lead_id) : undefined;
  if (!lead || !row.member_id || (lead.state !== 'open' && noticeKindOf(row) !== 'undelivered')) return null;
  const { clock } = await readCase(env.read, lead);
  if (row.clock_id !== null && clock?.id !== row.clock_id) return null;
  if (noticeKindOf(row) === 'snoozed' && stepOf(row) !== lead.step_id) return null;
  const contact = await findContact(env.read, lead.contact_id);
  const owner = lead.owner_id ? await findMember(env.read, lead.owner_id) : undefined;
  const matter =
    noticeKindOf(row) === 'withdrawn'
      ? await withdrawal(env, row)
      : noticeKindOf(row) === 'undelivered'
        ? await undelivered(env, row)
        : clock &&
          matterOf(env, standard, noticeKindOf(row), {
            lead,
            clock,
            owner: owner?.name ?? '',
            to: row.member_id,
            unseen: await isUnseen(env.read, lead, clock),
          });
  if (!matter) return null;
  const isOwner = row.member_id === lead.owner_id;
  const why: NoticeReason = noticeRow(row).onCall
    ? 'on-call'
    : noticeKindOf(row) === 'undelivered'
      ? 'sender'
      : isOwner
        ? 'owner'
        : 'cover';
  return {
    ...matter,
    person: {
      name: contact?.name ?? null,
      phone: contact && isPhone(contact.phone) ? sayPhone(contact.phone, standard.team.country) : null,
      email: contact?.email ?? null,
    },
    asked: lead.asked,
    leadUrl: `${env.settings.url}/leads/${lead.number}`,
    source: isSource(lead.source) ? sources[lead.source] : null,
    why,
    ...(matter.kind === 'half' ? { owner: matter.owner } : { owner: isOwner ? null : (owner?.name ?? null) }),
  } as NoticeFacts;
}

/** An answer of this member's did not go, and nobody has said what became of it. */
async function undelivered(env: Env, row: OutboxEntryRow): Promise<NoticeMatter | null> {
  const letter = await findLetter(env.read, noticeRow(row).letter ?? '');
  if (!letter || letter.settled_by || !['refused', 'unknown', 'bounced'].includes(letter.state)) return null;
  return { kind: 'undelivered', reason: letter.error ?? '', unsure: letter.state === 'unknown' };
}

async function withdrawal(env: Env, { touch_id }: OutboxEntryRow): Promise<NoticeMatter> {
  const said = await env.read.selectFrom('touches').select('text').where('id', '=', touch_id).executeTakeFirst();
  return { kind: 'withdrawn', reason: said?.text ?? '' };
}

/** Of what was snoozed; moved again, another one stands for it. */
const stepOf = (row: OutboxEntryRow) => (JSON.parse(row.body ?? '{}') as { step?: string }).step ?? null;

function matterOf(
  env: Env,
  { team, timetable }: Standard,
  kind: NoticeKind,
  { lead, clock, owner, to, unseen }: { lead: LeadRow; clock: ClockRow; owner: string; to: string; unseen: boolean },
): NoticeMatter | null {
  const now = env.now();
  const say = saying(team.locale.startsWith('en') ? team.locale : 'en-GB', timetable);
  const dueAt = answerDueAt({ dueAt: clock.due_at, toldDueAt: clock.told_due_at });
  const left = saySpan(Math.max(0, dueAt - now));
  switch (kind) {
    case 'arrival':
      // Who has opened it knows; what came after that first look is news again.
      if (clock.kind === 'first' && lead.seen_by === to) return null;
      return {
        kind,
        answerBy: dueAt > now ? say.dayClock(dueAt) : null,
        urgent: lead.urgent_at !== null,
        again: clock.kind === 'again',
      };
    case 'second-try':
      return { kind, tries: lead.inbound_count, since: say.short(clock.started_at) };
    case 'half':
      return unseen && dueAt > now ? { kind, owner, left } : null;
    case 'three-quarters':
      return unseen && clock.tried_at === null && dueAt > now ? { kind, left } : null;
    case 'told-soon':
      return dueAt > now ? { kind, told: say.dayClock(dueAt), left } : null;
    case 'snoozed':
      return dueAt > now
        ? { kind: 'three-quarters', left }
        : { kind: 'due', late: now - dueAt >= 60_000 ? saySpan(now - dueAt) : null };
    case 'due':
      return dueAt <= now ? { kind, late: now - dueAt >= 60_000 ? saySpan(now - dueAt) : null } : null;
    default:
      return null;
  }
}

/** All that is late, for an admin. */
async function composeLateBundle(env: Env, standard: Standard, row: OutboxEntryRow, member: MemberRow): Promise<Composed> {
  const held = await holdNotice(env, standard, member, row);
  if (held !== null) return { wait: held };
  const notices: NoticeFacts[] = [];
  for (const { id, clock_id } of await lateLeads(env.read, 50)) {
    const facts = await factsOf(env, standard, { ...row, lead_id: id, clock_id, body: JSON.stringify({ kind: 'due' }) });
    if (facts) notices.push({ ...facts, why: 'admin' });
  }
  if (notices.length === 0) return { skip: 'nobody waits longer than we said' };
  const letter = noticeBundle({ notices, todayUrl: env.settings.url, why: 'admin', muteUrl: noticeUrl(env, row, 'mute') });
  return { letter: { ...letter, to: { name: member.name, address: member.email }, automatic: true } };
}
