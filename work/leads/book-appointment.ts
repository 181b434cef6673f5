import { nextStep } from '#domain/next-step.ts';
import { stageNamed } from '#domain/stage.ts';
import { addAppointment, appointmentsOf } from '#store/appointments.ts';
import type { AppointmentRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Done, type Which } from './act-on-lead.ts';
import { kindOfStage, markSeen, moveStage, planStep } from './moves.ts';

const bookedStage = 'call-booked';

/** Milliseconds. Appointments may overlap. */
export type Booking = { startsAt: number; endsAt: number; place?: string | null | undefined; externalId?: string | undefined };

/**
 * Keeps an appointment. It is no touch: how it was agreed is logged by itself, so it sets no last contact and a clock that runs goes
 * on, as they have not heard from us by it. A quote that is out stays out, so a lead at its proposal keeps that stage.
 */
async function bookCase(act: Act, { startsAt, endsAt, place, externalId }: Booking): Promise<AppointmentRow> {
  const { tx, case: known, made } = act;
  const { lead } = known;
  if (lead.state === 'closed') throw new Refusal(409, 'This lead is closed. Reopen it to book a time.');
  inOrder(startsAt, endsAt);
  const row: AppointmentRow = {
    id: tx.id(),
    lead_id: lead.id,
    external_id: externalId ?? null,
    starts_at: startsAt,
    ends_at: endsAt,
    place: place || null,
    cancelled_at: null,
    asked_at: null,
    created_at: act.now,
  };
  await addAppointment(tx.db, row);
  made.push({ table: 'appointments', id: row.id });
  act.tell('appointment-booked', { appointment: row.id, starts: startsAt, ends: endsAt });
  if (lead.state === 'later') Object.assign(lead, { state: 'open', later_until_at: null });
  const stage = stageNamed(act.standard.stages, bookedStage);
  if (stage && !stage.retiredAt && kindOfStage(act) !== 'proposal') await moveStage(act, bookedStage);
  await planFor(act, row);
  return row;
}

/** Books an appointment and plans the step that goes with it. Throws a Refusal (422) where it ends before it starts. */
export const bookAppointment = (env: Env, which: Which, actor: Actor, booking: Booking): Promise<Done<AppointmentRow>> =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'book', async (act) => {
      markSeen(act);
      return bookCase(act, booking);
    }),
  );

/** Throws a Refusal (422) unless it ends after it starts. */
export function inOrder(startsAt: number, endsAt: number): void {
  if (endsAt <= startsAt) throw new Refusal(422, 'It should end after it starts.', { field: 'endsAt' });
}

/** The step that goes with the appointments of a lead: after the next one that is still to end. */
export async function planFor(act: Act, latest: AppointmentRow): Promise<void> {
  const { timetable, rule } = act.standard;
  const ahead = (await appointmentsOf(act.tx.db, act.case.lead.id)).filter(
    ({ cancelled_at, ends_at }) => cancelled_at === null && ends_at > act.now,
  );
  const next = ahead.sort((a, b) => a.ends_at - b.ends_at)[0] ?? (latest.cancelled_at === null ? latest : null);
  const happening = next ? ({ is: 'appointment', endsAt: next.ends_at } as const) : ({ is: 'appointment-cancelled' } as const);
  await planStep(act, nextStep(happening, timetable, rule, act.now));
}
