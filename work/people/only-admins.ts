import type { Tx } from '#store/engine.ts';
import { findMember } from '#store/members.ts';
import { Refusal } from '../refusal.ts';

/** Refuses whoever is no admin. A command (null) may: whoever can run it has the database anyway. */
export async function onlyAdmins(tx: Tx, by: string | null, words: string): Promise<void> {
  if (by === null) return;
  const author = await findMember(tx.db, by);
  if (author?.role !== 'admin' || author.removed_at !== null) throw new Refusal(403, words);
}
