import { lastHourOf, weekOf } from '#domain/week.ts';
import { listMembers } from '#store/members.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { onceADay } from './once-a-day.ts';
import { queueList } from './queue-list.ts';

const fourWeeks = 28 * 86_400_000;

/** In the last opening hour of a week, in the first four weeks of a team, the admins hear how the week was. */
export async function sendFridayNote(env: Env): Promise<void> {
  const { team, timetable } = await readStandard(env.read);
  const now = env.now();
  if (now >= team.created_at + fourWeeks || !timetable.isOpen(now)) return;
  const day = weekOf(now, timetable).lastBusinessDay;
  const date = timetable.dayOf(now);
  if (day?.date !== date || now < lastHourOf(day)) return;
  await onceADay(env, 'friday note', timetable, async (tx) => {
    for (const { id, role } of await listMembers(tx.db))
      if (role === 'admin')
        await queueList(tx, { kind: 'friday-note', key: `friday:${date}:${id}`, memberId: id, dueAt: tx.now, facts: { date } });
  });
}
