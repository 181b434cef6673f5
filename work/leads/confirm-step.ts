import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen } from './moves.ts';

/** A member stands by the step as it is: what was suggested is chosen; `told`: the customer knows of it, or after all does not. */
export const confirmStep = (env: Env, which: Which, actor: Actor, { told }: { told?: boolean | undefined } = {}) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'step', async (act) => {
      const { lead, step } = act.case;
      if (lead.state !== 'open' || !step) throw new Refusal(409, 'Only an open lead has a next step. Reopen it first.');
      markSeen(act);
      Object.assign(step, { suggested_at: null, chosen_at: step.chosen_at ?? act.now, chosen_by: step.chosen_by ?? act.by });
      if (told !== undefined) step.told_at = told ? (step.told_at ?? act.now) : null;
      lead.next_suggested_at = null;
      lead.next_told_at = step.told_at;
      act.tell('step-chosen', told === undefined ? {} : { told });
    }),
  );
