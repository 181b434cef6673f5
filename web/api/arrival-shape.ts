import { z } from 'zod';
import { arrivalOutcomes } from '#store/read-arrivals.ts';
import type { ArrivalRow } from '#store/schema.ts';
import { iso, maybeIso } from './fields.ts';
import { time } from './lead-shape.ts';

const text = z.string().nullable();

/** One thing that came in, and what became of it. */
export const arrival = z
  .object({
    id: z.string(),
    outcome: z.enum(arrivalOutcomes),
    reason: text,
    decidedBy: text.meta({ description: 'The member who decided; null: a rule.' }),
    channel: z.string(),
    source: z.string(),
    from: z.object({ name: text, email: text, phone: text, handle: text, company: text }),
    subject: text,
    asked: z.string(),
    urgent: z.boolean(),
    receivedAt: time,
    recordedAt: time,
    lookBy: time.nullable().meta({ description: 'Not sure: when somebody has to have looked.' }),
    ownerId: text,
    duplicates: z.int(),
    externalId: text,
    lead: z.int().nullable().meta({ description: 'The number of its lead.' }),
  })
  .meta({ id: 'Arrival' });

export type Arrival = z.output<typeof arrival>;

export const arrivalOf = (row: ArrivalRow, leadNumber: number | null): Arrival => ({
  id: row.id,
  outcome: row.outcome,
  reason: row.reason,
  decidedBy: row.decided_by,
  channel: row.channel_id,
  source: row.source,
  from: { name: row.from_name, email: row.from_email, phone: row.from_phone, handle: row.from_handle, company: row.company },
  subject: row.subject,
  asked: row.asked,
  urgent: row.urgent_at !== null,
  receivedAt: iso(row.received_at),
  recordedAt: iso(row.recorded_at),
  lookBy: row.outcome === 'not-sure' ? maybeIso(row.look_due_at) : null,
  ownerId: row.owner_id,
  duplicates: row.duplicates,
  externalId: row.external_id,
  lead: leadNumber,
});
