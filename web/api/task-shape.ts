import { z } from 'zod';
import type { dueTasks, openTasksOf } from '#store/read-tasks.ts';
import { iso } from './fields.ts';
import { person, time } from './lead-shape.ts';

const asked = { id: z.string(), what: z.string(), dueAt: time, member: person };

/** What somebody was asked to do for a lead. */
export const leadTask = z.object(asked);

export const task = leadTask
  .extend({
    lead: z.int().nullable().meta({ description: 'The number of its lead.' }),
    name: z.string().nullable().meta({ description: 'Whom it is about.' }),
  })
  .meta({ id: 'Task' });

type Row = Awaited<ReturnType<typeof openTasksOf>>[number];

export const leadTaskOf = ({ id, what, due_at, member_id, member_name }: Row): z.output<typeof leadTask> => ({
  id,
  what,
  dueAt: iso(due_at),
  member: { id: member_id, name: member_name },
});

export const taskOf = (row: Awaited<ReturnType<typeof dueTasks>>[number]): z.output<typeof task> => ({
  ...leadTaskOf(row),
  lead: row.lead_number,
  name: row.contact_name,
});
