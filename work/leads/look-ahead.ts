import { nextNotice } from '#domain/notice-plan.ts';
import { type LeadFacts, outlook } from '#domain/outlook.ts';
import { stageNamed } from '#domain/stage.ts';
import type { Case } from '#store/leads.ts';
import type { Standard } from '#store/standard.ts';

const day = 86_400_000;

/** What the outlook needs to know of a case. */
export function factsOf({ lead, clock, span, handOver, unsentAt, quoteOwedDueAt }: Case, standard: Standard): LeadFacts {
  const stage = stageNamed(standard.stages, lead.stage);
  return {
    state: lead.state,
    clock: clock && {
      kind: clock.kind,
      startedAt: clock.started_at,
      dueAt: clock.due_at,
      toldDueAt: clock.told_due_at,
      tryDueAt: clock.try_due_at,
    },
    inboundCount: lead.inbound_count,
    unsentAt,
    quoteOwedDueAt,
    handOverDueAt: handOver?.look_due_at ?? null,
    nextDueAt: lead.next_due_at,
    waitingUntilAt: lead.waiting_until_at,
    laterUntilAt: lead.later_until_at,
    wokeAt: lead.woke_at,
    isProposal: stage?.kind === 'proposal',
    stuckAt: span && stage?.limitDays ? span.entered_at + stage.limitDays * day : null,
    // Who was remembered waits for nothing before their step; from then on they can be forgotten.
    lastHeardAt: lead.last_contact_at ?? Math.max(lead.received_at, lead.history_at === null ? 0 : (lead.next_due_at ?? 0)),
    noticeDueAt: (clock && nextNotice(clock, standard.timetable)?.at) ?? null,
  };
}

/** Stores on the case what the pure function says of it: the next look, what is shown first, the findings. */
export function lookAhead(known: Case, standard: Standard, now: number): void {
  const { lead } = known;
  const seen = outlook(factsOf(known, standard), now, (moment) => standard.timetable.dayAt(moment).starts);
  lead.look_due_at = seen.lookDueAt;
  lead.attention_kind = seen.attention?.kind ?? null;
  lead.attention_due_at = seen.attention?.dueAt ?? null;
  lead.rules_version = standard.team.rules_version;
  known.findings = seen.findings.map(({ kind, since }) => {
    const old = known.findings.find((finding) => finding.kind === kind);
    return {
      lead_id: lead.id,
      kind,
      since_at: since,
      fine_until_at: old?.fine_until_at ?? null,
      fine_by: old?.fine_by ?? null,
      fine_at: old?.fine_at ?? null,
    };
  });
}
