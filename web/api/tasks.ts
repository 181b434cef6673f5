import { z } from 'zod';
import type { dueTasks } from '#store/read-tasks.ts';
import { finishTask } from '#work/finish-task.ts';
import type { At } from './address.ts';
import { iso } from './fields.ts';
import { undo } from './lead-acts.ts';
import { person, time } from './lead-shape.ts';

export const task = z
  .object({
    id: z.string(),
    what: z.string(),
    dueAt: time,
    member: person,
    lead: z.int().nullable().meta({ description: 'The number of its lead.' }),
    name: z.string().nullable().meta({ description: 'Whom it is about.' }),
  })
  .meta({ id: 'Task' });

export const taskOf = (row: Awaited<ReturnType<typeof dueTasks>>[number]): z.output<typeof task> => ({
  id: row.id,
  what: row.what,
  dueAt: iso(row.due_at),
  member: { id: row.member_id, name: row.member_name },
  lead: row.lead_number,
  name: row.contact_name,
});

const finished = z.object({ task: z.object({ id: z.string(), doneAt: time }), undo });

export function tasks(at: At): void {
  at(
    { method: 'POST', path: '/tasks/:id/done', who: 'write', says: 'Says that a task is done.', answer: finished },
    ({ c, asker, act }) =>
      act(
        (env) => finishTask(env, { id: c.req.param('id')!, memberId: asker.member.id }),
        async (_db, done) => ({
          task: { id: done.task.id, doneAt: iso(done.task.done_at!) },
          undo: done.undo && { id: done.undo.id, until: iso(done.undo.until) },
        }),
      ),
  );
}
