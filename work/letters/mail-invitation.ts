import { invitation } from '#domain/letters/invitation.ts';
import { sayer } from '#domain/say-time.ts';
import type { Tx } from '#store/engine.ts';
import { findMember } from '#store/members.ts';
import { queueLetter } from '#store/outbox.ts';
import type { MemberRow, OutboxEntryRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { readLink } from '../people/use-link.ts';
import { seal, unseal } from '../running/seal.ts';
import type { Composed } from './deliver-outbox.ts';

type Body = { link: string; by: string | null };

/**
 * Puts the mail with an invitation's link into the outbox, where mail goes out at all. The link lies there sealed: whoever reads the
 * database cannot come in by it.
 */
export async function mailInvitation(
  env: Env,
  tx: Tx,
  { memberId, token, by }: { memberId: string; token: string; by: string | null },
): Promise<boolean> {
  if (!env.settings.smtpUrl) return false;
  const id = tx.id();
  const body: Body = { link: seal(env, id, token), by };
  await queueLetter(tx.db, {
    id,
    key: `invitation:${id}`,
    kind: 'invitation',
    audience: 'member',
    dueAt: tx.now,
    at: tx.now,
    memberId,
    body: JSON.stringify(body),
  });
  tx.after('outbox');
  return true;
}

/** The row of an invitation that is over and done with, whatever became of it: whoever has the secret later finds no link in it. */
export function withoutLink({ kind, body }: Pick<OutboxEntryRow, 'kind' | 'body'>): { body?: string } {
  if (kind !== 'invitation' || !body) return {};
  const { link: _, ...rest } = JSON.parse(body) as Body;
  return { body: JSON.stringify(rest) };
}

/** The mail itself, as long as its link still works. */
export async function composeInvitation(env: Env, { team }: Standard, row: OutboxEntryRow, member: MemberRow): Promise<Composed> {
  const { link, by } = JSON.parse(row.body ?? '{}') as Body;
  const token = unseal(env, row.id, link);
  if (token === null) return { refuse: 'The secret of this Baton is another one now. Make a new invitation.' };
  const seen = await readLink(env, token);
  if (!seen.open) return { skip: 'its link works no longer' };
  const language = team.locale.startsWith('de') ? 'de' : 'en';
  const say = sayer(team.locale, team.zone);
  const letter = invitation({
    language,
    team,
    name: member.name,
    by: by && ((await findMember(env.read, by))?.name ?? null),
    url: `${env.settings.url}/invitation/${token}`,
    until: say.date(seen.until),
  });
  return { letter: { ...letter, to: { name: member.name, address: member.email }, automatic: true } };
}
