import type { Act } from './act-on-lead.ts';
import { planStep } from './moves.ts';

/** A sleeping lead is open work again: its step is for today (or the next business day), and it says that it came back. */
export async function wakeLead(act: Act): Promise<void> {
  const { lead } = act.case;
  lead.state = 'open';
  lead.later_until_at = null;
  const { timetable } = act.standard;
  const day = timetable.addBusinessDays(timetable.dayOf(act.now), 0);
  const closing = timetable.blocksOn(day).at(-1)!.until;
  const dueAt = closing > act.now ? closing : timetable.blocksOn(timetable.nextBusinessDay(day)).at(-1)!.until;
  const chosen = lead.next_what !== null && lead.next_suggested_at === null;
  await planStep(act, { what: lead.next_what ?? 'Get in touch again', dueAt, waiting: false, chosen });
  lead.woke_at = act.now;
  act.tell('woke');
}
