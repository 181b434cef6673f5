import { queueLetter } from '#store/outbox.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen, planStep } from './moves.ts';
import { furthest } from './snooze-step.ts';
import { addressFor, holdFor } from './write-letter.ts';

/** Tells the customer a new time, on their page and by mail where there is an address. That the first time was missed stays on record. */
export const sayItTakesLonger = (env: Env, which: Which, actor: Actor, until: number) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'takes-longer', async (act) => {
      const { lead, clock } = act.case;
      if (!clock) throw new Refusal(409, 'Nobody is waiting for an answer here.');
      if (until <= Math.max(act.now, clock.told_due_at ?? clock.due_at))
        throw new Refusal(422, 'Choose a time that is later than the one they have.', { field: 'until' });
      if (until > act.now + furthest) throw new Refusal(422, 'Choose a time within a year.', { field: 'until' });
      const contact = await tx.db.selectFrom('contacts').selectAll().where('id', '=', lead.contact_id).executeTakeFirstOrThrow();
      clock.told_due_at = until;
      // What has been told is told: only the notices of the new time are still to come.
      clock.noticed_at = act.now;
      markSeen(act);
      await planStep(act, { what: 'Answer', dueAt: until, waiting: false, toldThem: true });
      act.tell('takes-longer', { until });
      if (!contact.email) return { mailed: false };
      const id = tx.id();
      await queueLetter(tx.db, {
        id,
        // Taken back and told again is a letter of its own.
        key: `takes-longer:${clock.id}:${until}:${id}`,
        kind: 'takes-longer',
        audience: 'customer',
        dueAt: act.now + holdFor,
        at: act.now,
        leadId: lead.id,
        clockId: clock.id,
        contactId: contact.id,
        memberId: act.by,
        address: await addressFor(tx, contact),
        body: JSON.stringify({ until }),
      });
      act.made.push({ table: 'outbox', id });
      tx.after('outbox');
      return { mailed: true };
    }),
  );
