import type { Schema } from './schema.ts';

/** A table as a backup knows it. */
export type Table = {
  name: keyof Schema;
  /** The columns of its primary key, in order. */
  key: readonly string[];
  /** Holds bytes; in a backup they are base64. */
  blob?: string;
  /** Points to a row of the same table, which may come later. */
  self?: string;
};

/** Every table, each after those it points to. What is made from others (search, counters) is not here. */
export const tables: readonly Table[] = [
  { name: 'members', key: ['id'] },
  { name: 'owners', key: ['member_id'] },
  { name: 'team', key: ['id'] },
  { name: 'rules', key: ['version'] },
  { name: 'hours', key: ['version'] },
  { name: 'stages', key: ['version'] },
  { name: 'closed_days', key: ['version'] },
  { name: 'settings_log', key: ['id'] },
  { name: 'links', key: ['hash'] },
  { name: 'sessions', key: ['hash'] },
  { name: 'passkeys', key: ['id'] },
  { name: 'challenges', key: ['hash'] },
  { name: 'attempts', key: ['key'] },
  { name: 'keys', key: ['id'] },
  { name: 'idempotency', key: ['key_id', 'key'] },
  { name: 'absences', key: ['id'] },
  { name: 'channels', key: ['id'] },
  { name: 'checks', key: ['id'] },
  { name: 'contacts', key: ['id'], self: 'merged_into_id' },
  { name: 'points', key: ['kind', 'value'] },
  { name: 'leads', key: ['number'], self: 'merged_into_id' },
  { name: 'deliveries', key: ['id'], blob: 'raw' },
  { name: 'arrivals', key: ['id'] },
  { name: 'clocks', key: ['id'] },
  { name: 'touches', key: ['id'] },
  { name: 'notes', key: ['id'] },
  { name: 'timeline', key: ['lead_id', 'at', 'id'] },
  { name: 'stage_spans', key: ['lead_id', 'id'] },
  { name: 'steps', key: ['lead_id', 'id'] },
  { name: 'quotes', key: ['id'] },
  { name: 'appointments', key: ['id'] },
  { name: 'hand_overs', key: ['id'] },
  { name: 'tasks', key: ['id'] },
  { name: 'templates', key: ['id'] },
  { name: 'drafts', key: ['lead_id', 'member_id'] },
  { name: 'findings', key: ['lead_id', 'kind'] },
  { name: 'seen', key: ['lead_id', 'member_id'] },
  { name: 'outbox', key: ['id'] },
  { name: 'files', key: ['id'] },
  { name: 'undo', key: ['id'] },
  { name: 'chores', key: ['name'] },
];

export type Row = Record<string, unknown>;
