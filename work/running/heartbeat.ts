import type { Tx } from '#store/engine.ts';
import { remindersLastRan } from '#store/health.ts';
import { lookAgain } from '#store/look.ts';
import { listMembers } from '#store/members.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { queueList } from '../letters/queue-list.ts';

/** So much opening time without a tick is told to the admins. Milliseconds. */
const longest = 10 * 60_000;
/** A tick that was so far in the future shows that the clock has been set back since. Milliseconds. */
const setBack = 5_000;

/** Keeps that the clock ticks, so that anybody can see when it does not, and tells when it did not for a while. */
export const heartbeat = (env: Env): Promise<void> =>
  env.write(async (tx) => {
    const last = await remindersLastRan(tx.db);
    const beat = { finished_at: tx.now, due_at: tx.now };
    await tx.db
      .insertInto('chores')
      .values({ name: 'tick', lease_until_at: null, started_at: null, error: null, ...beat })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(beat))
      .execute();
    if (last !== null && tx.now - last > longest) await tellOfGap(tx, last);
    if (last !== null && last - tx.now > setBack) await lookAgain(tx.db, tx.now);
  });

async function tellOfGap(tx: Tx, last: number): Promise<void> {
  const standard = await findStandard(tx.db);
  if (!standard) return;
  const { team, timetable } = standard;
  const from = Math.max(last, team.created_at);
  if (timetable.openTimeBetween(from, tx.now) <= longest) return;
  const dueAt = timetable.isOpen(tx.now) ? tx.now : timetable.nextOpening(tx.now);
  for (const { id, role } of await listMembers(tx.db))
    if (role === 'admin')
      await queueList(tx, { kind: 'health', key: `health:${from}:${id}`, memberId: id, dueAt, facts: { from, until: tx.now } });
}
