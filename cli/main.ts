import { BadInput } from '#domain/bad-input.ts';
import { Refusal } from '#work/refusal.ts';
import { type Answer, type Asked, type Command, type Desk, type Hands, readAsked, WrongUse } from './command.ts';
import { commands } from './commands.ts';
import { about, overview } from './help.ts';
import { inWords } from './in-words.ts';
import { terminal } from './terminal.ts';

const done = 0;
const failed = 1;
const wrongUse = 2;

/** Words in, a deed done, lines out. Returns the exit code: 0 success, 1 failure, 2 wrong use. */
export async function main(args: string[], hands: Hands, paper = terminal): Promise<number> {
  const desk: Desk = { hands, paper };
  const json = args.includes('--json');
  const [command, rest] = find(args);
  try {
    if (command) return await run(command, readAsked(command, rest), desk);
    return help(args, desk);
  } catch (error) {
    const isWrong = isWrongUse(error);
    const sentence = error instanceof WrongUse ? error.message : inWords(error);
    if (json) paper.out(JSON.stringify({ error: sentence }));
    paper.err(sentence);
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) paper.err(error.stack ?? '');
    if (!isWrong) return failed;
    paper.err(command ? `Usage: bin/baton ${command.name} ${command.usage}`.trimEnd() : 'bin/baton help lists all commands.');
    return wrongUse;
  }
}

/** Used in a way that can never work: a word the command does not know, or a value that none of its options takes. */
const isWrongUse = (error: unknown): boolean =>
  error instanceof WrongUse || ((error instanceof Refusal || error instanceof BadInput) && error.status === 422);

async function run(command: Command, asked: Asked, desk: Desk): Promise<number> {
  if (asked.help) {
    desk.paper.out(asked.json ? JSON.stringify(command) : about(command));
    return done;
  }
  const answer = await command.run(asked, desk);
  return typeof answer === 'number' ? answer : print(answer, asked.json, desk);
}

function print({ json, lines, aside, code = done }: Answer, asJson: boolean, { paper }: Desk): number {
  if (asJson) paper.out(JSON.stringify(json));
  else for (const line of lines) paper.out(line);
  if (aside && !asJson) paper.err(aside);
  return code;
}

/** The command whose name is the longest match, and what stands behind the name. */
function find(args: string[]): [Command | undefined, string[]] {
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(' ');
    const command = commands.find((one) => one.name === name);
    if (command) return [command, args.slice(words)];
  }
  return [undefined, args];
}

/** `help`, `help NAME`, `NAME --help` of a group such as `member`, and everything that is no command. */
function help(args: string[], { paper }: Desk): number {
  const asked = readAsked({}, args);
  const words = asked.words[0] === 'help' ? asked.words.slice(1) : asked.words;
  const name = words.join(' ');
  const meant = name === '' ? commands : commands.filter((one) => one.name === name || one.name.startsWith(`${name} `));
  if (meant.length === 0) throw new WrongUse(`There is no command “${name}”.`);
  if (asked.words[0] !== 'help' && !asked.help)
    throw new WrongUse(name ? `“${name}” needs a second word: ${secondWords(meant)}.` : 'Which command?');
  if (asked.json) paper.out(JSON.stringify(meant));
  else paper.out(name === '' ? overview(commands) : meant.map(about).join('\n\n'));
  return done;
}

const secondWords = (meant: readonly Command[]) => meant.map((one) => one.name.split(' ')[1]).join(' or ');
