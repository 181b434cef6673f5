import type { Db, Tx } from '#store/engine.ts';
import { findLeadByNumber, findSurvivor } from '#store/leads.ts';
import type { LeadRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Done, type Which } from './act-on-lead.ts';
import { endClock, markSeen, planStep, stopWaiting } from './moves.ts';
import { planAnswer, replaceClock } from './replace-clock.ts';

export type Merged = { survivor: LeadRow; merged: LeadRow };

/** What un-merging has to know, on the timeline of the lead that goes on: ids and numbers only. */
export type TookIn = { lead: number; owed: string | null; clock: string | null; before: string | null };

/**
 * Two leads are one piece of work: the younger one closes and points to the older one, which shows both stories from then on.
 * Nothing is moved but the answer that is owed. `into` that was merged itself stands for the one that it is in.
 */
export const mergeLeads = (env: Env, which: Which, actor: Actor, into: number): Promise<Done<Merged>> =>
  env.write((tx) => mergeLeadsIn(tx, which, actor, into));

/** The same as a part of another deed. */
export const mergeLeadsIn = (tx: Tx, which: Which, actor: Actor, into: number): Promise<Done<Merged>> =>
  actOnLead(tx, which, actor, 'merge', async (act) => {
    const other = await findOther(tx.db, into);
    if (other.id === act.case.lead.id) throw new Refusal(409, 'These are one lead already.', { field: 'into' });
    const { lead, value, undo } = await actOnLead(tx, { id: other.id }, actor, 'merge', async (second) => {
      const [older, younger] = isOlder(act.case.lead, second.case.lead) ? [act, second] : [second, act];
      await absorb(older, younger);
      return older === second;
    });
    if (undo) act.made.push({ table: 'undo', id: undo.id });
    return value ? { survivor: lead, merged: act.case.lead } : { survivor: act.case.lead, merged: lead };
  });

async function findOther(db: Db, number: number): Promise<LeadRow> {
  const there = await findLeadByNumber(db, number);
  const lead = there && (await findSurvivor(db, there.id));
  if (!lead) throw new Refusal(404, `There is no lead #${number}.`, { field: 'into' });
  return lead;
}

const isOlder = (a: LeadRow, b: LeadRow): boolean =>
  a.received_at === b.received_at ? a.number < b.number : a.received_at < b.received_at;

/** One lead takes in another. Of two clocks the one that began earlier counts, so that nobody waits longer than was said. */
async function absorb(survivor: Act, merged: Act): Promise<void> {
  for (const { case: known } of [survivor, merged])
    if (known.lead.state === 'closed') throw new Refusal(409, `#${known.lead.number} is closed. Reopen it to merge it.`);
  const [kept, gone] = [survivor.case.lead, merged.case.lead];
  if ((kept.practice_at === null) !== (gone.practice_at === null))
    throw new Refusal(409, 'One of these leads is for practice, the other is real.');
  if ((kept.private_at === null) !== (gone.private_at === null))
    throw new Refusal(409, 'One of these leads is private, the other is not. Make them alike first.');
  const { clock: owed, step } = merged.case;
  const before = survivor.case.clock;
  await endClock(merged);
  if (kept.state === 'later' && gone.state === 'open') {
    Object.assign(kept, { state: 'open', later_until_at: null });
    await planStep(survivor, {
      what: gone.next_what!,
      dueAt: gone.next_due_at!,
      waiting: false,
      chosen: step?.chosen_at != null,
      toldThem: gone.next_told_at !== null,
    });
  }
  const clock = owed && (!before || owed.started_at < before.started_at) ? await replaceClock(survivor, owed) : null;
  if (owed) {
    kept.inbound_count = (before ? kept.inbound_count : 0) + Math.max(1, gone.inbound_count);
    await stopWaiting(survivor);
  }
  if (clock) await planAnswer(survivor, clock);
  kept.last_contact_at = latest(kept.last_contact_at, gone.last_contact_at);
  closeAsMerged(merged, kept);
  const facts: TookIn = {
    lead: gone.number,
    owed: owed?.id ?? null,
    clock: clock?.id ?? null,
    before: clock ? (before?.id ?? null) : null,
  };
  survivor.tell('took-in', facts);
  markSeen(survivor);
}

/** Its stage, step and dates stay on its row as they were: un-merging finds them there. */
export function closeAsMerged({ case: known, now, tell }: Act, into: LeadRow): void {
  const { lead, handOver } = known;
  if (handOver) handOver.ended_at = now;
  Object.assign(lead, {
    state: 'closed',
    owned_by_id: lead.owner_id,
    owner_id: null,
    outcome: 'merged',
    reason: null,
    closed_at: now,
    merged_into_id: into.id,
  });
  tell('merged', { into: into.number });
}

const latest = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.max(a, b));
