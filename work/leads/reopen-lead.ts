import { nextStep } from '#domain/next-step.ts';
import { stageNamed } from '#domain/stage.ts';
import { isOwner } from '#store/members.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { kindOfStage, moveStage, moveToKind, type Plan, planStep } from './moves.ts';

/** Open again with its number and its story; the former owner has it, where that member is still here. */
export async function reopenCase(act: Act, plan?: Plan): Promise<void> {
  const { lead } = act.case;
  const { team, stages, timetable, rule } = act.standard;
  lead.state = 'open';
  lead.owner_id = (await isOwner(act.tx.db, lead.owned_by_id)) ? lead.owned_by_id : team.fallback_id;
  lead.owned_by_id = lead.owner_id;
  Object.assign(lead, { outcome: null, reason: null, closed_at: null, later_until_at: null });
  const before = lead.stage_before_closing;
  if (before && stageNamed(stages, before)) await moveStage(act, before);
  else if (kindOfStage(act) === 'won' || kindOfStage(act) === 'lost') await moveToKind(act, 'active');
  lead.stage_before_closing = null;
  await planStep(act, plan ?? nextStep({ is: 'spoke' }, timetable, rule, act.now));
  act.tell('reopened');
}

/** A member opens a closed or sleeping lead again, with the step that comes next. */
export const reopenLead = ({ write }: Env, which: Which, actor: Actor, plan: { what: string; dueAt: number }) =>
  write((tx) =>
    actOnLead(tx, which, actor, 'reopen', async (act) => {
      if (act.case.lead.state === 'open') throw new Refusal(409, 'This lead is open already.');
      if (act.case.lead.outcome === 'merged') throw new Refusal(409, 'This lead was merged into another one. Un-merge it first.');
      await reopenCase(act, { ...plan, waiting: false, chosen: true });
    }),
  );
