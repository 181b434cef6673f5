import type { Tx } from '#store/engine.ts';
import { findMember } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { seal } from '../running/seal.ts';
import { logSetting } from '../team/log-setting.ts';
import { clearAttempts, countAttempt, type Tried } from './attempts.ts';
import { onlyAdmins } from './only-admins.ts';
import { isPassword } from './password.ts';
import { hashRecoveryCode, recoveryCodes } from './recovery-codes.ts';
import { scanCode } from './scan-code.ts';
import { hasTwoFactor, spendCode, wrongCode } from './spend-code.ts';
import { loadTotp, totpSecret } from './totp.ts';

async function memberIn(tx: Tx, memberId: string): Promise<MemberRow> {
  const member = await findMember(tx.db, memberId);
  if (!member || member.removed_at !== null) throw new Refusal(404, 'There is no such member.');
  return member;
}

/** A secret for the app, to scan (`scan` is an SVG of `uri`) or to type. It protects nothing until it is confirmed by a code. */
export async function beginTwoFactor(
  env: Env,
  { memberId }: { memberId: string },
): Promise<{ secret: string; uri: string; scan: string }> {
  const [totp, secret] = [await loadTotp(), totpSecret(env.random)];
  const sealed = seal(env, memberId, secret);
  const uri = await env.write(async (tx) => {
    const member = await memberIn(tx, memberId);
    const begun =
      !hasTwoFactor(member) &&
      (await tx.db
        .updateTable('members')
        .set({ totp_secret: sealed, recovery: null })
        .where('id', '=', memberId)
        .where('totp_at', 'is', null)
        .returning('id')
        .executeTakeFirst());
    if (!begun) throw new Refusal(409, 'Two-factor is on already. Turn it off first to begin with another phone.');
    const team = await tx.db.selectFrom('team').select('name').executeTakeFirst();
    return totp.uri(secret, member.email, team?.name ?? 'Baton');
  });
  return { secret, uri, scan: await scanCode(uri) };
}

/** Turns two-factor on by a first code. The recovery codes are told here and never again. */
export async function confirmTwoFactor(
  env: Env,
  { memberId, code }: { memberId: string; code: string },
): Promise<{ recoveryCodes: string[] }> {
  const tried: Tried[] = [{ kind: 'code', who: memberId }];
  const [totp, codes] = [await loadTotp(), recoveryCodes(env.random)];
  await countAttempt(env, tried);
  return env.write(async (tx) => {
    const member = await memberIn(tx, memberId);
    if (member.totp_secret === null) throw new Refusal(409, 'Scan the code with your app first.');
    if (hasTwoFactor(member)) throw new Refusal(409, 'Two-factor is on already.');
    if (!(await spendCode(env, tx, totp, member, code))) throw wrongCode();
    await tx.db
      .updateTable('members')
      .set({ recovery: JSON.stringify(codes.map(hashRecoveryCode)) })
      .where('id', '=', memberId)
      .execute();
    await clearAttempts(env, tx, tried);
    await logSetting(tx, memberId, 'two-factor turned on', null, { member: memberId });
    return { recoveryCodes: codes };
  });
}

/** Turns two-factor off; the password or a code is asked for, since the one at the screen may be somebody else. */
export async function removeTwoFactor(
  env: Env,
  { memberId, password, code }: { memberId: string; password?: string | undefined; code?: string | undefined },
): Promise<void> {
  const tried: Tried[] = [{ kind: password ? 'password' : 'code', who: memberId }];
  const totp = await loadTotp();
  await countAttempt(env, tried);
  const before = await findMember(env.read, memberId);
  const knows = Boolean(password) && (await isPassword(password!, before?.password_hash ?? null));
  if (password && !knows) throw new Refusal(403, 'That is not your password.', { field: 'password' });
  await env.write(async (tx) => {
    const member = await memberIn(tx, memberId);
    if (!hasTwoFactor(member)) throw new Refusal(409, 'Two-factor is off already.');
    const same = knows && member.password_hash === before?.password_hash;
    if (!same && !(await spendCode(env, tx, totp, member, code ?? ''))) throw wrongCode();
    await clearAttempts(env, tx, tried);
    await turnOff(tx, memberId, memberId);
  });
}

/** For whoever lost the phone and the recovery codes: an admin, or a command, lets the password alone count again. */
export const liftTwoFactor = (env: Env, { memberId }: { memberId: string }, by: string | null): Promise<void> =>
  env.write(async (tx) => {
    await onlyAdmins(tx, by, 'Only an admin turns off two-factor for others.');
    if (!hasTwoFactor(await memberIn(tx, memberId))) throw new Refusal(409, 'Two-factor is off already.');
    await turnOff(tx, memberId, by);
  });

async function turnOff(tx: Tx, memberId: string, by: string | null): Promise<void> {
  await tx.db
    .updateTable('members')
    .set({ totp_secret: null, totp_at: null, recovery: null })
    .where('id', '=', memberId)
    .execute();
  await logSetting(tx, by, 'two-factor turned off', null, { member: memberId });
}
