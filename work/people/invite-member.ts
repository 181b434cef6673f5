import type { Tx } from '#store/engine.ts';
import { takeMember } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { mailInvitation } from '../letters/mail-invitation.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';
import { addMemberIn, type NewMember } from './add-member.ts';
import { lockTeam } from './change-role.ts';
import { isIn } from './is-in.ts';
import { linkLife, makeLink } from './make-link.ts';
import { onlyAdmins } from './only-admins.ts';
import { letGo } from './remove-member.ts';
import { scanCode } from './scan-code.ts';
import { newToken } from './session.ts';
import { endLinks } from './use-link.ts';

/**
 * A link for one member, told once: its address, and the same as a code to scan (SVG). `until` in milliseconds; `mailedTo` is where it
 * goes by mail as well, null where it does not.
 */
export type LinkMade = { memberId: string; url: string; scan: string; until: number; mailedTo: string | null };

const pathOf = { invitation: '/invitation/', 'sign-in': '/sign-in/' } as const;

type Made = { member: Pick<MemberRow, 'id' | 'email'>; at: number; mailed: boolean };

async function told(env: Env, purpose: keyof typeof pathOf, token: string, { member, at, mailed }: Made): Promise<LinkMade> {
  const url = `${env.settings.url}${pathOf[purpose]}${token}`;
  const until = at + linkLife[purpose];
  return { memberId: member.id, url, scan: await scanCode(url), until, mailedTo: mailed ? member.email : null };
}

/** Adds a member and makes the link by which they come in, good for seven days and once. It is mailed to them where mail goes out. */
export async function inviteMember(env: Env, asked: NewMember, by: string | null): Promise<LinkMade> {
  const token = newToken(env.random);
  const made = await env.write(async (tx): Promise<Made> => {
    await onlyAdmins(tx, by, 'Only an admin adds members.');
    const member = await addMemberIn(tx, asked, by);
    await makeLink(tx, { token, purpose: 'invitation', memberId: member.id });
    return { member, at: tx.now, mailed: await mailInvitation(env, tx, { memberId: member.id, token, by }) };
  });
  return told(env, 'invitation', token, made);
}

/** A new link for somebody who has not come in yet; the earlier one ends. */
export const inviteAgain = (env: Env, { memberId }: { memberId: string }, by: string | null): Promise<LinkMade> =>
  linkFor(env, memberId, by, 'invitation');

/** A link for somebody who cannot sign in any more; it may set a new password. Earlier ones end, two-factor still counts. */
export const makeSignInLink = (env: Env, { memberId }: { memberId: string }, by: string | null): Promise<LinkMade> =>
  linkFor(env, memberId, by, 'sign-in');

async function linkFor(env: Env, memberId: string, by: string | null, purpose: keyof typeof pathOf): Promise<LinkMade> {
  const token = newToken(env.random);
  const made = await env.write(async (tx): Promise<Made> => {
    await onlyAdmins(tx, by, 'Only an admin makes links for others.');
    const member = await memberIn(tx, memberId);
    if (purpose === 'invitation' && (await isIn(tx, member))) throw alreadyIn(member);
    await endLinks(tx, memberId);
    await makeLink(tx, { token, purpose, memberId });
    await logSetting(tx, by, `${purpose} link made`, null, { member: memberId });
    const mailed = purpose === 'invitation' && (await mailInvitation(env, tx, { memberId, token, by }));
    return { member, at: tx.now, mailed };
  });
  return told(env, purpose, token, made);
}

/** Takes an invitation back; who was invited is no member any more. */
export const revokeInvitation = (env: Env, { memberId }: { memberId: string }, by: string | null): Promise<void> =>
  env.write(async (tx) => {
    await lockTeam(tx);
    await onlyAdmins(tx, by, 'Only an admin takes invitations back.');
    const member = await memberIn(tx, memberId);
    if (await isIn(tx, member)) throw alreadyIn(member);
    await letGo(tx, member, by, 'invitation taken back');
  });

const alreadyIn = ({ name }: MemberRow) => new Refusal(409, `${name} has come in already.`);

async function memberIn(tx: Tx, id: string): Promise<MemberRow> {
  const member = await takeMember(tx.db, id);
  if (!member || member.removed_at !== null) throw new Refusal(404, 'There is no such member.');
  return member;
}
