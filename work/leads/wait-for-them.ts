import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen, planStep } from './moves.ts';

/** It is their turn until a day; on it, at opening, the lead comes back to be followed up. */
export const waitForThem = (env: Env, which: Which, actor: Actor, until: number) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'wait', async (act) => {
      const { lead, clock } = act.case;
      const { timetable } = act.standard;
      if (lead.state !== 'open') throw new Refusal(409, 'Only an open lead can wait for them. Reopen it first.');
      if (clock) throw new Refusal(409, 'They are still to hear from us, so it is not their turn yet.');
      const dueAt = timetable.blocksOn(timetable.addBusinessDays(timetable.dayOf(until), 0))[0]!.from;
      if (dueAt <= act.now) throw new Refusal(422, 'Choose a day that is still to come.', { field: 'day' });
      markSeen(act);
      await planStep(act, { what: 'Ring if nothing comes', dueAt, waiting: true, chosen: true });
      act.tell('waits', { until: dueAt });
    }),
  );
