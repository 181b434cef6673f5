import type { Db } from './engine.ts';
import { inserter } from './insert.ts';
import { prepared } from './prepared.ts';
import type { MemberRow } from './schema.ts';

type Found = MemberRow & { session_seen_at: number };

const byHash = prepared<{ hash: string; now: number }, Found>((db, slot) =>
  db
    .selectFrom('sessions')
    .innerJoin('members', 'members.id', 'sessions.member_id')
    .selectAll('members')
    .select('sessions.seen_at as session_seen_at')
    .where('sessions.hash', '=', slot('hash'))
    .where('sessions.expires_due_at', '>', slot('now'))
    .where('sessions.revoked_at', 'is', null)
    .where('members.removed_at', 'is', null),
);

/** The member of a session that is neither over nor revoked, and when it was last noted as used. */
export async function findSession(db: Db, hash: string, now: number): Promise<{ member: MemberRow; seenAt: number } | null> {
  const [found] = await byHash(db, { hash, now });
  if (!found) return null;
  const { session_seen_at: seenAt, ...member } = found;
  return { member, seenAt };
}

/** Whose session it is or was, also when it is over. */
export const memberOfSession = async (db: Db, hash: string): Promise<string | null> =>
  (await db.selectFrom('sessions').select('member_id').where('hash', '=', hash).executeTakeFirst())?.member_id ?? null;

export const addSession = inserter('sessions');

/** Notes that a session is in use and moves its end; one that was revoked in the meantime stays so. */
export const pushSession = async (db: Db, hash: string, { seenAt, until }: { seenAt: number; until: number }): Promise<void> =>
  void (await db
    .updateTable('sessions')
    .set({ seen_at: seenAt, expires_due_at: until })
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .execute());

type SessionShown = { id: string; device: string; since: number; seenAt: number };

/** Where a member is signed in, the latest first. `id` is what ends one; it lets nobody in. */
export async function listSessions(db: Db, memberId: string, now: number): Promise<SessionShown[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null)
    .where('expires_due_at', '>', now)
    .orderBy('seen_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('hash')
    .execute();
  return rows.map(({ hash, device, created_at, seen_at }) => ({
    id: hash,
    device: device ?? 'An unknown device',
    since: created_at,
    seenAt: seen_at,
  }));
}

/** Ends sessions of a member: the one named, or all but one, or all. Returns how many ended. */
export async function endSessions(
  db: Db,
  memberId: string,
  now: number,
  which: { only?: string; but?: string | null } = {},
): Promise<number> {
  let ending = db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('member_id', '=', memberId)
    .where('revoked_at', 'is', null)
    .where('expires_due_at', '>', now);
  if (which.only !== undefined) ending = ending.where('hash', '=', which.only);
  if (which.but) ending = ending.where('hash', '<>', which.but);
  return (await ending.returning('hash').execute()).length;
}
