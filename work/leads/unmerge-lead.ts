import { nextStep } from '#domain/next-step.ts';
import { isSource } from '#domain/source.ts';
import type { Tx } from '#store/engine.ts';
import { findSurvivor } from '#store/leads.ts';
import { isOwner } from '#store/members.ts';
import { lastContactOf } from '#store/read-lead.ts';
import type { ClockRow, LeadRow } from '#store/schema.ts';
import { writtenSince } from '#store/timeline.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Done, type Which } from './act-on-lead.ts';
import { giveStepBack } from './give-step-back.ts';
import type { Merged, TookIn } from './merge-leads.ts';
import { endClock, hearFromUs, markSeen, planStep, startClock } from './moves.ts';
import { planAnswer, replaceClock } from './replace-clock.ts';

/**
 * They were two pieces of work after all: the merged one is open again with its former step, stage and owner, and each owes the
 * answer that it owed, unless that was given meanwhile.
 */
export const unmergeLead = (env: Env, which: Which, actor: Actor): Promise<Done<Merged>> =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'unmerge', async (act) => {
      const { lead } = act.case;
      if (!lead.merged_into_id) throw new Refusal(409, 'This lead is not merged into another one.');
      const facts = await factsOfMerge(tx, lead);
      const survivor = (await findSurvivor(tx.db, lead.merged_into_id))!;
      const mergedAt = lead.closed_at!;
      const second = await actOnLead(tx, { id: survivor.id }, actor, 'unmerge', async (other) => {
        await standAlone(act, other, facts);
        await letGo(other, lead, facts, mergedAt);
      });
      if (second.undo) act.made.push({ table: 'undo', id: second.undo.id });
      return { survivor: second.lead, merged: lead };
    }),
  );

async function factsOfMerge(tx: Tx, lead: LeadRow): Promise<TookIn> {
  const entries = await tx.db
    .selectFrom('timeline')
    .select('facts')
    .where('lead_id', '=', lead.merged_into_id)
    .where('kind', '=', 'took-in')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const facts = entries.map((entry) => JSON.parse(entry.facts!) as TookIn).find(({ lead: number }) => number === lead.number);
  if (!facts) throw new Refusal(409, 'What this lead held is on the other one. Make it a lead of its own from there.');
  return facts;
}

/** The merged lead as it was; what was answered on the other one since has been answered here too. */
async function standAlone(act: Act, survivor: Act, { owed: owedId }: TookIn): Promise<void> {
  const { lead } = act.case;
  const { team, timetable, rule } = act.standard;
  const owed = owedId === null ? null : await clockById(act.tx, owedId);
  const answer = owed && (await answerSince(act.tx, survivor.case.lead.id, owed, lead.closed_at!));
  const owner = (await isOwner(act.tx.db, lead.owned_by_id)) ? lead.owned_by_id : team.fallback_id;
  Object.assign(lead, {
    state: lead.later_until_at === null ? 'open' : 'later',
    owner_id: owner,
    owned_by_id: owner,
    outcome: null,
    closed_at: null,
    merged_into_id: null,
  });
  act.tell('unmerged', { from: survivor.case.lead.number });
  markSeen(act);
  if (!owed) return;
  await replaceClock(act, { ...owed, noticed_at: act.now });
  if (!answer) return;
  await hearFromUs(act, answer.answered_at!, answer.touch_id!);
  if (lead.next_what === 'Answer') await planStep(act, nextStep({ is: 'spoke' }, timetable, rule, act.now));
}

/** The other lead without it: its own clock, or one from what came on it meanwhile. */
async function letGo(act: Act, gone: LeadRow, facts: TookIn, mergedAt: number): Promise<void> {
  const { lead, clock } = act.case;
  act.tell('let-go', { lead: gone.number });
  if (lead.last_contact_at !== null && lead.last_contact_at === gone.last_contact_at)
    lead.last_contact_at = await lastContactOf(act.tx.db, lead.id);
  if (!clock || facts.owed === null) return;
  if (clock.id !== facts.clock) {
    lead.inbound_count = Math.max(1, lead.inbound_count - Math.max(1, gone.inbound_count));
    return;
  }
  const own = facts.before === null ? null : await clockById(act.tx, facts.before);
  if (own) {
    await endClock(act);
    const back = await replaceClock(act, { ...own, noticed_at: Math.max(own.noticed_at, clock.noticed_at) });
    lead.inbound_count = Math.max(1, lead.inbound_count - Math.max(1, gone.inbound_count));
    if (lead.next_suggested_at !== null && lead.next_what === 'Answer') await planAnswer(act, back);
    return;
  }
  await endClock(act);
  const [since] = await writtenSince(act.tx.db, lead.id, mergedAt);
  if (since) {
    const source = isSource(since.kind) ? since.kind : 'other';
    const kind = lead.first_answer_at === null ? 'first' : 'again';
    return startClock(act, kind, { at: since.at, source, channel: lead.channel_id });
  }
  lead.inbound_count = 0;
  await giveStepBack(act, mergedAt);
}

const clockById = (tx: Tx, id: string): Promise<ClockRow> =>
  tx.db.selectFrom('clocks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** A clock of the other lead that began no later and was answered after the merge. */
const answerSince = (tx: Tx, leadId: string, owed: ClockRow, mergedAt: number) =>
  tx.db
    .selectFrom('clocks')
    .innerJoin('touches', 'touches.id', 'clocks.touch_id')
    .select(['clocks.answered_at', 'clocks.touch_id'])
    .where('clocks.lead_id', '=', leadId)
    .where('clocks.started_at', '<=', owed.started_at)
    .where('clocks.answered_at', '>=', owed.started_at)
    .where('touches.recorded_at', '>=', mergedAt)
    .orderBy('clocks.answered_at')
    .limit(1)
    .executeTakeFirst();
