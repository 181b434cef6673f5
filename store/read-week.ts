import type { FridayFigures } from '#domain/letters/friday-note.ts';
import { isReminder } from '#domain/notice-kind.ts';
import type { Db } from './engine.ts';

/** What came in since a moment, and how it was answered; practice, history and what was no enquiry are left out. */
export async function readWeek(db: Db, since: number, now: number): Promise<FridayFigures> {
  const leads = await db
    .selectFrom('leads')
    .leftJoin('clocks', (join) => join.onRef('clocks.lead_id', '=', 'leads.id').on('clocks.kind', '=', 'first'))
    .select(['leads.first_answer_at as answered_at', 'clocks.id as clock_id', 'clocks.due_at', 'clocks.ended_at'])
    .where('leads.received_at', '>=', since)
    .where('leads.received_at', '<=', now)
    .where('leads.practice_at', 'is', null)
    .where('leads.history_at', 'is', null)
    .where((eb) => eb.or([eb('leads.outcome', 'is', null), eb('leads.outcome', 'not in', ['not-an-enquiry', 'merged'])]))
    .execute();
  const inTime = leads.filter(({ answered_at, due_at }) => answered_at !== null && (due_at === null || answered_at <= due_at));
  const reminders = await remindersOf(db, since);
  return {
    came: leads.length,
    inTime: inTime.length,
    reminded: inTime.filter(({ clock_id, answered_at }) => (reminders.get(clock_id ?? '') ?? now) < answered_at!).length,
    answeredLate: leads.filter(({ answered_at, due_at }) => answered_at !== null && due_at !== null && answered_at > due_at)
      .length,
    waitingLate: leads.filter(
      ({ answered_at, due_at, ended_at }) => answered_at === null && due_at !== null && ended_at === null && due_at <= now,
    ).length,
  };
}

/** When the first reminder about each clock went. Its kind stands in its key, which no erasure blanks. */
async function remindersOf(db: Db, since: number): Promise<Map<string, number>> {
  const sent = await db
    .selectFrom('outbox')
    .select(['key', 'clock_id', 'settled_at'])
    .where('kind', '=', 'notice')
    .where('clock_id', 'is not', null)
    .where('created_at', '>=', since)
    .where('state', 'in', ['accepted', 'kept', 'bundled'])
    .orderBy('settled_at', 'desc')
    .execute();
  const reminders = sent.filter(({ key }) => isReminder(kindIn(key)));
  return new Map(reminders.map(({ clock_id, settled_at }) => [clock_id!, settled_at!]));
}

/** "three-quarters" of "notice:<clock>:three-quarters-1795…:<member>", "snoozed" of "notice:<clock>:snoozed-<step>:<member>". */
const kindIn = (key: string): string => /^(half|three-quarters|told-soon|due|snoozed)\b/.exec(key.split(':')[2] ?? '')?.[1] ?? '';
