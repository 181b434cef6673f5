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
