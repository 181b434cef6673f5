import { z } from 'zod';
import type { AppointmentRow } from '#store/schema.ts';
import { iso, maybeIso } from './fields.ts';
import { time } from './lead-shape.ts';

export const appointment = z
  .object({ id: z.string(), startsAt: time, endsAt: time, place: z.string().nullable(), cancelledAt: time.nullable() })
  .meta({ id: 'Appointment' });

export const appointmentOf = (row: AppointmentRow): z.output<typeof appointment> => ({
  id: row.id,
  startsAt: iso(row.starts_at),
  endsAt: iso(row.ends_at),
  place: row.place,
  cancelledAt: maybeIso(row.cancelled_at),
});
