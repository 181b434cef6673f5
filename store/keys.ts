import type { Db } from './engine.ts';
import { prepared } from './prepared.ts';
import type { KeyRow, MemberRow } from './schema.ts';

const keyByHash = prepared<{ hash: string }, KeyRow>((db, slot) =>
  db.selectFrom('keys').selectAll().where('hash', '=', slot('hash')),
);
const memberById = prepared<{ id: string }, MemberRow>((db, slot) =>
  db.selectFrom('members').selectAll().where('id', '=', slot('id')),
);

/** The key with this hash and whose it is, also a revoked one; null where there is none. */
export async function findKey(db: Db, hash: string): Promise<(KeyRow & { member: MemberRow }) | null> {
  const [key] = await keyByHash(db, { hash });
  if (!key) return null;
  const [member] = await memberById(db, { id: key.member_id });
  return member ? { ...key, member } : null;
}
