import type { Env } from '#work/env.ts';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** One line of JSON per event on standard error. Facts are ids and figures, never what a person wrote or who they are. */
export function jsonLog(least: (typeof levels)[number]): Env['log'] {
  const from = levels.indexOf(least);
  return (level, what, facts) => {
    if (levels.indexOf(level) < from) return;
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, what, ...facts })}\n`);
  };
}
