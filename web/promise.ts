import { answerBy } from '#domain/answer-by.ts';
import { isSource } from '#domain/source.ts';
import type { ArrivalRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import { hearStyle } from './team-face.ts';

/**
 * The moment by which somebody hears who writes to this form; null where the team names no time. It depends on what was sent
 * and when, and on nothing that we know about the person, so that nobody can find out by it whom we know.
 */
export function promisedTo(
  standard: Standard,
  sent: Pick<ArrivalRow, 'received_at' | 'source' | 'channel_id' | 'urgent_at'>,
): number | null {
  const { team, rule, timetable } = standard;
  if (hearStyle(team) !== 'exact') return null;
  const owed = {
    receivedAt: sent.received_at,
    kind: 'first' as const,
    source: isSource(sent.source) ? sent.source : 'other',
    channel: sent.channel_id,
    urgent: sent.urgent_at !== null,
    onCall: rule.urgentOutside === 'on-call' && team.on_call !== null,
  };
  return answerBy(owed, rule, timetable).dueAt;
}

/** Whether what was sent says how to answer it; a form of another site may not ask for it. */
export const isReachable = ({ from_email, from_phone, from_handle }: ArrivalRow): boolean =>
  Boolean(from_email || from_phone || from_handle);

/** What this sender was told when it came: nobody who left no way to be reached is promised an answer. */
export const promisedFor = (standard: Standard, arrival: ArrivalRow): number | null =>
  !isReachable(arrival)
    ? null
    : arrival.outcome === 'lead' && arrival.told_due_at !== null && hearStyle(standard.team) === 'exact'
      ? arrival.told_due_at
      : promisedTo(standard, arrival);
