import { isNoticeKind, type NoticeKind } from '#domain/notice-kind.ts';
import { sign, verify } from '../running/secret.ts';

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

/** Until when the buttons of a notice work: a week. Milliseconds. */
export const linkExpiry = (now: number): number => now + lives;

/** Ids take a third less room in an address this way. */
const pack = (id: string | null): string => (id ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') : '');

function unpack(word: string | undefined): string | null {
  const hex = Buffer.from(word ?? '', 'base64url').toString('hex');
  return /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex)?.slice(1).join('-') ?? null;
}

/** The signed token of one button, to be read by `readNoticeToken`. */
export function noticeToken(secret: string, { memberId, deed, kind, leadId, clockId, expiresAt }: NoticeLink): string {
  return sign(secret, 'notice', [pack(memberId), deed, kind, pack(leadId), pack(clockId), expiresAt].join(' '));
}

/** What a token stands for, also where its time is over; null where it is not one of ours. */
export function readNoticeToken(secret: string, token: string): NoticeLink | null {
  const [member, deed, kind, lead, clock, expires] = verify(secret, 'notice', token)?.split(' ') ?? [];
  const memberId = unpack(member);
  const known = noticeDeeds.find((one) => one === deed);
  if (!memberId || !known || !kind || !isNoticeKind(kind) || !expires) return null;
  return { memberId, deed: known, kind, leadId: unpack(lead), clockId: unpack(clock), expiresAt: Number(expires) };
}
