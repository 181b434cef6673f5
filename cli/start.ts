import type { Command } from './command.ts';
import { runServer } from './run-server.ts';

export const start: Command = {
  name: 'start',
  says: 'Serves the web and runs the clock. This is what npm start does.',
  usage: '',
  examples: ['bin/baton start', 'PORT=8080 bin/baton start'],
  run: (asked, desk) => runServer({ web: true, clock: true }, asked, desk),
};
