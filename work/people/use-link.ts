import type { Db, Tx } from '#store/engine.ts';
import { findMember, takeMember } from '#store/members.ts';
import type { LinkRow, MemberRow } from '#store/schema.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../running/secret.ts';

type Purpose = LinkRow['purpose'];

/** A link that may be used, or why it may not, in words. */
type LinkSeen =
  | { open: true; purpose: Purpose; member: MemberRow | null; until: number }
  | { open: false; known: boolean; words: string };

const words = {
  unknown: 'This link does not work. Perhaps it was cut short, or a newer one took its place.',
  used: 'This link has been used already. It works once.',
  over: 'This link has ended. Ask for a new one.',
  claimed: 'This Baton has been set up already. Sign in instead.',
} as const;

/** What is behind a link. Looking uses nothing up, so a scanner that opens every link in a mail does no harm. */
export const readLink = (env: Env, token: string): Promise<LinkSeen> => lookAt(env.read, hashToken(token), env.now());

async function lookAt(db: Db, hash: string, now: number): Promise<LinkSeen> {
  const link = await db.selectFrom('links').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (!link) return { open: false, known: false, words: words.unknown };
  if (link.purpose === 'set-up' && (await findStandard(db))) return { open: false, known: true, words: words.claimed };
  if (link.used_at !== null) return { open: false, known: true, words: words.used };
  const member = link.member_id === null ? null : ((await findMember(db, link.member_id)) ?? null);
  if (link.expires_due_at <= now || (link.purpose !== 'set-up' && member?.removed_at !== null))
    return { open: false, known: true, words: words.over };
  return { open: true, purpose: link.purpose, member, until: link.expires_due_at };
}

/** Whose link this is; the member is taken for this deed alone. Throws a Refusal where it may not be used, or not for this. */
export async function checkLink(tx: Tx, hash: string, purpose: Purpose): Promise<{ memberId: string | null }> {
  const memberId = await whose(tx, hash, purpose);
  if (memberId === null) return { memberId };
  await takeMember(tx.db, memberId);
  // Until then somebody else may have taken it back, or used it.
  return { memberId: await whose(tx, hash, purpose) };
}

async function whose(tx: Tx, hash: string, purpose: Purpose): Promise<string | null> {
  const seen = await lookAt(tx.db, hash, tx.now);
  if (!seen.open) throw new Refusal(seen.known ? 409 : 404, seen.words);
  if (seen.purpose !== purpose) throw new Refusal(404, words.unknown);
  return seen.member?.id ?? null;
}

/** Uses a link up as a part of the deed it is for. Throws as `checkLink` does. */
export async function useLink(tx: Tx, hash: string, purpose: Purpose): Promise<{ memberId: string | null }> {
  const link = await checkLink(tx, hash, purpose);
  const taken = await tx.db
    .updateTable('links')
    .set({ used_at: tx.now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('hash')
    .execute();
  if (taken.length === 0) throw new Refusal(409, words.used);
  return link;
}

/** Takes back what was given out to a member and not used yet. */
export const endLinks = async (tx: Tx, memberId: string): Promise<void> =>
  void (await tx.db.deleteFrom('links').where('member_id', '=', memberId).where('used_at', 'is', null).execute());
