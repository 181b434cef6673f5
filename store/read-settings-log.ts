import type { Db } from './engine.ts';

/** Who changed which setting, the newest first; `before` only what was written before that entry. */
export function listSettingsLog(db: Db, { before, limit }: { before?: string | undefined; limit: number }) {
  const query = db
    .selectFrom('settings_log')
    .leftJoin('members', 'members.id', 'settings_log.member_id')
    .selectAll('settings_log')
    .select('members.name as member_name')
    .orderBy('settings_log.id', 'desc')
    .limit(limit);
  return (before === undefined ? query : query.where('settings_log.id', '<', before)).execute();
}

/** What the ids in the log are called: members and channels also after they have gone, keys with the member they belong to. */
export async function namesInSettingsLog(db: Db) {
  const [members, channels, keys] = await Promise.all([
    db.selectFrom('members').select(['id', 'name']).execute(),
    db.selectFrom('channels').select(['id', 'name']).execute(),
    db.selectFrom('keys').select(['id', 'name', 'member_id']).execute(),
  ]);
  return { members, channels, keys };
}
