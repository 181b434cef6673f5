import { findMemberByEmail } from '#store/members.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../running/secret.ts';
import { logSetting } from '../team/log-setting.ts';

export const scopes = ['read', 'write'] as const;
type Scope = (typeof scopes)[number];

/** An API key of a member, with the member's rights cut to its scopes. The token is told once; its hash is kept. */
export function addKey(
  env: Env,
  asked: { email: string; scopes: readonly string[]; name?: string },
): Promise<{ id: string; token: string }> {
  const secret = Buffer.from(env.random(24)).toString('base64url');
  return env.write(async (tx) => {
    const member = await findMemberByEmail(tx.db, asked.email.trim().toLowerCase());
    if (!member) throw new Refusal(404, `No member has the address ${asked.email}.`, { field: 'member' });
    const strange = asked.scopes.find((scope) => !scopes.includes(scope as Scope));
    if (strange !== undefined || asked.scopes.length === 0)
      throw new Refusal(422, `The scopes are ${scopes.join(' and ')}.`, { field: 'scopes' });
    const id = tx.id();
    const token = `baton_${id.replaceAll('-', '')}_${secret}`;
    await tx.db
      .insertInto('keys')
      .values({
        id,
        hash: hashToken(token),
        member_id: member.id,
        name: asked.name ?? 'API key',
        scopes: [...new Set(asked.scopes)].join(' '),
        created_at: tx.now,
        used_at: null,
        revoked_at: null,
      })
      .execute();
    await logSetting(tx, member.id, 'key added', null, { key: id, scopes: asked.scopes });
    return { id, token };
  });
}
