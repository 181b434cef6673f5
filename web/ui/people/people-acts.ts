import type { Viewer } from '#web/context.ts';
import type { Env } from '#work/env.ts';
import { changeRole } from '#work/people/change-role.ts';
import { inviteAgain, inviteMember, type LinkMade, makeSignInLink, revokeInvitation } from '#work/people/invite-member.ts';
import { removeMember } from '#work/people/remove-member.ts';
import { signOutMember } from '#work/people/session.ts';
import { liftTwoFactor } from '#work/people/two-factor.ts';
import { textIn } from '../refused.ts';

/** A sentence, or a link that is told this once, with what it is for. */
type PeopleSaid = {
  said?: string;
  link?: { url: string; scan: string; until: number; mailedTo: string | null; for: string; is: 'invitation' | 'sign-in' };
};
type ActOn = (env: Env, viewer: Viewer, form: FormData) => Promise<PeopleSaid>;

const told = ({ url, scan, until, mailedTo }: LinkMade, name: string, is: 'invitation' | 'sign-in'): PeopleSaid => ({
  link: { url, scan: `data:image/svg+xml,${encodeURIComponent(scan)}`, until, mailedTo, for: name, is },
});

/** What an admin does with the people of the team. Who is no admin is refused by the deeds themselves. */
export const peopleActs: Readonly<Record<string, ActOn>> = {
  async invite(env, { member }, form) {
    const asked = { name: textIn(form, 'name'), email: textIn(form, 'email'), role: textIn(form, 'role') };
    return told(await inviteMember(env, asked, member.id), asked.name, 'invitation');
  },
  async 'invite-again'(env, { member }, form) {
    return told(await inviteAgain(env, { memberId: textIn(form, 'id') }, member.id), textIn(form, 'who'), 'invitation');
  },
  async 'sign-in-link'(env, { member }, form) {
    return told(await makeSignInLink(env, { memberId: textIn(form, 'id') }, member.id), textIn(form, 'who'), 'sign-in');
  },
  async 'take-back'(env, { member }, form) {
    await revokeInvitation(env, { memberId: textIn(form, 'id') }, member.id);
    return { said: `The invitation of ${textIn(form, 'who')} is taken back.` };
  },
  async role(env, { member }, form) {
    const role = textIn(form, 'role');
    await changeRole(env, { memberId: textIn(form, 'id'), role }, member.id);
    return { said: `${textIn(form, 'who')} is ${role === 'admin' ? 'an admin' : `a ${role}`} from now on.` };
  },
  async 'sign-out'(env, { member }, form) {
    const ended = await signOutMember(env, { memberId: textIn(form, 'id') }, member.id);
    const who = textIn(form, 'who');
    return { said: ended === 0 ? `${who} was signed in nowhere.` : `${who} is signed out everywhere.` };
  },
  async 'lift-two-factor'(env, { member }, form) {
    await liftTwoFactor(env, { memberId: textIn(form, 'id') }, member.id);
    return { said: `${textIn(form, 'who')} signs in with the password alone for now.` };
  },
  async remove(env, { member }, form) {
    await removeMember(env, { memberId: textIn(form, 'id') }, member.id);
    return { said: `${textIn(form, 'who')} is no longer in the team. What they did stays in the history under their name.` };
  },
};
