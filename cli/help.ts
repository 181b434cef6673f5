import { type Command, type Option, shared } from './command.ts';

/** All commands, a line each, with an example of each below. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Baton keeps every enquiry in one place, with one owner, a time to answer by and a next step.',
    '',
    'Usage: bin/baton COMMAND …',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.says}`),
    '',
    'Examples:',
    ...commands.flatMap((command) => command.examples.slice(0, 1)).map((example) => `  ${example}`),
    '',
    'Every command takes --help and --json. Exit code 0 is success, 1 failure, 2 wrong use.',
  ].join('\n');
}

export function about(command: Command): string {
  const options = Object.entries({ ...command.options, ...shared } as Record<string, Option>);
  const named = options.map(([name, { type }]) => `--${name}${type === 'string' ? ` ${name.toUpperCase()}` : ''}`);
  const width = Math.max(...named.map((name) => name.length));
  return [
    `Usage: bin/baton ${command.name} ${command.usage}`.trimEnd(),
    '',
    command.says,
    '',
    ...options.map(([, option], index) => `  ${named[index]!.padEnd(width)}  ${option.says}`),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}
