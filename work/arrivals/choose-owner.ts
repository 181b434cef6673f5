import type { Db } from '#store/engine.ts';
import { prepared } from '#store/prepared.ts';
import type { ChannelRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';

/** Who gets what comes in by a channel. Null leaves it to the team's fallback. */
export type OwnerRule = { fixed: string } | null;

const mayOwn = prepared<{ member: string }, { member_id: string }>((db, slot) =>
  db.selectFrom('owners').select('member_id').where('member_id', '=', slot('member')),
);

/** The member whom the channel's rule names, else the fallback: there is always one. */
export async function chooseOwner(db: Db, channel: ChannelRow, { team }: Standard): Promise<string> {
  const rule = JSON.parse(channel.owner_rule) as OwnerRule;
  if (!rule || rule.fixed === team.fallback_id) return team.fallback_id;
  const [owner] = await mayOwn(db, { member: rule.fixed });
  return owner?.member_id ?? team.fallback_id;
}
