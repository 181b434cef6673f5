import { nextStep } from '#domain/next-step.ts';
import { stageNamed } from '#domain/stage.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { closeCase } from './close-lead.ts';
import { markSeen, moveStage, planStep } from './moves.ts';

/** A member moves a lead by hand. A proposal without a follow-up cannot exist, so it gets one; Won closes; Lost asks why first. */
export const changeStage = (env: Env, which: Which, actor: Actor, key: string) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'stage', async (act) => {
      const { standard } = act;
      const stage = stageNamed(standard.stages, key);
      if (!stage || stage.retiredAt) {
        const known = standard.stages.filter((one) => !one.retiredAt).map((one) => one.key);
        throw new Refusal(422, `There is no stage “${key}”. The stages are ${known.join(', ')}.`, { field: 'stage' });
      }
      if (act.case.lead.state === 'closed') throw new Refusal(409, 'This lead is closed. Reopen it to move it.');
      if (stage.kind === 'lost') throw new Refusal(422, 'Close it as lost and say why.', { field: 'stage' });
      markSeen(act);
      if (stage.kind === 'won') return closeCase(act, { outcome: 'won' });
      await moveStage(act, key);
      if (stage.kind === 'proposal') await followUp(act);
    }),
  );

/** A proposal is to be followed up; who was asleep is awake by it. */
async function followUp(act: Act): Promise<void> {
  const { timetable, rule } = act.standard;
  const { lead } = act.case;
  if (lead.state === 'later') Object.assign(lead, { state: 'open', later_until_at: null });
  await planStep(act, nextStep({ is: 'proposal-sent', chased: 0, at: act.now }, timetable, rule, act.now));
}
