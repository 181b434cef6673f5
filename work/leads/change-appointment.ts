import { findAppointment } from '#store/appointments.ts';
import { setColumns } from '#store/insert.ts';
import { findSurvivor } from '#store/leads.ts';
import type { AppointmentRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Actor, actOnLead, type Done } from './act-on-lead.ts';
import { inOrder, planFor } from './book-appointment.ts';
import { markSeen } from './moves.ts';

/** A new start alone keeps the length. */
type AppointmentChange = {
  startsAt?: number | undefined;
  endsAt?: number | undefined;
  place?: string | null | undefined;
  cancelled?: true | undefined;
};

type Asked = { id: string; version?: number | undefined; change: AppointmentChange };

/** Moves an appointment, or cancels it: then a new time is to be found. */
export const changeAppointment = (env: Env, actor: Actor, { id, version, change }: Asked): Promise<Done<AppointmentRow>> =>
  env.write(async (tx) => {
    const seen = await findAppointment(tx.db, id);
    const lead = seen && (await findSurvivor(tx.db, seen.lead_id));
    if (!lead) throw new Refusal(404, 'There is no such appointment.');
    const name = change.cancelled ? 'cancel' : 'move';
    return actOnLead(tx, { id: lead.id, version }, actor, name, async (act) => {
      const row = (await findAppointment(tx.db, id))!;
      if (row.cancelled_at !== null) throw new Refusal(409, 'This appointment was cancelled. Book a new one.');
      const after = changed(row, change, act.now);
      inOrder(after.starts_at, after.ends_at);
      const { starts_at, ends_at, place, cancelled_at } = row;
      await setColumns(tx.db, 'appointments', id, {
        starts_at: after.starts_at,
        ends_at: after.ends_at,
        place: after.place,
        cancelled_at: after.cancelled_at,
      });
      act.made.push({ table: 'appointments', id, was: { starts_at, ends_at, place, cancelled_at } });
      markSeen(act);
      if (after.cancelled_at !== null) act.tell('appointment-cancelled', { appointment: id });
      else act.tell('appointment-moved', { appointment: id, starts: after.starts_at, ends: after.ends_at });
      const moved = after.cancelled_at !== null || after.ends_at !== ends_at;
      if (moved && act.case.lead.state === 'open') await planFor(act, after);
      return after;
    });
  });

function changed(row: AppointmentRow, { startsAt, endsAt, place, cancelled }: AppointmentChange, now: number): AppointmentRow {
  const starts = startsAt ?? row.starts_at;
  return {
    ...row,
    starts_at: starts,
    ends_at: endsAt ?? starts + (row.ends_at - row.starts_at),
    place: place === undefined ? row.place : place || null,
    cancelled_at: cancelled ? now : null,
  };
}
