import type { Message } from '#channels/channel.ts';
import { isCourtesy } from '#domain/courtesy.ts';
import { nextStep } from '#domain/next-step.ts';
import { readAnswers, storedAnswers } from '#domain/questions.ts';
import type { Db, Tx } from '#store/engine.ts';
import { addTouch, type Case } from '#store/leads.ts';
import { lastLetterAsked, quoteIsOut } from '#store/letters.ts';
import { filesOfArrivals } from '#store/read-lead.ts';
import type { ArrivalRow, ChannelRow } from '#store/schema.ts';
import { type Act, type Actor, actOnLead } from '../leads/act-on-lead.ts';
import type { Undoable } from '../leads/keep-undo.ts';
import { answerAgain, hearFromUs, markSeen, planStep, startClock, stopWaiting } from '../leads/moves.ts';
import { reopenCase } from '../leads/reopen-lead.ts';
import { wakeLead } from '../leads/wake-lead.ts';
import { answersOf } from './open-lead.ts';

export type Joining = {
  arrival: ArrivalRow;
  channel: ChannelRow;
  message: Message;
  leadId: string;
  /** Added to what they asked, on their own page: while an answer is owed it is no second try. */
  detail?: boolean;
  /** The member who wrote it down has spoken with them: that is an answer at its own time, and nothing is owed by it. */
  spoken?: boolean;
  /** What is done next, where whoever wrote it down said so. */
  step?: { what: string; dueAt: number } | undefined;
  /** Who may take it back, and where what that needs is noted. */
  undo?: Undoable | undefined;
};
export type Joined = { case: Case; courtesy: boolean; clockStarted: boolean };

/** Puts a message of theirs on a lead of theirs. It never restarts a clock that runs: the first unanswered message counts. */
export async function joinLead(tx: Tx, actor: Actor, joining: Joining): Promise<Joined> {
  const { leadId, undo, spoken } = joining;
  // What they write is their deed; a talk is the deed of whoever had it.
  const by = { memberId: spoken ? actor.memberId : null, undoBy: undo?.by };
  const which = { id: leadId, ...(undo ? {} : { final: true as const }) };
  const done = await actOnLead(tx, which, by, 'join', async (act) => {
    const outcome = await receiveOn(act, actor, joining);
    return { case: act.case, ...outcome };
  });
  if (done.undo) undo?.made.push({ table: 'undo', id: done.undo.id });
  return done.value;
}

/** The same within an act on the lead that is under way. */
export async function receiveOn(act: Act, actor: Actor, joining: Joining) {
  const { arrival, channel, message, detail, spoken = false, step } = joining;
  const { tx, case: known } = act;
  const { lead } = known;
  const courtesy = !spoken && (await isOnlyCourtesy(tx.db, lead.id, message, arrival.id));
  const missed = message.source === 'missed-call' && !spoken;
  const touchId = tx.id();
  await addTouch(tx.db, {
    id: touchId,
    lead_id: lead.id,
    contact_id: lead.contact_id,
    kind: message.source,
    direction: 'in',
    result: spoken ? 'spoke' : missed ? 'no-answer' : 'received',
    text: null,
    minutes: null,
    member_id: actor.memberId,
    arrival_id: arrival.id,
    outbox_id: null,
    courtesy_at: courtesy ? tx.now : null,
    at: arrival.received_at,
    recorded_at: tx.now,
    undone_at: null,
  });
  act.made.push({ table: 'touches', id: touchId });
  const isHistory = arrival.history_at !== null;
  // Out of the past nobody knows when it was, unless it was said.
  if (!missed && (!isHistory || message.receivedAt !== undefined))
    lead.last_contact_at = Math.max(lead.last_contact_at ?? 0, arrival.received_at);
  learn(act, arrival);
  act.tell(courtesy ? 'courtesy' : 'wrote', { arrival: arrival.id, ...(message.thread ? {} : { mayBeNew: true }) });
  if (courtesy || isHistory || (detail && known.clock)) return { courtesy, clockStarted: false };

  if (!spoken) lead.inbound_count += 1;
  if (arrival.urgent_at !== null) lead.urgent_at ??= arrival.urgent_at;
  if (lead.state === 'closed') await reopenCase(act);
  if (lead.state === 'later') await wakeLead(act);
  await stopWaiting(act);
  const chosen = step && { ...step, waiting: false, chosen: true };
  if (spoken) {
    await hearFromUs(act, arrival.received_at, touchId);
    const { timetable, rule } = act.standard;
    // It took place before they wrote, so what they wrote is still to be answered.
    const usual = known.clock ? null : nextStep({ is: 'spoke' }, timetable, rule, act.now);
    const next = chosen ?? usual;
    if (next) await planStep(act, { ...next, stepDone: true });
    markSeen(act);
    return { courtesy, clockStarted: false };
  }
  const clockStarted = known.clock === null;
  if (known.clock) {
    await answerAgain(act, known.clock);
    act.tell('tried-again', { times: lead.inbound_count });
  } else {
    const promised = !message.thread && (message.source === 'website-form' || message.source === 'quote-form');
    const owed = { at: arrival.received_at, source: message.source, channel: channel.id, promised };
    await startClock(act, lead.first_answer_at === null ? 'first' : 'again', owed);
  }
  if (chosen) await planStep(act, chosen);
  return { courtesy, clockStarted };
}

/** What it says to the team's own questions is known from now on: what a member wrote down counts, a form adds what was not known. */
function learn({ standard, case: { lead } }: Act, arrival: ArrivalRow): void {
  const said = answersOf(arrival, standard.team);
  const known = readAnswers(lead.answers);
  lead.answers = storedAnswers(arrival.logged_by === null ? { ...said, ...known } : { ...known, ...said });
}

/** Whether what stands on a lead was a talk with them, by how it was written down there. */
export async function wasSpoken(db: Db, arrivalId: string): Promise<boolean> {
  const touch = await db
    .selectFrom('touches')
    .select('result')
    .where('arrival_id', '=', arrivalId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return touch?.result === 'spoke';
}

/** Whether a message on a lead that waits for nothing of ours only says thank you. Files of one kept before stand with its arrival. */
export async function isOnlyCourtesy(db: Db, leadId: string, message: Message, arrivalId?: string): Promise<boolean> {
  if (message.source === 'missed-call' || message.urgent) return false;
  const isThanks = isCourtesy(message.asked, {
    weAskedSomething: await lastLetterAsked(db, leadId),
    quoteOut: await quoteIsOut(db, leadId),
    hasAttachment: (message.attachments?.length ?? 0) > 0,
  });
  return isThanks && (!arrivalId || (await filesOfArrivals(db, [arrivalId])).length === 0);
}
