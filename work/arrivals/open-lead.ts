import type { Message } from '#channels/channel.ts';
import { answerBy } from '#domain/answer-by.ts';
import { nextStep } from '#domain/next-step.ts';
import { answersIn, readQuestions, storedAnswers } from '#domain/questions.ts';
import { stageOfKind } from '#domain/stage.ts';
import { nextLeadNumber } from '#store/counter.ts';
import type { Tx } from '#store/engine.ts';
import { addClock, addLead, addStageSpan, addStep, addTimelineEntry, addTouch, type Case } from '#store/leads.ts';
import type {
  ArrivalRow,
  ChannelRow,
  ClockRow,
  ContactRow,
  LeadRow,
  StageSpanRow,
  StepRow,
  TeamRow,
  TouchRow,
} from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import { lookAhead } from '../leads/look-ahead.ts';

export type Opening = {
  arrival: ArrivalRow;
  channel: ChannelRow;
  contact: ContactRow;
  message: Message;
  ownerId: string;
  /** The member who logged it, if one did. */
  by: string | null;
  /** They were spoken to when it was logged (walk-in, answered call). */
  spoken: boolean;
  /** What is done next, where whoever brings them in has planned it. */
  step?: { what: string; dueAt: number } | undefined;
};

/**
 * Opens a lead: owned, with its clock running and its next step planned, all in one go because this is done thousands of times.
 * History starts no clock: it is our turn, and nobody waits for a promise.
 */
