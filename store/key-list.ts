import type { Db } from './engine.ts';

/** Every key with the member it belongs to, the newest first. The token itself is kept nowhere. */
export const listKeys = (db: Db) =>
  db
    .selectFrom('keys')
    .innerJoin('members', 'members.id', 'keys.member_id')
    .select(['keys.id', 'keys.name', 'keys.scopes', 'keys.created_at', 'keys.used_at', 'keys.revoked_at', 'members.email'])
    .orderBy('keys.created_at', 'desc')
    .orderBy('keys.id', 'desc')
    .execute();
