import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

export type Program = {
  pid: number;
  /** What it has said on standard error and output so far. */
  said(): string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  hasEnded(): boolean;
  /** Resolves once it answers /up; rejects when it ends before that, or after half a minute. */
  up(): Promise<void>;
  /** Sends the signal and waits for the end. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | string>;
};

export type ProgramOptions = {
  environment: Record<string, string>;
  /** The words after bin/baton. */
  words?: readonly string[];
  /** A program that runs it, with its own words. */
  within?: readonly string[];
};

/** The real program in a process of its own, which does not outlive this one. */
export function startProgram({ environment, words = ['start'], within = [] }: ProgramOptions): Program {
  const [command = '', ...rest] = [...within, process.execPath, 'bin/baton', ...words];
  const child = spawn(command, rest, {
    cwd: root,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-20_000);
    });
  let isOver = false;
  const ended = once(child, 'close').then(([code, signal]) => {
    isOver = true;
    return (code ?? signal) as number | string;
  });
  endWithUs(child, ended);
  const half = words[0] === 'web' ? '?only=web' : '';
  return {
    pid: child.pid ?? 0,
    said: () => text,
    ended,
    hasEnded: () => isOver,
    async up() {
      const since = performance.now();
      while (performance.now() - since < 30_000) {
        if (isOver) throw new Error(`the program ended before it answered: ${text}`);
        const answer = await fetch(`http://127.0.0.1:${environment.PORT}/up${half}`).catch(() => null);
        await answer?.arrayBuffer().catch(() => null);
        if (answer?.status === 200) return;
        await new Promise((go) => setTimeout(go, 15));
      }
      throw new Error(`the program does not answer: ${text}`);
    },
    end(signal) {
      if (!isOver) child.kill(signal);
      return ended;
    },
  };
}

/** A test that fails or is stopped leaves nothing running. */
function endWithUs(child: ChildProcess, ended: Promise<unknown>): void {
  const end = () => void child.kill('SIGKILL');
  const leave = () => process.exit(1);
  process.on('exit', end).on('SIGTERM', leave);
  void ended.then(() => process.off('exit', end).off('SIGTERM', leave));
}
