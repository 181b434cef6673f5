import type { Button } from '#domain/letters/letter-layout.ts';
import type { NoticePerson } from '#domain/letters/notice-words.ts';
import { isNoticeKind, type NoticeKind } from '#domain/notice-kind.ts';
import type { OutboxEntryRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { linkExpiry, type NoticeDeed, noticeToken } from './notice-link.ts';

/** The kind of a mail to a member, as its row says it. */
export function noticeKindOf(row: Pick<OutboxEntryRow, 'body'>): NoticeKind {
  const { kind } = JSON.parse(row.body ?? '{}') as { kind?: string };
  return kind && isNoticeKind(kind) ? kind : 'arrival';
}

/** The address of a button that works without signing in, for this member and what this mail is about. */
export function noticeUrl(env: Env, row: OutboxEntryRow, deed: NoticeDeed): string {
  const { member_id: memberId, lead_id: leadId, clock_id: clockId } = row;
  const link = { memberId: memberId!, deed, kind: noticeKindOf(row), leadId, clockId, expiresAt: linkExpiry(env.now()) };
  return `${env.settings.url}/n/${noticeToken(env.settings.secret, link)}`;
}

/** What a member can do from a notice about an answer owed; other notices only open the lead. */
export function noticeButtons(env: Env, row: OutboxEntryRow, person: NoticePerson): Button[] {
  const button = (label: string, deed: NoticeDeed): Button => ({ label, url: noticeUrl(env, row, deed) });
  if (row.clock_id === null || row.lead_id === null) return [];
  return [
    ...(person.phone ? [button('Spoke', 'spoke'), button('No answer', 'no-answer')] : []),
    button('Tell them it takes longer', 'takes-longer'),
    button('Another time', 'snooze'),
  ];
}
