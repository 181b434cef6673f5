import { listOwners } from '#store/members.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { onceADay } from './once-a-day.ts';
import { queueList } from './queue-list.ts';

/**
 * At opening time of each business day, or as soon as Baton runs on it, each member's list is put into the outbox. Whether there is
 * anything on it is seen when it goes.
 */
export async function sendMorningLists(env: Env): Promise<void> {
  const { team, timetable } = await readStandard(env.read);
  const now = env.now();
  const date = timetable.dayOf(now);
  if (!timetable.isOpen(now) || date === timetable.dayOf(team.created_at)) return;
  await onceADay(env, 'morning lists', timetable, async (tx) => {
    for (const { id } of await listOwners(tx.db))
      await queueList(tx, { kind: 'morning-list', key: `morning:${date}:${id}`, memberId: id, dueAt: tx.now, facts: { date } });
  });
}
