import type { Sayer } from '#domain/say-time.ts';
import { listOwners } from '#store/members.ts';
import { openTasksOf } from '#store/read-tasks.ts';
import type { Env } from '#work/env.ts';

export type LeadTasks = Awaited<ReturnType<typeof leadTasks>>;

/** What somebody was asked to do for a lead and has not done yet, and who can be asked. */
export async function leadTasks({ read, now: clock }: Pick<Env, 'read' | 'now'>, leadId: string, me: string, say: Sayer) {
  const now = clock();
  const [tasks, owners] = await Promise.all([openTasksOf(read, leadId), listOwners(read)]);
  return {
    rows: tasks.map((task) => ({
      id: task.id,
      what: task.what,
      with: task.member_id === me ? 'you' : task.member_name,
      when: say.nearDay(task.due_at, now),
      late: task.due_at < now && say.nearDay(task.due_at, now) !== 'today',
    })),
    helpers: [{ id: me, name: 'me' }, ...owners.filter(({ id }) => id !== me).map(({ id, name }) => ({ id, name }))],
  };
}
