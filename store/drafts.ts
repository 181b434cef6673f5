import type { Db } from './engine.ts';
import type { DraftRow } from './schema.ts';

/** What members are writing on a lead, the last one touched first. */
export const draftsOfLead = (db: Db, leadId: string) =>
  db
    .selectFrom('drafts')
    .innerJoin('members', 'members.id', 'drafts.member_id')
    .select(['drafts.member_id', 'drafts.kind', 'drafts.text', 'drafts.touched_at', 'members.name as by'])
    .where('drafts.lead_id', '=', leadId)
    .orderBy('drafts.touched_at', 'desc')
    .execute();

type Whose = Pick<DraftRow, 'lead_id' | 'member_id'>;

export const findDraft = (db: Db, { lead_id, member_id }: Whose): Promise<DraftRow | undefined> =>
  db.selectFrom('drafts').selectAll().where('lead_id', '=', lead_id).where('member_id', '=', member_id).executeTakeFirst();

export const putDraft = (db: Db, draft: DraftRow): Promise<unknown> =>
  db
    .insertInto('drafts')
    .values(draft)
    .onConflict((conflict) =>
      conflict
        .columns(['lead_id', 'member_id'])
        .doUpdateSet({ kind: draft.kind, text: draft.text, touched_at: draft.touched_at }),
    )
    .execute();

export const dropDraft = (db: Db, { lead_id, member_id }: Whose): Promise<unknown> =>
  db.deleteFrom('drafts').where('lead_id', '=', lead_id).where('member_id', '=', member_id).execute();
