import { unsentSince } from '#store/leads.ts';
import { changeLetter, findLetter } from '#store/outbox.ts';
import type { Env } from '../env.ts';
import { answered } from '../letters/settle-delivery.ts';
import { Refusal } from '../refusal.ts';
import { actOnLead, type Done } from './act-on-lead.ts';

/** A member says what became of a letter that Baton kept, or could not tell: "I sent it", or it did not go. */
export const settleLetter = (env: Env, asked: { id: string; memberId: string; sent: boolean }): Promise<Done<void>> =>
  env.write(async (tx) => {
    const leadId = (await findLetter(tx.db, asked.id))?.lead_id;
    if (!leadId) throw new Refusal(404, 'There is no such letter.');
    return actOnLead(tx, { id: leadId }, { memberId: asked.memberId }, 'settle', async (act) => {
      // Read once the lead is ours: somebody else may just have said so.
      const row = (await findLetter(tx.db, asked.id))!;
      if (!['kept', 'refused', 'unknown'].includes(row.state) || row.settled_by)
        throw new Refusal(409, 'Nothing has to be said about this letter.');
      const said = { settled_by: asked.memberId, sent_at: asked.sent ? tx.now : null };
      if (!(await changeLetter(tx.db, row, said))) throw new Refusal(409, 'Somebody has said so already.');
      act.made.push({ table: 'outbox', id: row.id, was: { settled_by: null, sent_at: row.sent_at } });
      act.case.unsentAt = await unsentSince(tx.db, leadId);
      act.tell(asked.sent ? 'letter-sent-elsewhere' : 'letter-given-up', { letter: row.id });
      if (asked.sent && row.kind === 'reply') await answered(act, row);
    });
  });
