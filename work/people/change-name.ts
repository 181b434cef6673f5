import { oneLine } from '#domain/well-formed.ts';
import { findMember } from '#store/members.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';

/** A member's own name, as others see it from now on. */
export const changeName = (env: Env, { memberId, name }: { memberId: string; name: string }): Promise<void> =>
  env.write(async (tx) => {
    const words = oneLine(name, 120);
    if (!words) throw new Refusal(422, 'Your name is missing.', { field: 'name' });
    const member = await findMember(tx.db, memberId);
    if (!member || member.removed_at !== null) throw new Refusal(404, 'There is no such member.');
    if (member.name === words) return;
    await tx.db.updateTable('members').set({ name: words }).where('id', '=', memberId).execute();
    await logSetting(tx, memberId, 'name changed', { member: memberId }, { member: memberId });
    tx.after('team');
  });
