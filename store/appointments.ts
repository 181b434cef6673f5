import type { Db } from './engine.ts';
import { leadsShownBy } from './family.ts';
import { inserter } from './insert.ts';
import type { AppointmentRow } from './schema.ts';

export const addAppointment = inserter('appointments');

export const findAppointment = (db: Db, id: string): Promise<AppointmentRow | undefined> =>
  db.selectFrom('appointments').selectAll().where('id', '=', id).executeTakeFirst();

/** The appointments of a lead and of those merged into it, the earliest first; cancelled ones too. */
export const appointmentsOf = async (db: Db, leadId: string): Promise<AppointmentRow[]> =>
  db
    .selectFrom('appointments')
    .selectAll()
    .where('lead_id', 'in', await leadsShownBy(db, leadId))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