export async function openLead(tx: Tx, standard: Standard, opening: Opening): Promise<Case> {
  const { arrival, channel, contact, message, ownerId, by, spoken } = opening;
  const { rule, timetable, team } = standard;
  const receivedAt = arrival.received_at;
  const owed = answerBy(
    {
      receivedAt,
      kind: 'first',
      source: message.source,
      channel: channel.id,
      urgent: arrival.urgent_at !== null,
      onCall: rule.urgentOutside === 'on-call' && team.on_call !== null,
    },
    rule,
    timetable,
  );
  // Never later than they were told, where this had been understood as something else before.
  const dueAt = Math.min(owed.dueAt, arrival.told_due_at ?? owed.dueAt);
  const isHistory = arrival.history_at !== null;
  const usual = () =>
    isHistory
      ? getBackToThem(standard, tx.now)
      : nextStep(spoken ? { is: 'spoke' } : { is: 'new', dueAt }, timetable, rule, tx.now);
  const plan = opening.step ?? usual();
  const suggestedAt = opening.step && !isHistory ? null : tx.now;
  const stage = stageOfKind(standard.stages, isHistory ? 'follow-up' : spoken ? 'active' : 'new');
  const seenAt = by === ownerId ? tx.now : null;
  const id = tx.id();
  const touch: TouchRow = {
    id: tx.id(),
    lead_id: id,
    contact_id: contact.id,
    kind: message.source,
    direction: 'in',
    result: spoken ? 'spoke' : message.source === 'missed-call' ? 'no-answer' : 'received',
    text: null,
    minutes: null,
    member_id: by,
    arrival_id: arrival.id,
    outbox_id: null,
    courtesy_at: null,
    at: receivedAt,
    recorded_at: tx.now,
    undone_at: null,
  };
  const clock: ClockRow = {
    id: tx.id(),
    lead_id: id,
    kind: 'first',
    rule: JSON.stringify(owed.why),
    rules_version: team.rules_version,
    started_at: receivedAt,
    due_at: dueAt,
    told_due_at: null,
    tried_at: null,
    try_due_at: null,
    answered_at: spoken ? receivedAt : null,
    touch_id: spoken ? touch.id : null,
    ended_at: null,
    noticed_at: receivedAt,
  };
  const span: StageSpanRow = {
    id: tx.id(),
    lead_id: id,
    stage: stage.key,
    kind: stage.kind,
    entered_at: receivedAt,
    left_at: null,
    member_id: by,
  };
  const step: StepRow = {
    id: tx.id(),
    lead_id: id,
    what: plan.what,
    due_at: plan.dueAt,
    suggested_at: suggestedAt,
    chosen_at: suggestedAt === null ? tx.now : null,
    chosen_by: suggestedAt === null ? by : null,
    told_at: null,
    done_at: null,
    done_by: null,
    dropped_at: null,
    moved_count: 0,
    created_at: tx.now,
  };
  const lead: LeadRow = {
    id,
    number: await nextLeadNumber(tx.db),
    contact_id: contact.id,
    state: 'open',
    owner_id: ownerId,
    owned_by_id: ownerId,
    channel_id: channel.id,
    source: message.source,
    heard_of: null,
    referred_by: arrival.referred_by,
    asked: arrival.asked,
    wants: arrival.wants,
    urgent_at: arrival.urgent_at,
    reach: null,
    site_address: null,
    answers: storedAnswers(answersOf(arrival, team)),
    stage: stage.key,
    stage_before_waiting: null,
    stage_before_closing: null,
    stage_due_at: null,
    next_what: plan.what,
    next_due_at: plan.dueAt,
    next_suggested_at: suggestedAt,
    next_told_at: null,
    step_id: step.id,
    waiting_at: null,
    waiting_until_at: null,
    later_until_at: null,
    woke_at: null,
    later_count: 0,
    look_due_at: null,
    attention_kind: null,
    attention_due_at: null,
    value: null,
    status_note: null,
    seen_at: seenAt,
    seen_by: seenAt === null ? null : by,
    given_at: tx.now,
    first_answer_at: spoken ? receivedAt : null,
    last_contact_at: lastContact(message, arrival),
    inbound_count: spoken || isHistory ? 0 : 1,
    tried_count: 0,
    outcome: null,
    reason: null,
    closed_at: null,
    private_at: null,
    practice_at: arrival.practice_at,
    history_at: arrival.history_at,
    merged_into_id: null,
    received_at: receivedAt,
    recorded_at: tx.now,
    version: 1,
    rules_version: team.rules_version,
    indexed_version: 0,
  };
  const known: Case = {
    lead,
    clock: spoken || isHistory ? null : clock,
    span,
    step,
    handOver: null,
    findings: [],
    unsentAt: null,
    quoteOwedDueAt: null,
  };
  lookAhead(known, standard, tx.now);
  const findings = known.findings;
  await addLead(tx.db, lead);
  await addTouch(tx.db, touch);
  if (!isHistory) await addClock(tx.db, clock);
  await addStageSpan(tx.db, span);
  await addStep(tx.db, step);
  if (findings.length > 0) await tx.db.insertInto('findings').values(findings).execute();
  const tell = (kind: string, facts: object) =>
    addTimelineEntry(tx.db, {
      id: tx.id(),
      lead_id: id,
      at: tx.now,
      kind,
      member_id: by,
      facts: JSON.stringify(facts),
      version: 1,
    });
  await tell('opened', { arrival: arrival.id, owner: ownerId, ...(isHistory ? {} : { due: dueAt }) });
  if (suggestedAt === null) await tell('next-step', { due: plan.dueAt });
  return { ...known, clock: isHistory ? null : clock };
}

/** What an arrival says to the team's own questions. */
export function answersOf({ fields }: ArrivalRow, { questions }: TeamRow): Record<string, string> {
  if (!fields || !questions) return {};
  return answersIn(JSON.parse(fields) as Record<string, string>, readQuestions(questions));
}
/** Out of the past nobody knows when they were heard last, unless it was said. */
const lastContact = (message: Message, arrival: ArrivalRow): number | null =>
  message.source === 'missed-call' || (arrival.history_at !== null && message.receivedAt === undefined)
    ? null
    : arrival.received_at;

const getBackToThem = ({ timetable }: Standard, now: number) => ({
  what: 'Get back to them',
  dueAt: timetable.openAt(timetable.nextBusinessDay(timetable.dayOf(now)), '10:00'),
});
