import type { World } from '#channels/channel.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from './env.ts';

/** What a channel needs to know about the team to tell theirs from ours. */
export async function worldOf(env: Env): Promise<World> {
  const standard = await findStandard(env.read);
  return {
    ownDomains: [],
    teamAddresses: [],
    ownNumbers: [],
    isOurMessageId: (id) => id.startsWith('<baton.'),
    region: standard?.team.country ?? 'GB',
    zone: standard?.team.zone ?? 'UTC',
  };
}
