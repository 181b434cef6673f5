import type { Db } from './engine.ts';
import { contactsShownBy, leadsOfFamily, pointsOfFamily } from './family.ts';
import { type LeadShown, showLeads } from './read-leads.ts';
import type { ContactRow, PointRow } from './schema.ts';

type WholeContact = {
  contact: ContactRow;
  points: PointRow[];
  /** The newest first, at most 200. */
  leads: LeadShown[];
  /** Those that were merged into it. */
  merged: ContactRow[];
};

const most = 200;

/** A contact with what belongs to it and to those merged into it; undefined where there is none. */
export async function readContact(db: Db, id: string): Promise<WholeContact | undefined> {
  const ids = await contactsShownBy(db, id);
  if (ids.length === 0) return undefined;
  const all = await db.selectFrom('contacts').selectAll().where('id', 'in', ids).orderBy('created_at').orderBy('id').execute();
  const points = await pointsOfFamily(db, id);
  const leads = await showLeads(db, (await leadsOfFamily(db, id)).slice(0, most));
  return {
    contact: all.find((one) => one.id === id)!,
    points,
    leads: leads.sort((a, b) => b.number - a.number),
    merged: all.filter((one) => one.id !== id),
  };
}
