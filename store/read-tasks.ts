import type { Db } from './engine.ts';
import { inserter } from './insert.ts';
import { notPractice } from './practice.ts';
import type { TaskRow } from './schema.ts';

export const addTask = inserter('tasks');

/** Takes a task for this deed alone, so that of two who end it at once only one does. */
export const takeTask = (db: Db, id: string): Promise<TaskRow | undefined> =>
  db
    .updateTable('tasks')
    .set((eb) => ({ what: eb.ref('what') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();

const most = 200;

/** Tasks that are due and not done, the longest due first; `memberId` cuts them to one member's. */
export function dueTasks(db: Db, now: number, memberId?: string) {
  const query = db
    .selectFrom('tasks')
    .innerJoin('members', 'members.id', 'tasks.member_id')
    .leftJoin('members as askers', 'askers.id', 'tasks.asked_by')
    .leftJoin('leads', 'leads.id', 'tasks.lead_id')
    .leftJoin('contacts', 'contacts.id', 'leads.contact_id')
    .selectAll('tasks')
    .select([
      'members.name as member_name',
      'askers.name as asker_name',
      'leads.number as lead_number',
      'contacts.name as contact_name',
    ])
    .where('tasks.done_at', 'is', null)
    .where('tasks.dropped_at', 'is', null)
    .where('tasks.due_at', '<=', now)
    .where((eb) => eb.or([eb('leads.id', 'is', null), notPractice('leads')]))
    .orderBy('tasks.due_at')
    .orderBy('tasks.id')
    .limit(most);
  return (memberId === undefined ? query : query.where('tasks.member_id', '=', memberId)).execute();
}

/** What is still to be done for a lead, the soonest first. */
export const openTasksOf = (db: Db, leadId: string) =>
  db
    .selectFrom('tasks')
    .innerJoin('members', 'members.id', 'tasks.member_id')
    .selectAll('tasks')
    .select('members.name as member_name')
    .where('tasks.lead_id', '=', leadId)
    .where('tasks.done_at', 'is', null)
    .where('tasks.dropped_at', 'is', null)
    .orderBy('tasks.due_at')
    .orderBy('tasks.id')
    .execute();
