import { readCounts } from '#store/counts.ts';
import { linkToExample } from '#work/example/enter-example.ts';
import { exampleNow } from '#work/example/example.ts';
import { type Command, noWords } from './command.ts';

export const example: Command = {
  name: 'example',
  says: 'Makes the example business, beside your own data, and says how to open it.',
  usage: '[--remove]',
  examples: ['bin/baton example', 'bin/baton example --remove'],
  options: { remove: { type: 'boolean', says: 'Throw it away.' } },
  async run(asked, { hands, paper }) {
    noWords(asked);
    const settings = hands.beside();
    const there = await hands.example(settings);
    try {
      const before = there.state().is === 'ready';
      if (asked.flag('remove')) {
        await there.throwAway();
        return {
          json: { removed: before },
          lines: [before ? 'The example business is gone.' : 'There was no example business.'],
        };
      }
      if (!before && !asked.json) paper.err('A year is being lived through. That takes about ten seconds.');
      await there.make();
      const env = (await there.env())!;
      const leads = Object.values((await readCounts(env.read)).leads).reduce((sum, many) => sum + many, 0);
      const link = `${settings.url}/example-business?link=${await linkToExample(env)}`;
      return {
        json: { link, made: !before, leads, now: new Date(exampleNow).toISOString() },
        lines: [
          `Harbour Plumbing, ${leads} enquiries of one year. Nothing in it is real and nothing leaves.`,
          `While Baton runs, open it here; the link works once: ${link}`,
          'Throw it away: bin/baton example --remove',
        ],
      };
    } finally {
      await there.close();
    }
  },
};
