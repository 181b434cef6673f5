import { addChannel } from '#work/team/add-channel.ts';
import { channelInJson } from './channel-list.ts';
import { type Command, noWords, WrongUse } from './command.ts';
import { withHouse } from './with-house.ts';

export const channelAdd: Command = {
  name: 'channel add',
  says: 'Connects one more way in.',
  usage: '--kind KIND --name NAME [--set key=value …]',
  examples: ['bin/baton channel add --kind website-form --name "Quote page"'],
  options: {
    kind: { type: 'string', says: 'The kind, such as website-form.' },
    name: { type: 'string', says: 'What the team calls it. Its id is made from this.' },
    set: { type: 'string', multiple: true, says: 'A setting of the channel, as key=value. May be given several times.' },
  },
  run(asked, desk) {
    noWords(asked);
    const given = { kind: asked.text('kind'), name: asked.text('name'), config: settingsOf(asked.list('set')) };
    return withHouse(desk, async ({ env }, settings) => {
      const channel = channelInJson(await addChannel(env, given), settings.url);
      return { json: channel, lines: [channel.id, ...(channel.address ? [channel.address] : [])] };
    });
  },
};

function settingsOf(pairs: readonly string[]): Record<string, string> {
  const config: Record<string, string> = {};
  for (const pair of pairs) {
    const [, key, value] = /^([A-Za-z][\w.-]*)=(.*)$/s.exec(pair) ?? [];
    if (key === undefined || value === undefined) throw new WrongUse(`--set takes key=value, not “${pair}”.`);
    config[key] = value;
  }
  return config;
}
