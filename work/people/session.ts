import { deviceInWords } from '#domain/device.ts';
import type { Tx } from '#store/engine.ts';
import type { MemberRow } from '#store/schema.ts';
import { addSession, endSessions, findSession, memberOfSession, pushSession } from '#store/sessions.ts';
import type { Env, Random } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../running/secret.ts';
import { logSetting } from '../team/log-setting.ts';
import { onlyAdmins } from './only-admins.ts';

const day = 86_400_000;
const life = 30 * day;

/** Who is at the door: from which address, with which browser, and the session that this browser has already, which ends. */
export type Caller = { address: string; userAgent: string | null; sessionId?: string | null };

/** `cookie` is a whole Set-Cookie value. */
export type SignedIn = { memberId: string; sessionId: string; cookie: string };

const secure = (env: Env): boolean => env.settings.url.startsWith('https:');
/** Who looks around in the example business stays signed in to the own team: it has a cookie of its own. */
const nameOf = (env: Env): string => `${secure(env) ? '__Host-' : ''}baton${env.settings.example ? '-example' : ''}`;

const cookieOf = (env: Env, token: string, seconds: number): string =>
  `${nameOf(env)}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure(env) ? '; Secure' : ''}`;

/** The Set-Cookie value that takes the cookie away. */
export const noCookie = (env: Env): string => cookieOf(env, '', 0);

/** 256 bits that nobody can guess. */
export const newToken = (random: Random): string => Buffer.from(random(32)).toString('base64url');

/** Signs a member in, as a part of the deed that made sure of them. `token` is a new one. */
export async function startSession(
  env: Env,
  tx: Tx,
  { token, memberId, caller }: { token: string; memberId: string; caller: Caller },
): Promise<SignedIn> {
  const hash = hashToken(token);
  // Also where it was another member's: nobody holds its cookie any more.
  const whose = caller.sessionId ? await memberOfSession(tx.db, caller.sessionId) : null;
  if (whose && (await endSessions(tx.db, whose, tx.now, { only: caller.sessionId! })) > 0) tx.after('sessions');
  await addSession(tx.db, {
    hash,
    member_id: memberId,
    device: deviceInWords(caller.userAgent),
    created_at: tx.now,
    seen_at: tx.now,
    expires_due_at: tx.now + life,
    revoked_at: null,
  });
  return { memberId, sessionId: hash, cookie: cookieOf(env, token, life / 1000) };
}

/** Who asks, by the Cookie header; null is nobody. Once a day the session is moved on: then `cookie` is to be set again. */
export async function findViewer(
  env: Env,
  cookieHeader: string | null | undefined,
): Promise<{ member: MemberRow; sessionId: string; cookie: string | null } | null> {
  const token = tokenIn(cookieHeader ?? '', nameOf(env));
  if (!token) return null;
  const sessionId = hashToken(token);
  const now = env.now();
  const found = await findSession(env.read, sessionId, now);
  if (!found) return null;
  if (now - found.seenAt < day) return { member: found.member, sessionId, cookie: null };
  try {
    await env.write((tx) => pushSession(tx.db, sessionId, { seenAt: now, until: now + life }));
  } catch (error) {
    // Who is signed in stays so while the disk is full; tomorrow it is tried again.
    env.log('warn', 'a session could not be moved on', { error: String(error) });
    return { member: found.member, sessionId, cookie: null };
  }
  return { member: found.member, sessionId, cookie: cookieOf(env, token, life / 1000) };
}

/** The id of whoever had the session of this Cookie header, also when it is over; null where the browser holds none any more. */
export function whoWas(env: Env, cookieHeader: string | null | undefined): Promise<string | null> {
  const token = tokenIn(cookieHeader ?? '', nameOf(env));
  return token ? memberOfSession(env.read, hashToken(token)) : Promise.resolve(null);
}

function tokenIn(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) {
      const value = pair.slice(at + 1).trim();
      return /^[\w-]{43}$/.test(value) ? value : null;
    }
  }
  return null;
}

/** Ends one session of the member's own: signing out, or a device in the list. One that is over already is fine. */
export const endSession = (env: Env, { memberId, sessionId }: { memberId: string; sessionId: string }): Promise<void> =>
  env.write(async (tx) => {
    await endSessions(tx.db, memberId, tx.now, { only: sessionId });
    tx.after('sessions');
  });

/** Ends all sessions of the member but the one that asks. Returns how many ended. */
export const endOtherSessions = (env: Env, { memberId, sessionId }: { memberId: string; sessionId: string }): Promise<number> =>
  env.write(async (tx) => {
    tx.after('sessions');
    return endSessions(tx.db, memberId, tx.now, { but: sessionId });
  });

/** A lost phone: an admin signs a member out, on one device or on all. Returns how many sessions ended. */
export const signOutMember = (
  env: Env,
  { memberId, sessionId }: { memberId: string; sessionId?: string | undefined },
  by: string | null,
): Promise<number> =>
  env.write(async (tx) => {
    await onlyAdmins(tx, by, 'Only an admin signs others out.');
    const member = await tx.db.selectFrom('members').select('id').where('id', '=', memberId).executeTakeFirst();
    if (!member) throw new Refusal(404, 'There is no such member.');
    const ended = await endSessions(tx.db, memberId, tx.now, sessionId === undefined ? {} : { only: sessionId });
    if (ended > 0) await logSetting(tx, by, 'member signed out', null, { member: memberId, sessions: ended });
    tx.after('sessions');
    return ended;
  });
