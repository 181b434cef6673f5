import type { Act } from './act-on-lead.ts';

/** A sleeping lead is open work again; its step is due now, and it says that it came back. */
export function wakeLead(act: Act): void {
  const { lead } = act.case;
  lead.state = 'open';
  lead.later_until_at = null;
  lead.woke_at = act.now;
  lead.next_what ??= 'Get in touch again';
  lead.next_due_at = act.now;
  lead.next_suggested_at ??= act.now;
  act.tell('woke');
}
