import { backup } from './backup.ts';
import { channelAdd } from './channel-add.ts';
import { channelList } from './channel-list.ts';
import { clock } from './clock.ts';
import type { Command } from './command.ts';
import { doctor } from './doctor.ts';
import { example } from './example.ts';
import { ingest } from './ingest.ts';
import { memberAdd } from './member-add.ts';
import { memberList } from './member-list.ts';
import { restore } from './restore.ts';
import { setup } from './setup.ts';
import { start } from './start.ts';
import { tokenCreate } from './token-create.ts';
import { tokenList } from './token-list.ts';
import { tokenRevoke } from './token-revoke.ts';
import { web } from './web.ts';

/** In the order in which `bin/baton help` lists them. */
export const commands: readonly Command[] = [
  start,
  web,
  clock,
  setup,
  memberAdd,
  memberList,
  tokenCreate,
  tokenList,
  tokenRevoke,
  channelAdd,
  channelList,
  ingest,
  backup,
  restore,
  doctor,
  example,
];
