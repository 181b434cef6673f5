import type { World } from '#channels/channel.ts';
import { findStandard, type Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';

/** What a channel needs to know about the team to tell theirs from ours. */
export const worldOf = async (env: Env): Promise<World> => worldBy(await findStandard(env.read));

/** The same for a door that has read the standard already. */
export const worldBy = (standard: Standard | null): World => ({
  ownDomains: [],
  teamAddresses: [],
  ownNumbers: [],
  isOurMessageId: (id) => id.startsWith('<baton.'),
  region: standard?.team.country ?? 'GB',
  zone: standard?.team.zone ?? 'UTC',
});
