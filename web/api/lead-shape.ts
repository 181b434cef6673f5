import { z } from 'zod';
import { attentions, outcomes, reasons } from '#domain/lead.ts';
import { readAnswers } from '#domain/questions.ts';
import type { Source } from '#domain/source.ts';
import { sources } from '#domain/source.ts';
import type { LeadShown } from '#store/read-leads.ts';
import { iso, maybeIso } from './fields.ts';

export const time = z.string().meta({ format: 'date-time' });
const maybeTime = time.nullable();
const text = z.string().nullable();
export const person = z.object({ id: z.string(), name: z.string() });

/** A lead as lists and answers have it. */
export const lead = z
  .object({
    number: z.int(),
    id: z.string(),
    version: z.int().meta({ description: 'For If-Match; it grows with every change.' }),
    state: z.enum(['open', 'later', 'closed']),
    outcome: z.enum(outcomes).nullable(),
    reason: z.enum(reasons).nullable(),
    closedAt: maybeTime,
    name: text,
    company: text,
    contact: z.object({ id: z.string(), name: text, company: text, email: text, phone: text }),
    source: z.enum(Object.keys(sources) as [Source, ...Source[]]),
    channel: z.string(),
    heardOf: text,
    referredBy: text,
    asked: z.string(),
    wants: z.array(z.string()),
    urgent: z.boolean(),
    receivedAt: time,
    recordedAt: time,
    owner: person.meta({ description: 'Of a closed lead, who owned it.' }),
    givenAt: time,
    seenAt: maybeTime,
    stage: z.string(),
    answerDueAt: maybeTime.meta({
      description: 'When they are to hear from us: told, else by the rule; of the last time they wrote.',
    }),
    firstAnswerAt: maybeTime,
    lastContactAt: maybeTime,
    nextStep: z
      .object({ what: z.string(), dueAt: time, suggested: z.boolean(), toldThem: z.boolean() })
      .nullable()
      .meta({ description: 'suggested: Baton planted it and nobody has chosen it yet.' }),
    waitingUntil: maybeTime,
    laterUntil: maybeTime,
    attention: z.object({ kind: z.enum(attentions), dueAt: time }).nullable(),
    value: z.object({ amount: z.int(), currency: z.string() }).nullable(),
    statusNote: text,
    siteAddress: text,
    reach: text.meta({ description: 'How and when they like to be reached.' }),
    answers: z.record(z.string(), z.string()).meta({ description: 'To the team’s own questions, by key.' }),
  })
  .meta({ id: 'Lead' });

export type Lead = z.output<typeof lead>;

export function leadOf(row: LeadShown): Lead {
  const { contact_name: name, contact_company: company } = row;
  const dueAt = row.next_due_at ?? row.later_until_at;
  return {
    number: row.number,
    id: row.id,
    version: row.version,
    state: row.state,
    outcome: row.outcome as Lead['outcome'],
    reason: row.reason as Lead['reason'],
    closedAt: maybeIso(row.closed_at),
    name,
    company,
    contact: { id: row.contact_id, name, company, email: row.contact_email, phone: row.contact_phone },
    source: row.source as Lead['source'],
    channel: row.channel_id,
    heardOf: row.heard_of,
    referredBy: row.referred_by,
    asked: row.asked,
    wants: row.wants ? (JSON.parse(row.wants) as string[]) : [],
    urgent: row.urgent_at !== null,
    receivedAt: iso(row.received_at),
    recordedAt: iso(row.recorded_at),
    owner: { id: row.owner_id ?? row.owned_by_id, name: row.owner_name },
    givenAt: iso(row.given_at),
    seenAt: maybeIso(row.seen_at),
    stage: row.stage,
    answerDueAt: maybeIso(row.answer_due_at),
    firstAnswerAt: maybeIso(row.first_answer_at),
    lastContactAt: maybeIso(row.last_contact_at),
    nextStep:
      row.next_what === null || dueAt === null || row.state === 'closed'
        ? null
        : {
            what: row.next_what,
            dueAt: iso(dueAt),
            suggested: row.next_suggested_at !== null,
            toldThem: row.next_told_at !== null,
          },
    waitingUntil: row.state === 'open' ? maybeIso(row.waiting_until_at) : null,
    laterUntil: row.state === 'later' ? maybeIso(row.later_until_at) : null,
    attention:
      row.attention_kind === null
        ? null
        : { kind: row.attention_kind as NonNullable<Lead['attention']>['kind'], dueAt: iso(row.attention_due_at!) },
    value: row.value === null ? null : { amount: row.value, currency: row.currency },
    statusNote: row.status_note,
    siteAddress: row.site_address,
    reach: row.reach,
    answers: readAnswers(row.answers),
  };
}

/** A page of a list, with the cursor of the next one. */
export const pageShape = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({ data: z.array(shape), next: z.string().nullable() });
