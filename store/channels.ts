import type { Db } from './engine.ts';
import { inserter } from './insert.ts';
import type { ChannelRow } from './schema.ts';

export const addChannelRow = inserter('channels');

export const listChannels = (db: Db): Promise<ChannelRow[]> =>
  db.selectFrom('channels').selectAll().where('retired_at', 'is', null).orderBy('created_at').orderBy('id').execute();

/** Takes a channel for this deed alone, so that of two who change different things of it neither undoes the other's. */
export const takeChannel = (db: Db, id: string): Promise<ChannelRow | undefined> =>
  db
    .updateTable('channels')
    .set((eb) => ({ refused_count: eb.ref('refused_count') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();

/** A channel as it begins: nobody in particular gets what comes in, nothing is connected. */
export const newChannel = (begun: Pick<ChannelRow, 'id' | 'kind' | 'name' | 'created_at'> & Partial<ChannelRow>): ChannelRow => ({
  checker_id: null,
  deputy_id: null,
  owner_rule: 'null',
  config: '{}',
  secrets: null,
  cursor: null,
  connected_at: null,
  last_arrival_at: null,
  last_error: null,
  last_error_at: null,
  refused_count: 0,
  refused_at: null,
  check_times: null,
  checked_at: null,
  lease_until_at: null,
  look_due_at: null,
  retired_at: null,
  ...begun,
});
