import { nextBundle } from '#domain/notice-times.ts';
import { lateLeads } from '#store/look.ts';
import { listMembers } from '#store/members.ts';
import { queueLetter } from '#store/outbox.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';

const chore = 'late-bundle';

/** At 11:30 and 16:00 the admins hear of everything that is late, in one mail. After downtime once, not for every time that passed. */
export async function bundleLate(env: Env): Promise<void> {
  const { timetable } = await readStandard(env.read);
  const planned = await env.read.selectFrom('chores').select('due_at').where('name', '=', chore).executeTakeFirst();
  const now = env.now();
  const next = nextBundle(now, timetable);
  // Later than the next one: the clock or the hours have changed since it was planned.
  if (planned && planned.due_at > now && planned.due_at <= next) return;
  const isDue = planned !== undefined && planned.due_at <= now;
  await env.write(async (tx) => {
    if (!planned) {
      await tx.db
        .insertInto('chores')
        .values({ name: chore, due_at: next, lease_until_at: null, started_at: null, finished_at: null, error: null })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      return;
    }
    const { numUpdatedRows } = await tx.db
      .updateTable('chores')
      .set({ due_at: next, finished_at: now })
      .where('name', '=', chore)
      .where('due_at', '=', planned.due_at)
      .executeTakeFirst();
    if (numUpdatedRows === 0n || !isDue || (await lateLeads(tx.db, 1)).length === 0) return;
    for (const member of await listMembers(tx.db)) {
      if (member.role !== 'admin') continue;
      await queueLetter(tx.db, {
        id: tx.id(),
        key: `notice:late:${planned.due_at}:${member.id}`,
        kind: 'notice',
        audience: 'member',
        dueAt: timetable.isOpen(now) ? now : timetable.nextOpening(now),
        at: now,
        memberId: member.id,
        body: JSON.stringify({ kind: chore }),
      });
    }
    tx.after('outbox');
  });
}
