import { setColumns } from '#store/insert.ts';
import { takeTask } from '#store/read-tasks.ts';
import type { TaskRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { actOnLead, type Done } from './act-on-lead.ts';

type Asked = { id: string; memberId: string };
type Ended = { task: TaskRow; undo: Done<unknown>['undo'] };

/** A member has done a task; on its lead that is on the timeline, and can be undone. */
export const finishTask = (env: Env, asked: Asked): Promise<Ended> => endTask(env, asked, 'done_at');

/** A task is no longer needed; told and undone in the same way. */
export const dropTask = (env: Env, asked: Asked): Promise<Ended> => endTask(env, asked, 'dropped_at');

const acts = {
  done_at: { name: 'task', told: 'task-done' },
  dropped_at: { name: 'task-drop', told: 'task-dropped' },
} as const;

const endTask = (env: Env, { id, memberId }: Asked, column: keyof typeof acts): Promise<Ended> =>
  env.write(async (tx) => {
    const task = await takeTask(tx.db, id);
    if (!task) throw new Refusal(404, 'There is no such task.');
    if (task.done_at !== null) throw new Refusal(409, 'This is done already.');
    if (task.dropped_at !== null) throw new Refusal(409, 'This is no longer to be done.');
    const ended = { ...task, [column]: tx.now };
    await setColumns(tx.db, 'tasks', id, { [column]: tx.now });
    if (!task.lead_id) return { task: ended, undo: null };
    const { name, told } = acts[column];
    const { undo } = await actOnLead(tx, { id: task.lead_id }, { memberId }, name, async (act) => {
      act.made.push({ table: 'tasks', id, was: { [column]: null } });
      act.tell(told, { task: id });
    });
    return { task: ended, undo };
  });
