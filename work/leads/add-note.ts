import { manyLines } from '#domain/well-formed.ts';
import { addNoteRow } from '#store/notes.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen } from './moves.ts';

/** Something to remember about a lead, in any state of it. It answers nobody and plans nothing, so it is never refused for being late. */
export const addNote = (env: Env, { id, number }: Which, actor: Actor & { memberId: string }, said: string) =>
  env.write((tx) =>
    actOnLead(tx, { ...(id ? { id } : {}), ...(number ? { number } : {}) }, actor, 'note', async (act) => {
      const text = manyLines(said);
      if (text === '') throw new Refusal(422, 'There is nothing written yet.', { field: 'text' });
      const note = { id: tx.id(), lead_id: act.case.lead.id, member_id: actor.memberId, text, at: act.now };
      await addNoteRow(tx.db, note);
      act.made.push({ table: 'notes', id: note.id });
      markSeen(act);
      act.tell('note', { note: note.id });
    }),
  );
