import { type Check, doctor as examine } from '#work/running/doctor.ts';
import { type Answer, type Command, noWords } from './command.ts';
import { inWords } from './in-words.ts';

const marks: Record<Check['state'], string> = { ok: 'ok', attention: 'look', bad: 'BAD' };

export const doctor: Command = {
  name: 'doctor',
  says: 'Looks whether everything is well, and says what to do where it is not.',
  usage: '',
  examples: ['bin/baton doctor'],
  async run(asked, { hands }): Promise<Answer> {
    noWords(asked);
    const settings = hands.beside();
    const checks = await examine({ settings, inWords, open: () => hands.open({ ...settings, logLevel: 'silent' }) });
    const isBad = checks.some(({ state }) => state === 'bad');
    const width = Math.max(...checks.map(({ name }) => name.length));
    const lines = checks.flatMap(({ name, state, says, cure }) => [
      `${marks[state].padEnd(4)}  ${name.padEnd(width)}  ${says}`,
      ...(cure ? [`${' '.repeat(width + 8)}${cure}`] : []),
    ]);
    return { json: { healthy: !isBad, checks }, lines, code: isBad ? 1 : 0 };
  },
};
