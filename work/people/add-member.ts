import { emailPoint } from '#domain/contact.ts';
import { oneLine } from '#domain/well-formed.ts';
import type { Tx } from '#store/engine.ts';
import { addMemberRow } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';
import { makeLink } from './make-link.ts';
import { onlyAdmins } from './only-admins.ts';

export type NewMember = { name: string; email: string; role: string };

export const roles = ['admin', 'member', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** A viewer owns nothing; admins and members may. */
export async function addMemberIn(tx: Tx, { name, email, role }: NewMember, by: string | null): Promise<MemberRow> {
  const address = emailPoint(email);
  const words = oneLine(name, 120);
  if (!words) throw new Refusal(422, 'A member needs a name.', { field: 'name' });
  if (!address) throw new Refusal(422, `“${email}” is not an email address.`, { field: 'email' });
  if (!roles.includes(role as Role))
    throw new Refusal(422, `There is no role “${role}”. The roles are ${roles.join(', ')}.`, { field: 'role' });
  const there = await tx.db.selectFrom('members').select(['id', 'removed_at']).where('email', '=', address).executeTakeFirst();
  if (there && there.removed_at === null)
    throw new Refusal(409, 'Somebody with this email address is a member already.', { field: 'email' });
  const member: MemberRow = {
    id: there?.id ?? tx.id(),
    name: words,
    email: address,
    role: role as Role,
    phone: null,
    zone: null,
    locale: null,
    working_days: null,
    quiet: null,
    muted: null,
    covers: null,
    password_hash: null,
    totp_secret: null,
    totp_at: null,
    recovery: null,
    created_at: tx.now,
    removed_at: null,
  };
  // Who comes back is the same person: the history knows them by this id.
  if (there) await tx.db.updateTable('members').set(member).where('id', '=', there.id).execute();
  else await addMemberRow(tx.db, member);
  if (role !== 'viewer') await tx.db.insertInto('owners').values({ member_id: member.id, since_at: tx.now }).execute();
  if (by) await logSetting(tx, by, 'member added', null, { member: member.id, role });
  return member;
}

/** A member with a link to sign in by, which works once. Throws NoTeam before the team is set up: its first member is an admin. */
export async function addMember(
  env: Env,
  asked: NewMember,
  by: string | null,
): Promise<{ member: MemberRow; signInToken: string }> {
  const token = Buffer.from(env.random(24)).toString('base64url');
  return env.write(async (tx) => {
    await readStandard(tx.db);
    await onlyAdmins(tx, by, 'Only an admin adds members.');
    const member = await addMemberIn(tx, asked, by);
    await makeLink(tx, { token, purpose: 'invitation', memberId: member.id });
    return { member, signInToken: token };
  });
}
