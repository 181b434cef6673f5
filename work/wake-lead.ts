import type { Act } from './act-on-lead.ts';

/** A sleeping lead is open work again: its step is for today (or the next business day), and it says that it came back. */
export function wakeLead(act: Act): void {
  const { lead } = act.case;
  lead.state = 'open';
  lead.later_until_at = null;
  lead.woke_at = act.now;
  lead.next_what ??= 'Get in touch again';
  const { timetable } = act.standard;
  const day = timetable.addBusinessDays(timetable.dayOf(act.now), 0);
  const closing = timetable.blocksOn(day).at(-1)!.until;
  lead.next_due_at = closing > act.now ? closing : timetable.blocksOn(timetable.nextBusinessDay(day)).at(-1)!.until;
  lead.next_suggested_at ??= act.now;
  act.tell('woke');
}
