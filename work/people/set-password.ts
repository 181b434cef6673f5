import type { Tx } from '#store/engine.ts';
import { findMember, takeMember } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import { endSessions } from '#store/sessions.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';
import { clearAttempts, countAttempt, type Tried } from './attempts.ts';
import { hashPassword, isPassword } from './password.ts';
import { endLinks } from './use-link.ts';

/** The hash of a new password of somebody's; refuses one that others would guess. */
export async function hashFor(env: Env, { email, name }: Pick<MemberRow, 'email' | 'name'>, password: string): Promise<string> {
  const team = await env.read.selectFrom('team').select('name').executeTakeFirst();
  return hashPassword(password, env.random, { team: team?.name, email, name });
}

/** Sets a password, and ends what the old one had opened: other sessions, sign-ins under way, links. */
export async function setPassword(
  tx: Tx,
  { memberId, hash, sessionId }: { memberId: string; hash: string; sessionId?: string },
): Promise<{ ended: number }> {
  await tx.db.updateTable('members').set({ password_hash: hash }).where('id', '=', memberId).execute();
  await tx.db.deleteFrom('challenges').where('member_id', '=', memberId).execute();
  await endLinks(tx, memberId);
  const ended = await endSessions(tx.db, memberId, tx.now, { but: sessionId ?? null });
  await logSetting(tx, memberId, 'password set', null, { member: memberId });
  tx.after('sessions');
  return { ended };
}

/** Changes the own password; the old one is asked for where there is one. Tells how many other sessions ended by it. */
export async function changePassword(
  env: Env,
  { memberId, sessionId, old, password }: { memberId: string; sessionId: string; old?: string | undefined; password: string },
): Promise<{ ended: number }> {
  const tried: Tried[] = [{ kind: 'password', who: memberId }];
  const before = await findMember(env.read, memberId);
  if (!before || before.removed_at !== null) throw new Refusal(404, 'There is no such member.');
  const hash = await hashFor(env, before, password);
  if (before.password_hash !== null) {
    await countAttempt(env, tried);
    if (!(await isPassword(old ?? '', before.password_hash)))
      throw new Refusal(403, 'That is not your old password.', { field: 'old' });
  }
  return env.write(async (tx) => {
    const member = await takeMember(tx.db, memberId);
    if (!member || member.removed_at !== null || member.password_hash !== before.password_hash)
      throw new Refusal(409, 'Your password was changed in the meantime. Sign in again.');
    await clearAttempts(env, tx, tried);
    return setPassword(tx, { memberId, hash, sessionId });
  });
}
