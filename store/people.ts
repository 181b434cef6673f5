import type { Db } from './engine.ts';
import { listMembers } from './members.ts';
import type { MemberRow, OutboxEntryRow } from './schema.ts';

/** A member as the people page shows one. `standing`: invited means that an invitation waits; locked-out, that there is no way in. */
export type Person = {
  member: MemberRow;
  standing: 'in' | 'invited' | 'locked-out';
  invitedUntil: number | null;
  twoFactor: boolean;
  passkeys: number;
  sessions: number;
  seenAt: number | null;
  /** What became of the mail with the invitation that waits: it is on its way, it went, or it did not; null where there is none. */
  mail: 'on its way' | 'sent' | 'not sent' | null;
};

/** Everybody who is here, the longest first. */
export async function listPeople(db: Db, now: number): Promise<Person[]> {
  const [members, passkeys, sessions, links, letters] = await Promise.all([
    listMembers(db),
    db.selectFrom('passkeys').select('member_id').execute(),
    db
      .selectFrom('sessions')
      .select(['member_id', 'seen_at'])
      .where('revoked_at', 'is', null)
      .where('expires_due_at', '>', now)
      .execute(),
    db
      .selectFrom('links')
      .select(['member_id', 'purpose', 'expires_due_at'])
      .where('used_at', 'is', null)
      .where('expires_due_at', '>', now)
      .execute(),
    db
      .selectFrom('outbox')
      .select(['member_id', 'state'])
      .where('kind', '=', 'invitation')
      // What is about no lead has an index of its own.
      .where('lead_id', 'is', null)
      .orderBy('created_at')
      .execute(),
  ]);
  return members.map((member) => {
    const own = <Row extends { member_id: string | null }>(rows: Row[]) =>
      rows.filter(({ member_id }) => member_id === member.id);
    const open = own(sessions);
    const keys = own(passkeys).length;
    const waiting = own(links);
    const invited = waiting.filter(({ purpose }) => purpose === 'invitation').map((link) => link.expires_due_at);
    const isIn = member.password_hash !== null || keys > 0 || open.length > 0;
    return {
      member,
      standing: isIn ? 'in' : waiting.length > 0 ? 'invited' : 'locked-out',
      invitedUntil: invited.length > 0 && !isIn ? Math.max(...invited) : null,
      twoFactor: member.totp_at !== null,
      passkeys: keys,
      sessions: open.length,
      seenAt: open.length > 0 ? Math.max(...open.map(({ seen_at }) => seen_at)) : null,
      mail: mailOf(own(letters).at(-1)?.state),
    };
  });
}

function mailOf(state: OutboxEntryRow['state'] | undefined): Person['mail'] {
  if (state === undefined || state === 'skipped') return null;
  if (state === 'queued' || state === 'sending') return 'on its way';
  return state === 'accepted' ? 'sent' : 'not sent';
}
