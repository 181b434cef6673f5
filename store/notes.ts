import type { Db } from './engine.ts';
import { leadsShownBy } from './family.ts';
import { inserter } from './insert.ts';

export const addNoteRow = inserter('notes');

/** What the team wrote down on a lead and on those merged into it, oldest first. */
export const notesOfLead = async (db: Db, leadId: string) =>
  db
    .selectFrom('notes')
    .innerJoin('members', 'members.id', 'notes.member_id')
    .select(['notes.id', 'notes.text', 'notes.at', 'notes.member_id', 'members.name as by'])
    .where('notes.lead_id', 'in', await leadsShownBy(db, leadId))
    .orderBy('notes.at')
    .orderBy('notes.id')
    .execute();
