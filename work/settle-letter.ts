import { changeLetter, findLetter } from '#store/outbox.ts';
import type { LeadRow } from '#store/schema.ts';
import { actOnLead } from './act-on-lead.ts';
import type { Env } from './env.ts';
import { Refusal } from './refusal.ts';
import { answered } from './settle-delivery.ts';

/** A member says what became of a letter that Baton kept, or could not tell: "I sent it", or it did not go. */
export const settleLetter = (env: Env, asked: { id: string; memberId: string; sent: boolean }): Promise<LeadRow> =>
  env.write(async (tx) => {
    const row = await findLetter(tx.db, asked.id);
    if (!row?.lead_id) throw new Refusal(404, 'There is no such letter.');
    if (!['kept', 'refused', 'unknown'].includes(row.state) || row.settled_by)
      throw new Refusal(409, 'Nothing has to be said about this letter.');
    const done = await actOnLead(tx, { id: row.lead_id }, { memberId: asked.memberId }, 'settle', async (act) => {
      await changeLetter(tx.db, row, { settled_by: asked.memberId, ...(asked.sent ? { sent_at: tx.now } : {}) });
      act.case.unsentAt = null;
      act.tell(asked.sent ? 'letter-sent-elsewhere' : 'letter-given-up', { letter: row.id });
      if (asked.sent && row.kind === 'reply') await answered(act, row);
    });
    return done.lead;
  });
