import type { Db } from './engine.ts';
import { inserter } from './insert.ts';
import { prepared } from './prepared.ts';
import type { MemberRow } from './schema.ts';

export const addMemberRow = inserter('members');

const memberById = prepared<{ id: string }, MemberRow>((db, slot) =>
  db.selectFrom('members').selectAll().where('id', '=', slot('id')),
);

export const findMember = async (db: Db, id: string): Promise<MemberRow | undefined> => (await memberById(db, { id }))[0];

/**
 * Takes a member for this deed alone. Who signs in, comes in by an invitation, is given a link, changes a password or is removed comes
 * one after the other, so that what ends by the one is not begun anew by the other.
 */
export const takeMember = (db: Db, id: string): Promise<MemberRow | undefined> =>
  db
    .updateTable('members')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();

export const findMemberByEmail = (db: Db, email: string): Promise<MemberRow | undefined> =>
  db.selectFrom('members').selectAll().where('email', '=', email).where('removed_at', 'is', null).executeTakeFirst();

/** Members who are still here, the longest first. */
export const listMembers = (db: Db): Promise<MemberRow[]> =>
  db.selectFrom('members').selectAll().where('removed_at', 'is', null).orderBy('created_at').orderBy('id').execute();

/** Whether this member may own a lead. */
export async function isOwner(db: Db, memberId: string): Promise<boolean> {
  return (await db.selectFrom('owners').select('member_id').where('member_id', '=', memberId).executeTakeFirst()) !== undefined;
}

/** Members who may own a lead, the longest first. */
export const listOwners = (db: Db): Promise<MemberRow[]> =>
  db
    .selectFrom('members')
    .innerJoin('owners', 'owners.member_id', 'members.id')
    .selectAll('members')
    .orderBy('members.created_at')
    .orderBy('members.id')
    .execute();

/** Until when a member is away or busy, or null where they are here. An absence without an end lasts a day for the asker. */
export async function absentUntil(db: Db, memberId: string, now: number): Promise<number | null> {
  const absences = await db
    .selectFrom('absences')
    .select(['until_at'])
    .where('member_id', '=', memberId)
    .where('from_at', '<=', now)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))
    .execute();
  if (absences.length === 0) return null;
  return Math.max(...absences.map(({ until_at }) => until_at ?? now + 86_400_000));
}

/** Whether the member is away at this moment (milliseconds). */
export const isAbsent = async (db: Db, memberId: string, now: number): Promise<boolean> =>
  (await absentUntil(db, memberId, now)) !== null;
