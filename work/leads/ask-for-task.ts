import { oneLine } from '#domain/well-formed.ts';
import { findMember, isOwner } from '#store/members.ts';
import { addTask } from '#store/read-tasks.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, actOnLead, type Done, type Which } from './act-on-lead.ts';
import { markSeen } from './moves.ts';

type Task = { what: string; dueAt: number /** Who is to do it; one may ask oneself. */; memberId: string };

const longest = 300;

/**
 * Something small to be done for a lead, by whoever it is asked of; its owner and its next step stay. Never refused for being late.
 * Gives the task's id.
 */
export const askForTask = (
  env: Env,
  { id, number }: Which,
  actor: Actor & { memberId: string },
  task: Task,
): Promise<Done<string>> =>
  env.write(async (tx) => {
    const what = oneLine(task.what, longest);
    if (!what) throw new Refusal(422, 'Say what is to be done.', { field: 'what' });
    const helper = await findMember(tx.db, task.memberId);
    if (!helper || !(await isOwner(tx.db, helper.id)))
      throw new Refusal(422, 'Choose somebody of the team who does work here.', { field: 'member' });
    const which = { ...(id ? { id } : {}), ...(number ? { number } : {}) };
    return actOnLead(tx, which, actor, 'task-asked', async (act) => {
      if (act.case.lead.merged_into_id) throw new Refusal(409, 'This lead was merged into another. Ask for it there.');
      const row = {
        id: tx.id(),
        lead_id: act.case.lead.id,
        member_id: helper.id,
        asked_by: actor.memberId,
        what,
        due_at: task.dueAt,
        done_at: null,
        dropped_at: null,
        look_due_at: null,
        created_at: act.now,
      };
      await addTask(tx.db, row);
      act.made.push({ table: 'tasks', id: row.id });
      markSeen(act);
      act.tell('task-asked', { task: row.id, of: helper.id, due: task.dueAt });
      return row.id;
    });
  });
