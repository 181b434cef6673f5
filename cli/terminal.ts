import { buffer } from 'node:stream/consumers';
import type { Paper } from './command.ts';

export const terminal: Paper = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  input: () => buffer(process.stdin),
};
