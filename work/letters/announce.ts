import type { Tx } from '#store/engine.ts';
import { queueIfNew, queueLetter } from '#store/outbox.ts';
import type { ArrivalRow, ClockRow, ContactRow, LeadRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import { type Made, undoFor } from '../leads/keep-undo.ts';
import type { NoticeRow } from './notice-row.ts';

/** Tells the sender that we have it and when they hear; once in a matter. */
export const acknowledge = (tx: Tx, { lead, arrival, contact }: { lead: LeadRow; arrival: ArrivalRow; contact: ContactRow }) =>
  queueLetter(tx.db, {
    id: tx.id(),
    key: `ack:${lead.id}`,
    kind: 'acknowledgement',
    audience: 'customer',
    dueAt: tx.now,
    at: tx.now,
    leadId: lead.id,
    arrivalId: arrival.id,
    contactId: contact.id,
    address: contact.email,
  });

type News = {
  lead: LeadRow;
  clock: ClockRow | null;
  by: string | null;
  isNew: boolean;
  /** Where it can be taken back: the notice waits that long, and is noted here. */
  made?: Made[] | undefined;
};

/** Tells the owner what came in: at once in opening hours, else at the next opening; whoever logged it knows already. */
export async function tellOwner(tx: Tx, standard: Standard, { lead, clock, by, isNew, made }: News): Promise<void> {
  if (!clock || !lead.owner_id || by === lead.owner_id || lead.practice_at !== null) return;
  const kind = isNew ? 'arrival' : `second-try-${lead.inbound_count}`;
  const onCall = lead.urgent_at === null ? null : onCallOutside(standard, tx.now);
  const memberId = onCall ?? lead.owner_id;
  const { timetable } = standard;
  const soonest = tx.now + (made ? undoFor : 0);
  const id = tx.id();
  const notice = {
    id,
    key: `notice:${clock.id}:${kind}:${memberId}`,
    kind: 'notice',
    audience: 'member' as const,
    dueAt: onCall || timetable.isOpen(soonest) ? soonest : timetable.nextOpening(soonest),
    at: tx.now,
    leadId: lead.id,
    clockId: clock.id,
    memberId,
    body: JSON.stringify({
      kind: isNew ? 'arrival' : 'second-try',
      ...(onCall ? { onCall: true } : {}),
      ...(lead.urgent_at === null ? {} : { urgent: true }),
    } satisfies NoticeRow),
  };
  if (!made) await queueLetter(tx.db, notice);
  else if (await queueIfNew(tx.db, notice)) made.push({ table: 'outbox', id });
  tx.after('outbox');
}

/** Who answers what is urgent while we are closed; null in opening hours, and where the team has nobody. */
export const onCallOutside = ({ rule, timetable, team }: Standard, now: number): string | null =>
  rule.urgentOutside === 'on-call' && !timetable.isOpen(now) ? onCallNow(team.on_call, now) : null;

/** Who is on call, week by week in turn; null where the team has nobody. */
function onCallNow(onCall: string | null, now: number): string | null {
  if (!onCall) return null;
  const { members, since } = JSON.parse(onCall) as { members: string[]; since: number };
  if (members.length === 0) return null;
  const week = Math.floor(Math.max(0, now - since) / (7 * 86_400_000));
  return members[week % members.length] ?? null;
}
