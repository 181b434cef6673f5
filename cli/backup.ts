import path from 'node:path';
import { isThere } from '#store/folder.ts';
import { Refusal } from '#work/refusal.ts';
import { backUp } from '#work/running/back-up.ts';
import { type Command, WrongUse } from './command.ts';
import { withTeam } from './with-house.ts';

export const backup: Command = {
  name: 'backup',
  says: 'Writes everything into one file, also beside a running server. A file of that name gives way once the new one is whole.',
  usage: 'FILE [--with-secret]',
  examples: ['bin/baton backup baton-2026-11-20.tar', 'bin/baton backup --with-secret /mnt/safe/baton.tar'],
  options: {
    'with-secret': {
      type: 'boolean',
      says: 'Put the secret in, too: for links and stored passwords to work elsewhere. Keep such a file locked away.',
    },
  },
  run(asked, desk) {
    const [file, ...more] = asked.words;
    if (!file || more.length > 0) throw new WrongUse('Which file?');
    const folder = path.dirname(file);
    if (!isThere(folder)) throw new Refusal(404, `There is no folder ${folder}. Make it first, or choose another place.`);
    if (isThere(`${file}/`)) throw new Refusal(409, `${file} is a folder. Name a file in it.`);
    return withTeam(desk, async ({ env, store }) => {
      const withSecret = asked.flag('with-secret');
      const { counts, missing, madeAt } = await backUp(env, store, file, { withSecret });
      const lost =
        missing.length > 0
          ? [`${missing.length} attached ${missing.length === 1 ? 'file was' : 'files were'} not there any more.`]
          : [];
      const words = `Everything is in ${file}: ${counts.leads} ${counts.leads === 1 ? 'lead' : 'leads'} with all that belongs to ${counts.leads === 1 ? 'it' : 'them'}.`;
      return { json: { file, madeAt, counts, missing, withSecret }, lines: [words, ...lost] };
    });
  },
};
