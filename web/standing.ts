import type { Sayer } from '#domain/say-time.ts';
import type { EnquiryPage } from '#store/enquiry-page.ts';
import type { TeamRow } from '#store/schema.ts';
import type { Standing, ToCome } from './pages/customer-page.ts';
import { hearStyle } from './team-face.ts';

/** Where an enquiry stands, in times as they are said at this moment. A time that has passed is never said as one to come. */
export function standingOf(known: EnquiryPage, team: TeamRow, say: Sayer, now: number): Standing {
  const { arrival, lead, clock, lastAnsweredAt } = known;
  const style = hearStyle(team);
  const toCome = (at: number): ToCome | null => (at > now ? { by: say.byNear(at, now), short: say.nearShort(at, now) } : null);
  if (lead.state === 'closed') return { is: 'closed', how: howClosed(known), short: say.nearShort(lead.closed_at!, now) };
  // What they were told is what counts here, also where the rule has become quicker since.
  const told =
    clock &&
    (clock.told_due_at ?? (clock.started_at === arrival.received_at ? (arrival.told_due_at ?? clock.due_at) : clock.due_at));
  if (clock && told !== null && told <= now)
    return { is: 'late', said: style === 'exact' || clock.told_due_at !== null ? say.byNear(told, now) : null };
  if (clock && clock.told_due_at !== null) return { is: 'taking-longer', hear: toCome(clock.told_due_at)! };
  if (clock?.kind !== 'undelivered' && lastAnsweredAt !== null) {
    const again = told !== null && style === 'exact' ? toCome(told) : null;
    return { is: 'answered', at: say.nearClock(lastAnsweredAt, now), short: say.nearShort(lastAnsweredAt, now), again };
  }
  if (clock) return { is: 'waiting', style, hear: toCome(told!) };
  if (arrival.withdrawn_at !== null) return { is: 'closed', how: 'withdrawn', short: say.nearShort(arrival.withdrawn_at, now) };
  return { is: 'waiting', style, hear: null };
}

function howClosed({ arrival, lead }: EnquiryPage): (Standing & { is: 'closed' })['how'] {
  if (lead.outcome === 'won') return 'won';
  if (lead.outcome === 'question') return 'answered';
  return lead.reason === 'withdrawn' || arrival.withdrawn_at !== null ? 'withdrawn' : 'not-going-ahead';
}
