import { isNoticeKind, type NoticeKind } from '#domain/notice-kind.ts';
import { sign, verify } from './secret.ts';

export const noticeDeeds = ['spoke', 'no-answer', 'takes-longer', 'snooze', 'mute'] as const;
export type NoticeDeed = (typeof noticeDeeds)[number];

/** What one button of a notice stands for: who may do what, on which lead and for which answer owed, until when. */
export type NoticeLink = {
  memberId: string;
  deed: NoticeDeed;
  /** The kind of notice it stands in; what "mute" mutes. */
  kind: NoticeKind;
  leadId: string | null;
  clockId: string | null;
  expiresAt: number;
};

const lives = 7 * 86_400_000;

export const linkExpiry = (now: number): number => now + lives;

export function noticeToken(secret: string, { memberId, deed, kind, leadId, clockId, expiresAt }: NoticeLink): string {
  return sign(secret, 'notice', [memberId, deed, kind, leadId ?? '', clockId ?? '', expiresAt].join(' '));
}

/** What a token stands for, also where its time is over; null where it is not one of ours. */
export function readNoticeToken(secret: string, token: string): NoticeLink | null {
  const [memberId, deed, kind, leadId, clockId, expires] = verify(secret, 'notice', token)?.split(' ') ?? [];
  const known = noticeDeeds.find((one) => one === deed);
  if (!memberId || !known || !kind || !isNoticeKind(kind) || !expires) return null;
  return { memberId, deed: known, kind, leadId: leadId || null, clockId: clockId || null, expiresAt: Number(expires) };
}
