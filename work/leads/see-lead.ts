import type { Env } from '../env.ts';
import { type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen } from './moves.ts';

/** A member has had the lead before their eyes; the owner's first look counts as seen. No other look makes it another version. */
export const seeLead = (env: Env, which: Which, actor: Actor) =>
  env.write((tx) =>
    actOnLead(tx, { ...which, quiet: 'always' }, actor, 'seen', async (act) => {
      const first = act.case.lead.seen_at === null;
      if (actor.memberId === act.case.lead.owner_id) markSeen(act);
      if (first && act.case.lead.seen_at !== null) act.tell('seen');
      await tx.db
        .insertInto('seen')
        .values({ lead_id: act.case.lead.id, member_id: actor.memberId!, at: tx.now })
        .onConflict((conflict) => conflict.columns(['lead_id', 'member_id']).doUpdateSet({ at: tx.now }))
        .execute();
    }),
  );
