import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';

/** Ends an API key at once and for good. */
export function revokeKey(env: Env, id: string, by: string | null): Promise<void> {
  return env.write(async (tx) => {
    const key = await tx.db.selectFrom('keys').select(['id', 'revoked_at']).where('id', '=', id).executeTakeFirst();
    if (!key) throw new Refusal(404, `There is no key “${id}”.`);
    if (key.revoked_at !== null) return;
    await tx.db.updateTable('keys').set({ revoked_at: tx.now }).where('id', '=', id).execute();
    await logSetting(tx, by, 'key revoked', null, { key: id });
  });
}
