import { absentUntil } from '#store/members.ts';
import { lastNoticeTo } from '#store/outbox.ts';
import type { MemberRow, OutboxEntryRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { noticeRow } from './notice-row.ts';
import { quietFor } from './quiet-for.ts';

const apart = 15 * 60_000;

/**
 * Until when a notice has to wait: closed time, the member's quiet hours, away or busy, or another notice within a quarter of an
 * hour. None of it holds back who is on call; urgent ones do not wait for a neighbour, and neither does one that failed before.
 */
export async function holdNotice(
  env: Env,
  { timetable }: Standard,
  member: MemberRow,
  row: OutboxEntryRow,
): Promise<number | null> {
  const { onCall, urgent } = noticeRow(row);
  if (onCall) return null;
  const now = env.now();
  if (!timetable.isOpen(now)) return timetable.nextOpening(now);
  const quiet = quietFor(member, timetable, now);
  if (quiet) return quiet;
  const absent = await absentUntil(env.read, member.id, now);
  if (absent !== null) return absent;
  const last = urgent || row.attempts > 0 ? null : await lastNoticeTo(env.read, member.id, now);
  return last !== null && now - last < apart ? last + apart : null;
}
