import { z } from 'zod';
import type { OutboxEntryRow } from '#store/schema.ts';
import { iso, maybeIso } from './fields.ts';
import { time } from './lead-shape.ts';

/** A letter to a customer and what became of it. */
export const letter = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: z
      .string()
      .meta({ description: 'In words: “accepted” (the mail server took it), “kept, not sent”, “not sent: …”, “unknown”, …' }),
    to: z.string().nullable(),
    createdAt: time,
    sentAt: time.nullable(),
    settled: z
      .boolean()
      .meta({ description: 'Nobody need say what became of it: a member has, or it is a kept acknowledgement.' }),
  })
  .meta({ id: 'Letter' });

export type Letter = z.output<typeof letter>;

const words: Record<OutboxEntryRow['state'], string> = {
  queued: 'waiting to go',
  sending: 'on its way',
  accepted: 'accepted',
  kept: 'kept, not sent',
  refused: 'not sent',
  unknown: 'unknown',
  skipped: 'not needed any more',
  withdrawn: 'taken back before it went',
  bundled: 'sent with another one',
  bounced: 'came back',
};

/** It says only what is so: a mail server that took a letter has not delivered it. */
function stateInWords({ state, error, settled_by, sent_at }: OutboxEntryRow): string {
  if (settled_by && settled_by !== 'baton' && ['kept', 'refused', 'unknown'].includes(state))
    return sent_at === null ? 'given up' : 'sent by hand';
  return error && (state === 'refused' || state === 'bounced') ? `${words[state]}: ${error}` : words[state];
}

export const letterOf = (row: OutboxEntryRow): Letter => ({
  id: row.id,
  kind: row.kind,
  state: stateInWords(row),
  to: row.address,
  createdAt: iso(row.created_at),
  sentAt: maybeIso(row.sent_at),
  settled: row.settled_by !== null,
});
