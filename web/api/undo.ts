import { z } from 'zod';
import { showLead } from '#store/read-leads.ts';
import { settleLetter } from '#work/leads/settle-letter.ts';
import { undoAct } from '#work/leads/undo-act.ts';
import type { At } from './address.ts';
import { acted, actedOf } from './lead-acts.ts';
import { lead, leadOf } from './lead-shape.ts';

const answer = z.object({ lead: lead.nullable().meta({ description: 'null where it was an act on an arrival.' }) });

export function undoing(at: At): void {
  at(
    {
      method: 'POST',
      path: '/undo/:id',
      who: 'write',
      says: 'Takes an act on a lead or an arrival back, within ten seconds, by the member who did it.',
      answer,
    },
    ({ c, asker, act }) =>
      act(
        (env) => undoAct(env, { id: c.req.param('id')!, memberId: asker.member.id }),
        async (db, row) => ({ lead: row && leadOf(await showLead(db, row)) }),
      ),
  );
  at(
    {
      method: 'POST',
      path: '/letters/:id/settle',
      who: 'write',
      says: 'Says what became of a letter that was kept, refused, or of which nobody could tell: sent by hand, or not.',
      body: z.strictObject({ sent: z.boolean() }),
      answer: acted,
    },
    ({ c, asker, body, act }) =>
      act((env) => settleLetter(env, { id: c.req.param('id')!, memberId: asker.member.id, sent: body.sent }), actedOf),
  );
}
