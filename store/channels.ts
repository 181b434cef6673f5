import type { Db } from './engine.ts';
import { inserter } from './insert.ts';
import type { ChannelRow } from './schema.ts';

export const addChannelRow = inserter('channels');

export const listChannels = (db: Db): Promise<ChannelRow[]> =>
  db.selectFrom('channels').selectAll().where('retired_at', 'is', null).orderBy('created_at').orderBy('id').execute();
