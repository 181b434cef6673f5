import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen, planStep } from './moves.ts';

/** The next step is done without anybody having been in contact, and this comes after it. An answer that is owed is not done by that. */
export const finishStep = (
  env: Env,
  which: Which,
  actor: Actor,
  next: { what: string; dueAt: number; toldThem?: boolean | undefined },
) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'step-done', async (act) => {
      const { lead, clock } = act.case;
      if (lead.state !== 'open') throw new Refusal(409, 'Only an open lead has a next step. Reopen it first.');
      if (clock && lead.next_what === 'Answer')
        throw new Refusal(409, 'They are still to hear from us. Say how you reached them, or write to them.');
      markSeen(act);
      await planStep(act, { ...next, waiting: false, chosen: true, stepDone: true, toldThem: next.toldThem ?? false });
      act.tell('step-done', { due: next.dueAt });
    }),
  );
