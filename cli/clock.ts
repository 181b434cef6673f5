import type { Command } from './command.ts';
import { runServer } from './run-server.ts';

export const clock: Command = {
  name: 'clock',
  says: 'Runs the clock only, for several processes on PostgreSQL.',
  usage: '',
  examples: ['DATABASE_URL=postgres://… bin/baton clock'],
  run: (asked, desk) => runServer({ web: false, clock: true }, asked, desk),
};
