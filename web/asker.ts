import type { Context } from 'hono';
import { findKey } from '#store/keys.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '#work/env.ts';
import { noteKeyUse } from '#work/people/note-key-use.ts';
import { hashToken } from '#work/running/secret.ts';

/** Who asks: a member, by a key with scopes. */
export type Asker = { member: MemberRow; keyId: string; scopes: ReadonlySet<string> };

const bearer = /^Bearer +([\w.-]{20,200})$/i;

/** The member whose key this is, or null for a stranger. A key is looked up by its hash, so there is nothing to compare slowly. */
export async function askerOf(c: Context, env: Env): Promise<Asker | null> {
  const token = bearer.exec(c.req.header('authorization') ?? '')?.[1];
  if (!token) return null;
  const key = await findKey(env.read, hashToken(token));
  if (!key || key.revoked_at !== null || key.member.removed_at !== null) return null;
  await noteKeyUse(env, key);
  return { member: key.member, keyId: key.id, scopes: new Set(key.scopes.split(' ')) };
}
