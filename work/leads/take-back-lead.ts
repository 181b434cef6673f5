import type { Tx } from '#store/engine.ts';
import { takeLead } from '#store/leads.ts';
import { withdrawLetters } from '#store/outbox.ts';
import { Refusal } from '../refusal.ts';
import { type Act, actOnLead } from './act-on-lead.ts';
import { dropStep, endClock } from './moves.ts';

/** It was no piece of work: over, and in no figure. */
export async function closeAsNoEnquiry(act: Act): Promise<void> {
  const { lead } = act.case;
  await endClock(act);
  await dropStep(act);
  Object.assign(lead, {
    state: 'closed',
    owned_by_id: lead.owner_id ?? lead.owned_by_id,
    owner_id: null,
    later_until_at: null,
    outcome: 'not-an-enquiry',
    closed_at: act.now,
  });
}

/**
 * A lead that was opened a moment ago, and should not have been: nobody was in touch by it, and nobody is told of it. Its number and
 * its story stay, because nothing that was written there is ever rubbed out.
 */
export async function takeBackLead(tx: Tx, { id, version }: { id: string; version: number }, memberId: string): Promise<void> {
  if (!(await takeLead(tx.db, id, 0, version))) throw new Refusal(412, actedSince);
  await actOnLead(tx, { id, final: true }, { memberId }, 'take-back', async (act) => {
    await closeAsNoEnquiry(act);
    await tx.db
      .updateTable('touches')
      .set({ undone_at: act.now })
      .where('lead_id', '=', id)
      .where('undone_at', 'is', null)
      .execute();
    await withdrawLetters(tx.db, { lead_id: id }, act.now);
    act.case.lead.last_contact_at = null;
    act.case.lead.inbound_count = 0;
    act.tell('taken-back');
  });
}

export const actedSince = 'Somebody has acted on this lead since, so this cannot be undone any more.';
