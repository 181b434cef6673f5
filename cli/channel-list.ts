import { listChannels } from '#store/channels.ts';
import type { ChannelRow } from '#store/schema.ts';
import { type Command, noWords } from './command.ts';
import { inColumns } from './in-columns.ts';
import { withTeam } from './with-house.ts';

/** A form's address is where people find it; what is logged by hand has none. */
export const channelInJson = ({ id, kind, name, connected_at }: ChannelRow, url: string) => ({
  id,
  kind,
  name,
  connected: connected_at !== null,
  address: connected_at !== null && kind === 'website-form' ? `${url}/f/${id}` : null,
});

export const channelList: Command = {
  name: 'channel list',
  says: 'Lists the ways in, connected ones with their address.',
  usage: '',
  examples: ['bin/baton channel list'],
  run(asked, desk) {
    noWords(asked);
    return withTeam(desk, async ({ env }, settings) => {
      const channels = (await listChannels(env.read)).map((row) => channelInJson(row, settings.url));
      const lines = channels.map(({ id, name, address, connected }) => [
        id,
        name,
        address ?? (connected ? 'connected' : 'logged by hand'),
      ]);
      return { json: channels, lines: inColumns(lines) };
    });
  },
};
