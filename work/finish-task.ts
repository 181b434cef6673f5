import { setColumns } from '#store/insert.ts';
import { findTask } from '#store/read-tasks.ts';
import type { TaskRow } from '#store/schema.ts';
import { actOnLead, type Done } from './act-on-lead.ts';
import type { Env } from './env.ts';
import { Refusal } from './refusal.ts';

/** A member has done a task; on its lead that is on the timeline, and can be undone. */
export const finishTask = (
  env: Env,
  { id, memberId }: { id: string; memberId: string },
): Promise<{ task: TaskRow; undo: Done<unknown>['undo'] }> =>
  env.write(async (tx) => {
    const task = await findTask(tx.db, id);
    if (!task) throw new Refusal(404, 'There is no such task.');
    if (task.done_at !== null) throw new Refusal(409, 'This is done already.');
    if (task.dropped_at !== null) throw new Refusal(409, 'This is no longer to be done.');
    const done = { ...task, done_at: tx.now };
    const finish = () => setColumns(tx.db, 'tasks', id, { done_at: tx.now });
    if (!task.lead_id) {
      await finish();
      return { task: done, undo: null };
    }
    const { undo } = await actOnLead(tx, { id: task.lead_id }, { memberId }, 'task', async (act) => {
      await finish();
      act.made.push({ table: 'tasks', id, was: { done_at: null } });
      act.tell('task-done', { task: id });
    });
    return { task: done, undo };
  });
