import { isPhone, sayPhone } from '#domain/contact.ts';
import type { Sayer } from '#domain/say-time.ts';
import { findLeadByNumber } from '#store/leads.ts';
import { showLead } from '#store/read-leads.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { offeredDays, offeredTimes } from '../lead/offered-times.ts';
import { whoOf } from '../who-of.ts';

export type DayOnSheet = NonNullable<Awaited<ReturnType<typeof daySheet>>>;

/** What the sheet over Today needs of one lead: what is to be done, and the times that can be chosen by one tap. */
export async function daySheet({ read, now: clock, settings }: Env, { team, timetable }: Standard, say: Sayer, number: number) {
  const row = number > 0 ? await findLeadByNumber(read, number) : undefined;
  if (!row) return null;
  const lead = await showLead(read, row);
  const now = clock();
  const due = lead.clock_started_at === null ? null : lead.answer_due_at;
  return {
    number,
    version: row.version,
    who: whoOf(lead, team.country),
    open: row.state === 'open',
    what: row.next_what,
    /** They are to hear from us: the step is done by that alone. */
    owed: due !== null,
    told: due === null ? null : say.byNear(due, now),
    call: isPhone(lead.contact_phone)
      ? { href: `tel:${lead.contact_phone}`, words: sayPhone(lead.contact_phone, team.country) }
      : null,
    mail: lead.contact_email !== null && settings.smtpUrl !== undefined,
    today: timetable.dayOf(now),
    days: offeredDays(timetable, now, say),
    times: offeredTimes(timetable, now, say),
    longer: due === null ? [] : offeredTimes(timetable, now, say, due),
  };
}
