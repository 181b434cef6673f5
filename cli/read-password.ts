import { type Asked, type Paper, WrongUse } from './command.ts';

/** The password from the first line of standard input, or from the command line; undefined where neither is asked for. */
export async function readPassword(asked: Asked, paper: Paper): Promise<string | undefined> {
  const typed = asked.maybe('password');
  if (!asked.flag('password-stdin')) return typed;
  if (typed !== undefined) throw new WrongUse('Give either --password-stdin or --password.');
  const [line = ''] = (await paper.input()).toString('utf8').split(/\r?\n/);
  if (line === '') throw new WrongUse('--password-stdin: nothing came in on standard input.');
  return line;
}
