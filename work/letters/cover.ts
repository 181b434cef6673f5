import { findChannel } from '#store/arrivals.ts';
import type { Db } from '#store/engine.ts';
import { isAbsent, listOwners } from '#store/members.ts';

/**
 * Who is asked when the owner has not looked: the owner's own covers in their order, the channel's deputy, then any other member
 * who may own; the first one who is here. Null where the owner is alone.
 */
export async function coverOf(db: Db, ownerId: string, channelId: string, now: number): Promise<string | null> {
  const owners = await listOwners(db);
  const owner = owners.find(({ id }) => id === ownerId);
  const named = owner?.covers ? (JSON.parse(owner.covers) as string[]) : [];
  const deputy = (await findChannel(db, channelId))?.deputy_id;
  const others = owners.map(({ id }) => id);
  for (const id of [...named, ...(deputy ? [deputy] : []), ...others])
    if (id !== ownerId && others.includes(id) && !(await isAbsent(db, id, now))) return id;
  return null;
}
