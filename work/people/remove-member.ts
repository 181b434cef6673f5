import type { Tx } from '#store/engine.ts';
import { takeMember } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import { endSessions } from '#store/sessions.ts';
import type { Env } from '../env.ts';
import { stopOwning } from '../leads/stop-owning.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';
import { anotherAdmin, lockTeam } from './change-role.ts';
import { onlyAdmins } from './only-admins.ts';
import { endLinks } from './use-link.ts';

/** Ends a membership: signed out everywhere at once, keys and passkeys gone. What they did stays in the history under their name. */
export const removeMember = (env: Env, { memberId }: { memberId: string }, by: string | null): Promise<void> =>
  env.write(async (tx) => {
    await lockTeam(tx);
    await onlyAdmins(tx, by, 'Only an admin removes members.');
    const member = await takeMember(tx.db, memberId);
    if (!member || member.removed_at !== null) throw new Refusal(404, 'There is no such member.');
    if (member.role === 'admin') await anotherAdmin(tx, member);
    await letGo(tx, member, by, 'member removed');
  });

/** Everything that a member had for getting in or being asked goes. Refused while they own something. */
export async function letGo(
  tx: Tx,
  member: MemberRow,
  by: string | null,
  what: 'member removed' | 'invitation taken back',
): Promise<void> {
  const { id, role } = member;
  await stopOwning(tx, member, by);
  await tx.db
    .updateTable('channels')
    .set((eb) => ({ checker_id: eb.ref('deputy_id'), deputy_id: null }))
    .where('checker_id', '=', id)
    .execute();
  await tx.db.updateTable('channels').set({ deputy_id: null }).where('deputy_id', '=', id).execute();
  await tx.db.updateTable('channels').set({ checker_id: null }).where('checker_id', '=', id).execute();
  await endSessions(tx.db, id, tx.now);
  await endLinks(tx, id);
  await tx.db.deleteFrom('passkeys').where('member_id', '=', id).execute();
  await tx.db.deleteFrom('challenges').where('member_id', '=', id).execute();
  await tx.db
    .updateTable('keys')
    .set({ revoked_at: tx.now })
    .where('member_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
  await tx.db
    .updateTable('members')
    .set({ removed_at: tx.now, password_hash: null, totp_secret: null, totp_at: null, recovery: null })
    .where('id', '=', id)
    .execute();
  await logSetting(tx, by, what, { member: id, role }, null);
  tx.after('team');
  tx.after('sessions');
}
