import type { Command } from './command.ts';
import { runServer } from './run-server.ts';

export const web: Command = {
  name: 'web',
  says: 'Serves the web only, for several processes on PostgreSQL.',
  usage: '',
  examples: ['DATABASE_URL=postgres://… PORT=3001 bin/baton web'],
  run: (asked, desk) => runServer({ web: true, clock: false }, asked, desk),
};
