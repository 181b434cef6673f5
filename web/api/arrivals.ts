import { z } from 'zod';
import { findArrival } from '#store/arrivals.ts';
import { arrivalOutcomes, findDeliveryFacts, findShownArrival, listArrivals } from '#store/read-arrivals.ts';
import { filesOfArrivals, findFile } from '#store/read-lead.ts';
import { showLead } from '#store/read-leads.ts';
import { rawOf } from '#work/arrivals/raw-of.ts';
import { sortArrival } from '#work/arrivals/sort-arrival.ts';
import type { Env } from '#work/env.ts';
import { Refusal } from '#work/refusal.ts';
import type { At } from './address.ts';
import { arrival, arrivalOf } from './arrival-shape.ts';
import { fromCursor, pageOf, toCursor } from './cursor.ts';
import { download } from './download.ts';
import { iso, limit } from './fields.ts';
import { undo, undoOf } from './lead-acts.ts';
import { fields, fieldsOf, file, fileOf } from './lead-detail.ts';
import { lead, leadOf, pageShape, time } from './lead-shape.ts';

const filters = z.strictObject({
  outcome: z.enum(arrivalOutcomes).optional(),
  channel: z.string().max(100).optional().meta({ description: 'The id of a channel.' }),
  limit,
  after: z.string().max(200).optional(),
});

const whole = arrival.extend({
  fields,
  files: z.array(file),
  raw: z.object({ contentType: z.string(), size: z.int(), receivedAt: time, address: z.string() }).nullable(),
});

const sorting = z.strictObject({
  as: z.enum(['enquiry', 'known-customer', 'not-an-enquiry']),
  remember: z.boolean().optional().meta({ description: 'The next ones of this sender are sorted the same way.' }),
});

const gone = () => new Refusal(404, 'There is no such arrival.');

export function arrivals(at: At, { read, files }: Pick<Env, 'read' | 'files'>): void {
  at(
    {
      method: 'GET',
      path: '/arrivals',
      who: 'read',
      says: 'Everything that arrived, the newest first.',
      query: filters,
      answer: pageShape(arrival),
    },
    async ({ query, reply }) => {
      const [received, id] = query.after === undefined ? [] : fromCursor(query.after, /^a (-?\d{1,15}) ([\w-]{1,60})$/);
      const before = id === undefined ? undefined : { at: Number(received), id };
      const rows = await listArrivals(read, { outcome: query.outcome, channelId: query.channel, before, limit: query.limit + 1 });
      return reply(
        pageOf(
          rows,
          query.limit,
          (row) => arrivalOf(row, row.lead_number),
          (row) => toCursor('a', row.received_at, row.id),
        ),
      );
    },
  );
  at(
    {
      method: 'GET',
      path: '/arrivals/:id',
      who: 'read',
      says: 'One arrival, with what is known of its raw form.',
      answer: whole,
    },
    async ({ c, reply }) => {
      const row = await findShownArrival(read, c.req.param('id')!);
      if (!row) throw gone();
      const raw = row.delivery_id ? await findDeliveryFacts(read, row.delivery_id) : undefined;
      return reply({
        ...arrivalOf(row, row.lead_number),
        fields: fieldsOf(row),
        files: (await filesOfArrivals(read, [row.id])).map(fileOf),
        raw: raw
          ? {
              contentType: raw.content_type,
              size: raw.size,
              receivedAt: iso(raw.received_at),
              address: `/api/v1/arrivals/${row.id}/raw`,
            }
          : null,
      });
    },
  );
  at(
    {
      method: 'GET',
      path: '/arrivals/:id/raw',
      who: 'read',
      says: 'An arrival as it came, byte for byte, as a download.',
      answer: 'application/octet-stream',
    },
    async ({ c }) => {
      const id = c.req.param('id')!;
      const raw = await rawOf(read, id);
      if (!raw) throw gone();
      return download(raw.bytes, `arrival-${id}`);
    },
  );
  at(
    {
      method: 'GET',
      path: '/files/:id',
      who: 'read',
      says: 'A photo or an attachment, as a download.',
      answer: 'application/octet-stream',
    },
    async ({ c }) => {
      const row = await findFile(read, c.req.param('id')!);
      if (!row) throw new Refusal(404, 'There is no such file.');
      return download(await files.read(row.sha256), row.name);
    },
  );
  at(
    {
      method: 'POST',
      path: '/arrivals/:id/sort',
      who: 'write',
      says: 'Says what an arrival is. An enquiry opens its lead with the time at which it really came.',
      body: sorting,
      answer: z.object({ arrival, lead: lead.nullable(), undo }),
    },
    ({ c, asker, body, act }) =>
      act(
        (env) => sortArrival(env, { id: c.req.param('id')!, memberId: asker.member.id, ...body }),
        async (db, sorted) => ({
          arrival: arrivalOf((await findArrival(db, sorted.arrival.id)) ?? sorted.arrival, sorted.lead?.number ?? null),
          lead: sorted.lead && leadOf(await showLead(db, sorted.lead)),
          undo: undoOf(sorted.undo),
        }),
      ),
  );
}
