import { oneLine } from '#domain/well-formed.ts';
import { findMember } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../running/secret.ts';
import { logSetting } from '../team/log-setting.ts';
import { clearAttempts, countAttempt, type Tried } from './attempts.ts';
import { beginPasskey, checkPasskey, keepPasskey } from './passkey.ts';
import { type Caller, newToken, type SignedIn, startSession } from './session.ts';
import { hashFor, setPassword } from './set-password.ts';
import { endLinks, readLink, useLink } from './use-link.ts';

type Way = { password: string; passkey?: undefined } | { password?: undefined; passkey: { response: unknown; name?: string } };

/** The invited member comes in: says their name, chooses a password or a passkey, and is signed in. The link is used up by it. */
export async function acceptInvitation(
  env: Env,
  { token, name, ...way }: { token: string; name: string } & Way,
  caller: Caller,
): Promise<SignedIn> {
  const tried: Tried[] = [{ kind: 'links', who: caller.address }];
  await countAttempt(env, tried);
  const invited = await invitedBy(env, token);
  const words = oneLine(name, 120);
  if (!words) throw new Refusal(422, 'Your name is missing.', { field: 'name' });
  const hash = way.passkey ? null : await hashFor(env, { ...invited, name: words }, way.password);
  const passkey = way.passkey ? await checkPasskey(env, { memberId: invited.id, ...way.passkey }) : null;
  const session = newToken(env.random);
  return env.write(async (tx) => {
    const { memberId } = await useLink(tx, hashToken(token), 'invitation');
    const member = (await findMember(tx.db, memberId!))!;
    await tx.db.updateTable('members').set({ name: words }).where('id', '=', member.id).execute();
    if (passkey) await keepPasskey(tx, passkey);
    if (hash) await setPassword(tx, { memberId: member.id, hash });
    await endLinks(tx, member.id);
    await clearAttempts(env, tx, tried);
    await logSetting(tx, member.id, 'invitation accepted', null, { member: member.id });
    return startSession(env, tx, { token: session, memberId: member.id, caller });
  });
}

/** What the browser needs to make a passkey while an invitation is being accepted. It does not use the link up. */
export const beginPasskeyByInvitation = async (env: Env, { token }: { token: string }) =>
  beginPasskey(env, await invitedBy(env, token));

async function invitedBy(env: Env, token: string): Promise<MemberRow> {
  const seen = await readLink(env, token);
  if (!seen.open) throw new Refusal(seen.known ? 409 : 404, seen.words);
  if (seen.purpose !== 'invitation' || !seen.member) throw new Refusal(404, 'This link is no invitation.');
  return seen.member;
}
