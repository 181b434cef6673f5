import { isSource } from '#domain/source.ts';
import type { Tx } from '#store/engine.ts';
import { setColumns } from '#store/insert.ts';
import { findSurvivor } from '#store/leads.ts';
import { changeLetter, queueLetter, releaseBundled } from '#store/outbox.ts';
import type { OutboxEntryRow } from '#store/schema.ts';
import { writtenSince } from '#store/timeline.ts';
import type { Env } from '../env.ts';
import { type Act, actOnLead, baton } from '../leads/act-on-lead.ts';
import { hearFromUs, startClock } from '../leads/moves.ts';
import { planStepAgain, takeStepBack } from '../leads/step-of-letter.ts';
import { withoutLink } from './mail-invitation.ts';
import type { NoticeRow } from './notice-row.ts';

export type Fate =
  | { state: 'accepted'; providerId: string }
  | { state: 'kept'; where: string }
  | { state: 'refused' | 'passing' | 'unknown' | 'skipped'; reason: string };

const tries = 10;
/** 30 s, 1, 2, 4 … 128 minutes: after ten tries in about four hours somebody is told, on the same day as a rule. Milliseconds. */
const pause = (attempts: number): number => 30_000 * 2 ** (attempts - 1);

/** Records what became of a letter, and what follows: an accepted answer is the answer, an unsent one stands on Today. */
export async function settleDelivery(env: Env, row: OutboxEntryRow, fate: Fate): Promise<void> {
  const fated = changeFor(row, fate, env.now());
  const change = fated.state === 'queued' ? fated : { ...fated, ...withoutLink(row) };
  await env.write(async (tx) => {
    if (!(await changeLetter(tx.db, row, change))) return;
    if (change.state === 'queued') await releaseBundled(tx.db, row.id, change.due_at);
    if (row.audience === 'customer' && row.lead_id) await tellLead(tx, row, change.state, 'reason' in fate ? fate.reason : null);
  });
  if (fate.state === 'refused' || fate.state === 'unknown')
    env.log('warn', 'a letter did not go', { letter: row.id, kind: row.kind, state: fate.state });
}

function changeFor(row: OutboxEntryRow, fate: Fate, now: number) {
  const settled = { due_at: null, settled_at: now };
  switch (fate.state) {
    case 'accepted':
      return { state: 'accepted' as const, error: null, sent_at: now, ...settled };
    case 'kept':
      // Nobody is asked to send an acknowledgement by hand.
      return {
        state: 'kept' as const,
        error: 'Kept, not sent: no mail server is set.',
        settled_by: row.kind === 'acknowledgement' ? 'baton' : null,
        ...settled,
      };
    case 'skipped':
      return { state: 'skipped' as const, error: fate.reason, ...settled };
    case 'refused':
      return { state: 'refused' as const, error: fate.reason, ...settled };
    case 'unknown':
      // A member may get a notice twice rather than not at all; a customer's letter is for a person to decide.
      if (row.audience === 'member' && row.attempts < tries)
        return { state: 'queued' as const, error: fate.reason, due_at: now + pause(row.attempts) };
      return { state: 'unknown' as const, error: fate.reason, ...settled };
    case 'passing':
      if (row.attempts < tries) return { state: 'queued' as const, error: fate.reason, due_at: now + pause(row.attempts) };
      return { state: 'refused' as const, error: fate.reason, ...settled };
  }
}

async function tellLead(tx: Tx, row: OutboxEntryRow, state: OutboxEntryRow['state'], reason: string | null): Promise<void> {
  if (state === 'queued') return;
  const facts = { letter: row.id, kind: row.kind, ...(reason ? { reason } : {}) };
  await actOnLead(
    tx,
    { id: row.lead_id!, quiet: row.kind === 'reply' ? 'unless told' : 'always' },
    baton,
    'letter',
    async (act) => {
      act.tell(`letter-${state}`, facts);
      if (row.kind === 'reply' && state === 'accepted') await answered(act, row);
      if (row.kind === 'reply' && (state === 'refused' || state === 'kept')) await takeStepBack(act, row);
      if (row.member_id && (state === 'refused' || state === 'unknown')) await tellSender(act, row, row.member_id);
    },
  );
}

/** Whoever wrote it has to know that it did not arrive. */
async function tellSender({ tx }: Act, row: OutboxEntryRow, memberId: string): Promise<void> {
  await queueLetter(tx.db, {
    id: tx.id(),
    key: `notice:${row.id}:undelivered:${memberId}`,
    kind: 'notice',
    audience: 'member',
    dueAt: tx.now,
    at: tx.now,
    leadId: row.lead_id,
    memberId,
    body: JSON.stringify({ kind: 'undelivered', letter: row.id } satisfies NoticeRow),
  });
  tx.after('outbox');
}

/** A letter that closed the lead or put it to later ended the clock before it was accepted; it is the answer all the same. */
async function answerEndedClock(act: Act, row: OutboxEntryRow): Promise<void> {
  const ended = await act.tx.db
    .selectFrom('clocks')
    .select('id')
    .where('lead_id', '=', act.case.lead.id)
    .where('answered_at', 'is', null)
    .where('started_at', '<=', row.created_at)
    .where('ended_at', '>=', row.created_at)
    .executeTakeFirst();
  if (!ended) return;
  await setColumns(act.tx.db, 'clocks', ended.id, { answered_at: row.created_at, touch_id: row.touch_id });
  act.made.push({ table: 'clocks', id: ended.id, was: { answered_at: null, touch_id: null } });
}

/** The lead was merged while its letter was on the way: what it answers is owed on the other one now. */
async function answeredOnSurvivor({ tx, by, made }: Act, row: OutboxEntryRow, mergedInto: string): Promise<void> {
  const survivor = (await findSurvivor(tx.db, mergedInto))!;
  const { undo } = await actOnLead(tx, { id: survivor.id, quiet: 'unless told' }, { memberId: by }, 'letter', async (act) => {
    act.tell('letter-accepted', { letter: row.id, kind: row.kind });
    await answered(act, row);
  });
  if (undo) made.push({ table: 'undo', id: undo.id });
}

/** The moment of Send is when they were answered; what they wrote between then and now is owed an answer of its own. */
export async function answered(act: Act, row: OutboxEntryRow): Promise<void> {
  const { lead, clock } = act.case;
  lead.last_contact_at = Math.max(lead.last_contact_at ?? 0, row.created_at);
  await hearFromUs(act, row.created_at, row.touch_id!);
  if (!clock) await answerEndedClock(act, row);
  if (lead.merged_into_id) await answeredOnSurvivor(act, row, lead.merged_into_id);
  if (act.case.clock || lead.state !== 'open') return;
  const [since] = clock ? await writtenSince(act.tx.db, lead.id, row.created_at + 1) : [];
  if (!since) return planStepAgain(act, row);
  lead.inbound_count = 1;
  const source = isSource(since.kind) ? since.kind : 'other';
  await startClock(act, 'again', { at: since.at, source, channel: lead.channel_id });
}
