import { z } from 'zod';
import { bookAppointment } from '#work/leads/book-appointment.ts';
import { changeAppointment } from '#work/leads/change-appointment.ts';
import type { At } from './address.ts';
import { appointment, appointmentOf } from './appointment-shape.ts';
import { line, moment } from './fields.ts';
import { actedOf, onLead, undo } from './lead-acts.ts';
import { lead } from './lead-shape.ts';

const booking = z.strictObject({ startsAt: moment, endsAt: moment, place: line(300).nullish() });

const change = z
  .strictObject({
    startsAt: moment.meta({ description: 'Alone it keeps the length.' }),
    endsAt: moment,
    place: line(300).nullable(),
    cancelled: z.literal(true),
  })
  .partial()
  .refine((said) => Object.values(said).some((value) => value !== undefined), 'holds nothing to change.');

const booked = z.object({ appointment, lead, undo });

export function appointments(at: At): void {
  at(
    {
      method: 'POST',
      path: '/leads/:number/appointments',
      who: 'write',
      says: 'Keeps an appointment: an hour after its end somebody asks how it went. It counts as no answer; log how it was agreed.',
      body: booking,
      answer: booked,
      status: 201,
      versioned: true,
    },
    (asked) =>
      asked.act(
        (env) => bookAppointment(env, ...onLead(asked), asked.body),
        async (db, done) => ({ appointment: appointmentOf(done.value), ...(await actedOf(db, done)) }),
      ),
  );
  at(
    {
      method: 'PATCH',
      path: '/appointments/:id',
      who: 'write',
      says: 'Moves an appointment or cancels it; then a new time is to be found.',
      body: change,
      answer: booked,
      versioned: true,
    },
    ({ c, asker, version, body, act }) =>
      act(
        (env) => changeAppointment(env, { memberId: asker.member.id }, { id: c.req.param('id')!, version, change: body }),
        async (db, done) => ({ appointment: appointmentOf(done.value), ...(await actedOf(db, done)) }),
      ),
  );
}
