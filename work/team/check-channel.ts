import { manyLines } from '#domain/well-formed.ts';
import { findChannel } from '#store/arrivals.ts';
import type { CheckRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';

export type Check = { channelId: string; memberId: string; found?: number | undefined; note?: string | undefined };

/** A member has looked into a channel that cannot report by itself. */
export const checkChannel = (env: Env, { channelId, memberId, found, note }: Check): Promise<CheckRow> =>
  env.write(async (tx) => {
    const channel = await findChannel(tx.db, channelId);
    if (!channel || channel.retired_at !== null) throw new Refusal(404, 'There is no such channel.');
    const check: CheckRow = {
      id: tx.id(),
      channel_id: channelId,
      member_id: memberId,
      at: tx.now,
      found: found ?? 0,
      note: (note && manyLines(note, 2_000)) || null,
    };
    await tx.db.insertInto('checks').values(check).execute();
    await tx.db.updateTable('channels').set({ checked_at: tx.now }).where('id', '=', channelId).execute();
    tx.after('channels');
    return check;
  });
