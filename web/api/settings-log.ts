import { z } from 'zod';
import type { Db } from '#store/engine.ts';
import { listSettingsLog } from '#store/read-settings-log.ts';
import type { At } from './address.ts';
import { fromCursor, pageOf, toCursor } from './cursor.ts';
import { iso, limit } from './fields.ts';
import { pageShape, person, time } from './lead-shape.ts';

const change = z.object({
  id: z.string(),
  at: time,
  by: person.nullable().meta({ description: 'null: Baton itself, or somebody at its terminal.' }),
  what: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});

const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

export function settingsLog(at: At, { read }: { read: Db }): void {
  at(
    {
      method: 'GET',
      path: '/settings-log',
      who: 'admin',
      says: 'Who changed which setting, from what to what, the newest first.',
      query: z.strictObject({ limit, after: z.string().max(200).optional() }),
      answer: pageShape(change),
    },
    async ({ query, reply }) => {
      const [before] = query.after === undefined ? [] : fromCursor(query.after, /^s ([\w-]{1,60})$/);
      const rows = await listSettingsLog(read, { before, limit: query.limit + 1 });
      return reply(
        pageOf(
          rows,
          query.limit,
          (row) => ({
            id: row.id,
            at: iso(row.at),
            by: row.member_id === null ? null : { id: row.member_id, name: row.member_name ?? '' },
            what: row.what,
            before: json(row.before_value),
            after: json(row.after_value),
          }),
          ({ id }) => toCursor('s', id),
        ),
      );
    },
  );
}
