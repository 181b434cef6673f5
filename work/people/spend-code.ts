import type { Tx } from '#store/engine.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { unseal } from '../running/seal.ts';
import { withoutCode } from './recovery-codes.ts';
import type { Totp } from './totp.ts';

/** `totp_at` is the half minute of the last code that counted: none from then or before counts again. */
export const hasTwoFactor = (member: MemberRow): boolean => member.totp_secret !== null && member.totp_at !== null;

/** Whether this is a code from the app, or a recovery code. It is used up by asking: neither counts twice. */
export async function spendCode(env: Env, tx: Tx, totp: Totp, member: MemberRow, code: string): Promise<boolean> {
  const digits = code.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? spendTotp(env, tx, totp, member, digits) : spendRecovery(tx, member, code);
}

async function spendTotp(env: Env, tx: Tx, totp: Totp, member: MemberRow, code: string): Promise<boolean> {
  if (member.totp_secret === null) return false;
  const secret = unseal(env, member.id, member.totp_secret);
  if (secret === null) throw new Refusal(409, sealedOtherwise, { field: 'code' });
  const moment = totp.momentOf(secret, code, tx.now);
  if (moment === null) return false;
  const counted = await tx.db
    .updateTable('members')
    .set({ totp_at: moment })
    .where('id', '=', member.id)
    .where('totp_secret', '=', member.totp_secret)
    .where((eb) => eb.or([eb('totp_at', 'is', null), eb('totp_at', '<', moment)]))
    .returning('id')
    .execute();
  return counted.length > 0;
}

async function spendRecovery(tx: Tx, member: MemberRow, code: string): Promise<boolean> {
  const left = member.recovery === null ? null : withoutCode(JSON.parse(member.recovery) as string[], code);
  if (!left) return false;
  const spent = await tx.db
    .updateTable('members')
    .set({ recovery: JSON.stringify(left) })
    .where('id', '=', member.id)
    .where('recovery', '=', member.recovery)
    .returning('id')
    .execute();
  return spent.length > 0;
}

const sealedOtherwise =
  'Codes from the app cannot be checked, because the secret of this Baton (BATON_SECRET) is another one now. A recovery code works.';

export const wrongCode = () =>
  new Refusal(403, 'This code is not right, or it was used already. Take the next one.', { field: 'code' });
