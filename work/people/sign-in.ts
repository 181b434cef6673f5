import type { Tx } from '#store/engine.ts';
import { findMember, findMemberByEmail, takeMember } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../running/secret.ts';
import { clearAttempts, countAttempt, type Tried } from './attempts.ts';
import { makeChallenge, readChallenge, useChallenge } from './challenge.ts';
import { isPassword } from './password.ts';
import { type Caller, newToken, type SignedIn, startSession } from './session.ts';
import { hashFor, setPassword } from './set-password.ts';
import { hasTwoFactor, spendCode, wrongCode } from './spend-code.ts';
import { loadTotp } from './totp.ts';
import { checkLink, readLink, useLink } from './use-link.ts';

/** Signed in; or a second step is asked for, to be done with this challenge until then (milliseconds). */
export type SignIn = ({ done: true } & SignedIn) | { done: false; challenge: string; until: number };

/** What the second step does besides signing in, kept in its challenge. */
type Pending = { link?: string; passwordHash?: string };

/** By email address and password. Whether the address is known shows neither in the answer nor in its time. */
export async function signInByPassword(
  env: Env,
  { email, password }: { email: string; password: string },
  caller: Caller,
): Promise<SignIn> {
  const tried: Tried[] = [
    { kind: 'email', who: email },
    { kind: 'sender', who: caller.address },
  ];
  await countAttempt(env, tried);
  const known = await findMemberByEmail(env.read, email.trim().toLowerCase());
  const right = await isPassword(password, known?.password_hash ?? null);
  const wrong = () => new Refusal(403, 'The email address or the password is not right.', { field: 'password' });
  if (!known || !right) throw wrong();
  const token = newToken(env.random);
  return env.write(async (tx) => {
    const member = await takeMember(tx.db, known.id);
    if (!member || member.removed_at !== null || member.password_hash !== known.password_hash) throw wrong();
    await clearAttempts(env, tx, tried);
    return goOn(env, tx, member, { token, caller, pending: {} });
  });
}

/** By a link that an admin or a command gave out. It may set a new password, for whoever lost the old one. */
export async function signInByLink(
  env: Env,
  { token: link, password }: { token: string; password?: string | undefined },
  caller: Caller,
): Promise<SignIn> {
  const tried: Tried[] = [{ kind: 'links', who: caller.address }];
  await countAttempt(env, tried);
  const seen = await readLink(env, link);
  const pending: Pending = { link: hashToken(link) };
  if (seen.open && seen.member && password) pending.passwordHash = await hashFor(env, seen.member, password);
  const token = newToken(env.random);
  return env.write(async (tx) => {
    // With a second step to come the link stays usable until that is done: a wrong code does not cost it.
    const { memberId } = await checkLink(tx, hashToken(link), 'sign-in');
    const member = (await findMember(tx.db, memberId!))!;
    await clearAttempts(env, tx, tried);
    if (!hasTwoFactor(member)) await settle(tx, member.id, pending);
    return goOn(env, tx, member, { token, caller, pending });
  });
}

/** The second step, by a code from the app or a recovery code. */
export async function finishSignIn(
  env: Env,
  { challenge, code }: { challenge: string; code: string },
  caller: Caller,
): Promise<SignedIn> {
  const over = () => new Refusal(409, 'That took longer than five minutes. Please begin again.');
  const asked = await readChallenge(env.read, challenge, 'second-step', env.now());
  if (!asked?.member_id) throw over();
  const tried: Tried[] = [
    { kind: 'code', who: asked.member_id },
    { kind: 'sender', who: caller.address },
  ];
  await countAttempt(env, tried);
  const [totp, token] = [await loadTotp(), newToken(env.random)];
  return env.write(async (tx) => {
    const member = await takeMember(tx.db, asked.member_id!);
    const taken = await useChallenge(tx, challenge, 'second-step');
    if (!taken || !member || member.removed_at !== null) throw over();
    if (!(await spendCode(env, tx, totp, member, code))) throw wrongCode();
    await clearAttempts(env, tx, tried);
    await settle(tx, member.id, JSON.parse(taken.body ?? '{}') as Pending);
    return startSession(env, tx, { token, memberId: member.id, caller });
  });
}

type Going = { token: string; caller: Caller; pending: Pending };

async function goOn(env: Env, tx: Tx, member: MemberRow, { token, caller, pending }: Going): Promise<SignIn> {
  if (!hasTwoFactor(member)) return { done: true, ...(await startSession(env, tx, { token, memberId: member.id, caller })) };
  const until = await makeChallenge(tx, { token, purpose: 'second-step', memberId: member.id, body: pending });
  return { done: false, challenge: token, until };
}

async function settle(tx: Tx, memberId: string, { link, passwordHash }: Pending): Promise<void> {
  if (link) await useLink(tx, link, 'sign-in');
  if (passwordHash) await setPassword(tx, { memberId, hash: passwordHash });
}
