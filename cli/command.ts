import { parseArgs } from 'node:util';
import type { Settings } from '#settings.ts';
import type { Store } from '#store/engine.ts';
import type { Env } from '#work/env.ts';
import type { Example } from '#work/example/example.ts';

export type House = { env: Env; store: Store; close(): Promise<void> };
export type Halves = { web: boolean; clock: boolean };
export type Running = { address: string; house: House; stop(): Promise<void> };

/** What start.ts hands to a command: nothing is made here. */
export type Hands = {
  settings(): Settings;
  /** The same for a command beside a server, whose address its links begin with. */
  beside(): Settings;
  open(settings: Settings): Promise<House>;
  serve(settings: Settings, halves: Halves): Promise<Running>;
  /** The example business beside the team's own. */
  example(settings: Settings): Promise<Example & { close(): Promise<void> }>;
};

/** Where a command's lines go, and where what is typed or piped comes from. */
export type Paper = { out(line: string): void; err(line: string): void; input(): Promise<Buffer> };

export type Desk = { hands: Hands; paper: Paper };

/** `json` is the one document that --json prints; `lines` are for people; `aside` goes to standard error, so that `lines` can be piped. */
export type Answer = { json: unknown; lines: readonly string[]; aside?: string; code?: number };

export type Option = { type: 'string' | 'boolean'; multiple?: true; says: string };

export type Command = {
  name: string;
  /** One line in the list of commands. */
  says: string;
  /** What stands behind `bin/baton` and the name. */
  usage: string;
  examples: readonly string[];
  options?: Readonly<Record<string, Option>>;
  /** A number where the command has printed by itself. */
  run(asked: Asked, desk: Desk): Promise<Answer | number>;
};

/** A command used in a way it does not know: exit code 2, with its usage line. */
export class WrongUse extends Error {}

export type Asked = {
  words: readonly string[];
  json: boolean;
  help: boolean;
  flag(name: string): boolean;
  list(name: string): readonly string[];
  maybe(name: string): string | undefined;
  /** Throws WrongUse where it is missing or empty. */
  text(name: string): string;
};

export const shared = {
  json: { type: 'boolean', says: 'Print JSON.' },
  help: { type: 'boolean', says: 'Say how this is used.' },
} as const satisfies Record<string, Option>;

/** Reads what stands behind a command's name. Throws WrongUse. */
export function readAsked(command: Pick<Command, 'options'>, args: readonly string[]): Asked {
  const options = Object.entries({ ...command.options, ...shared } as Record<string, Option>);
  const config = options.map(([name, { type, multiple }]) => [
    name,
    { type, ...(multiple ? { multiple } : {}), ...(name === 'help' ? { short: 'h' } : {}) },
  ]);
  const { values, positionals } = parsed(args, Object.fromEntries(config));
  const one = (name: string) => (typeof values[name] === 'string' && values[name] !== '' ? values[name] : undefined);
  return {
    words: positionals,
    json: values.json === true,
    help: values.help === true,
    flag: (name) => values[name] === true,
    list: (name) => (Array.isArray(values[name]) ? (values[name] as string[]) : []),
    maybe: one,
    text(name) {
      const value = one(name);
      if (value === undefined) throw new WrongUse(`--${name} is missing.`);
      return value;
    },
  };
}

type ParseOptions = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

function parsed(args: readonly string[], options: ParseOptions) {
  try {
    return parseArgs({ args: [...args], options: options ?? {}, allowPositionals: true });
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) throw error;
    throw new WrongUse((error as Error).message.split('. ')[0]!.replace(/\.?$/, '.'));
  }
}

/** Throws WrongUse where words stand behind a command that takes none. */
export function noWords({ words }: Asked): void {
  if (words.length > 0) throw new WrongUse(`“${words[0]}” is not understood here.`);
}
