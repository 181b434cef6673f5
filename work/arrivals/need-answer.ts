import { isSource } from '#domain/source.ts';
import { setColumns } from '#store/insert.ts';
import type { Env } from '../env.ts';
import { type Actor, actOnLead, type Which } from '../leads/act-on-lead.ts';
import { markSeen, startClock, stopWaiting } from '../leads/moves.ts';
import { reopenCase } from '../leads/reopen-lead.ts';
import { wakeLead } from '../leads/wake-lead.ts';
import { Refusal } from '../refusal.ts';

/** What looked like a mere thank-you needs an answer after all; it is owed since they wrote it. */
export const needAnswer = (env: Env, which: Which, actor: Actor, touchId: string) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'needs-answer', async (act) => {
      const { lead } = act.case;
      const touch = await tx.db
        .selectFrom('touches')
        .selectAll()
        .where('id', '=', touchId)
        .where('lead_id', '=', lead.id)
        .where('courtesy_at', 'is not', null)
        .where('undone_at', 'is', null)
        .executeTakeFirst();
      if (!touch) throw new Refusal(409, 'This counts as a message already.');
      await setColumns(tx.db, 'touches', touch.id, { courtesy_at: null });
      act.made.push({ table: 'touches', id: touch.id, was: { courtesy_at: touch.courtesy_at } });
      markSeen(act);
      lead.inbound_count += 1;
      if (lead.state === 'closed') await reopenCase(act);
      if (lead.state === 'later') await wakeLead(act);
      await stopWaiting(act);
      if (!act.case.clock) {
        const source = isSource(touch.kind) ? touch.kind : 'other';
        await startClock(act, lead.first_answer_at === null ? 'first' : 'again', {
          at: touch.at,
          source,
          channel: lead.channel_id,
        });
      }
      act.tell('needs-answer', { touch: touch.id });
    }),
  );
