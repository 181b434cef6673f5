import type { Tx } from '#store/engine.ts';
import { findMember, listMembers } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { stopOwning } from '../leads/stop-owning.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';
import { type Role, roles } from './add-member.ts';
import { isIn } from './is-in.ts';
import { onlyAdmins } from './only-admins.ts';

/** Gives a member another role, which counts from their next click. There is always an admin who can sign in. */
export const changeRole = (env: Env, { memberId, role }: { memberId: string; role: string }, by: string | null): Promise<void> =>
  env.write(async (tx) => {
    await lockTeam(tx);
    await onlyAdmins(tx, by, 'Only an admin changes roles.');
    if (!roles.includes(role as Role))
      throw new Refusal(422, `There is no role “${role}”. The roles are ${roles.join(', ')}.`, { field: 'role' });
    const member = await findMember(tx.db, memberId);
    if (!member || member.removed_at !== null) throw new Refusal(404, 'There is no such member.');
    if (member.role === role) return;
    if (member.role === 'admin') await anotherAdmin(tx, member);
    if (role === 'viewer') await stopOwning(tx, member, by);
    if (member.role === 'viewer') await tx.db.insertInto('owners').values({ member_id: memberId, since_at: tx.now }).execute();
    await tx.db
      .updateTable('members')
      .set({ role: role as Role })
      .where('id', '=', memberId)
      .execute();
    await logSetting(tx, by, 'role changed', { member: memberId, role: member.role }, { member: memberId, role });
    tx.after('team');
  });

/** Two admins who let go of each other at the same moment come one after the other. */
export const lockTeam = async (tx: Tx): Promise<void> =>
  void (await tx.db
    .updateTable('team')
    .set((eb) => ({ settings_version: eb('settings_version', '+', 1) }))
    .execute());

/** Refuses where nobody else is admin who can sign in. */
export async function anotherAdmin(tx: Tx, member: MemberRow): Promise<void> {
  for (const other of await listMembers(tx.db))
    if (other.id !== member.id && other.role === 'admin' && (await isIn(tx, other))) return;
  throw new Refusal(409, `${member.name} is the only admin who can sign in. Make somebody else an admin first.`);
}
