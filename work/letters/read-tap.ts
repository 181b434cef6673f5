import type { Timetable } from '#domain/opening-hours.ts';
import { longerUntil, snoozeTimes } from '#domain/reminder-times.ts';
import { findContact } from '#store/contacts.ts';
import type { Db } from '#store/engine.ts';
import { findLead, readCase } from '#store/leads.ts';
import { findMember } from '#store/members.ts';
import type { ClockRow, ContactRow, LeadRow, MemberRow } from '#store/schema.ts';
import { hashToken } from '../running/secret.ts';
import { mutedKinds } from './mute-kind.ts';
import { type NoticeDeed, type NoticeLink, readNoticeToken } from './notice-link.ts';

/** A button of a notice with what it is about. */
export type About = {
  link: NoticeLink & { deed: Exclude<NoticeDeed, 'mute'> };
  member: MemberRow;
  lead: LeadRow;
  contact: ContactRow;
};

/** How things stand for one button of a notice at this moment. */
export type Tap =
  /** Not ours, over, or nobody's any more. */
  | { is: 'unknown' | 'expired' | 'left' | 'viewer' | 'gone' }
  | { is: 'mute'; link: NoticeLink; member: MemberRow; muted: boolean }
  | (About & { is: 'ready'; clock: ClockRow })
  /** By this very button; `undo` is the act's. */
  | (About & { is: 'done'; at: number; undo: string | null })
  | (About & { is: 'closed' })
  | (About & { is: 'later' })
  /** The answer that it was about has been given. `by` is null where nobody of the team is known to have given it. */
  | (About & { is: 'answered'; by: MemberRow | null; at: number; wroteAgain: boolean })
  | (About & { is: 'over' });

/** Row of the timeline that keeps that something was done from a notice. */
export const fromNotice = 'from-notice';

/** Short enough for the timeline, and of what the link says. */
export const fingerprint = (link: NoticeLink): string => hashToken(JSON.stringify(link)).slice(0, 22);

/** What tapping a button of a notice means at `now` (milliseconds). It changes nothing. */
export async function readTap(db: Db, secret: string, token: string, now: number): Promise<Tap> {
  const link = readNoticeToken(secret, token);
  if (!link) return { is: 'unknown' };
  if (link.expiresAt <= now) return { is: 'expired' };
  const member = await findMember(db, link.memberId);
  if (!member || member.removed_at !== null) return { is: 'left' };
  if (link.deed === 'mute') return { is: 'mute', link, member, muted: mutedKinds(member).includes(link.kind) };
  if (member.role === 'viewer') return { is: 'viewer' };
  const lead = link.leadId ? await findLead(db, link.leadId) : undefined;
  const contact = lead && (await findContact(db, lead.contact_id));
  if (!lead || !contact) return { is: 'gone' };
  const about: About = { link: { ...link, deed: link.deed }, member, lead, contact };
  const done = await doneByIt(db, lead.id, fingerprint(link));
  if (done) return { is: 'done', ...about, ...done };
  if (lead.state !== 'open') return { is: lead.state, ...about };
  const { clock } = await readCase(db, lead);
  if (clock && clock.id === link.clockId) return { is: 'ready', ...about, clock };
  return answered(db, about, clock !== null);
}

/** Whether this very button has been used, and not been undone since. */
async function doneByIt(db: Db, leadId: string, print: string): Promise<{ at: number; undo: string | null } | null> {
  const entries = await db
    .selectFrom('timeline')
    .select(['kind', 'at', 'facts', 'version'])
    .where('lead_id', '=', leadId)
    .where('kind', 'in', [fromNotice, 'undone'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const undone = new Set(entries.flatMap(({ kind, version }) => (kind === 'undone' ? [version] : [])));
  for (const { kind, at, facts, version } of entries) {
    // An act is undone only as the very next one on its lead.
    if (kind !== fromNotice || undone.has(version + 1)) continue;
    const { link, undo } = JSON.parse(facts ?? '{}') as { link?: string; undo?: string };
    if (link === print) return { at, undo: undo ?? null };
  }
  return null;
}

async function answered(db: Db, about: About, wroteAgain: boolean): Promise<Tap> {
  const { clockId } = about.link;
  const clock = clockId ? await db.selectFrom('clocks').selectAll().where('id', '=', clockId).executeTakeFirst() : undefined;
  if (!clock?.answered_at) return { is: 'over', ...about };
  const touch = clock.touch_id
    ? await db.selectFrom('touches').select('member_id').where('id', '=', clock.touch_id).executeTakeFirst()
    : undefined;
  const by = touch?.member_id ? ((await findMember(db, touch.member_id)) ?? null) : null;
  return { is: 'answered', ...about, by, at: clock.answered_at, wroteAgain };
}

/** The moments that a button offers; none for what happens at once. */
export function offeredTimes(deed: NoticeDeed, clock: ClockRow, now: number, timetable: Timetable): number[] {
  if (deed === 'snooze') return snoozeTimes(now, timetable);
  return deed === 'takes-longer' ? [longerUntil(now, clock.told_due_at ?? clock.due_at, timetable)] : [];
}
