import { z } from 'zod';
import { reasons, results } from '#domain/lead.ts';
import { readAnswers, readQuestions, unanswered } from '#domain/questions.ts';
import { suggestedReason } from '#domain/suggested-reason.ts';
import { type Known, sevenThings, unknown } from '#domain/unknown.ts';
import { appointmentsOf } from '#store/appointments.ts';
import type { Db } from '#store/engine.ts';
import { firstClockOf } from '#store/first-clock.ts';
import { findLead } from '#store/leads.ts';
import { notesOfLead } from '#store/notes.ts';
import { arrivalsOfLead, earlierLeads, filesOfArrivals, lettersOfLead, mergedLeads, seenByOf } from '#store/read-lead.ts';
import { type LeadShown, showLead } from '#store/read-leads.ts';
import { openTasksOf } from '#store/read-tasks.ts';
import type { ArrivalRow, FileRow, LeadRow } from '#store/schema.ts';
import { readTimeline, readTouches } from '#store/timeline.ts';
import { appointment, appointmentOf } from './appointment-shape.ts';
import { iso, maybeIso } from './fields.ts';
import { lead, leadOf, person, time } from './lead-shape.ts';
import { letter, letterOf } from './letter-shape.ts';
import { leadTask, leadTaskOf } from './task-shape.ts';

const text = z.string().nullable();

export const file = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.int() }).meta({ id: 'File' });

const touch = z.object({
  id: z.string(),
  kind: z.string(),
  direction: z.enum(['in', 'out']),
  result: z.enum(results),
  text,
  minutes: z.int().nullable(),
  by: person.nullable(),
  at: time,
  recordedAt: time,
  courtesy: z.boolean(),
  arrivalId: text,
  letterId: text,
});

const note = z.object({ id: z.string(), text: z.string(), by: person, at: time });

const entry = z.object({
  id: z.string(),
  kind: z.string(),
  at: time,
  by: person.nullable().meta({ description: 'null: Baton itself.' }),
  facts: z.record(z.string(), z.unknown()),
});

export const fields = z.record(z.string(), z.string()).meta({ description: 'What else was said, by its label.' });
export const fieldsOf = (row: Pick<ArrivalRow, 'fields'>): z.output<typeof fields> => (row.fields ? JSON.parse(row.fields) : {});

const came = z.object({
  id: z.string(),
  asked: z.string(),
  subject: text,
  from: z.object({ name: text, email: text, phone: text, handle: text, company: text }),
  source: z.string(),
  channel: z.string(),
  receivedAt: time,
  fields,
  files: z.array(file),
});

const earlier = z.object({
  number: z.int(),
  state: z.string(),
  outcome: text,
  stage: z.string(),
  asked: z.string(),
  receivedAt: time,
  closedAt: time.nullable(),
});

export const wholeLead = lead
  .extend({
    touches: z.array(touch),
    notes: z.array(note).meta({ description: 'What we wrote down for ourselves; nobody was in touch by it.' }),
    timeline: z.array(entry),
    arrivals: z.array(came),
    letters: z.array(letter),
    earlier: z.array(earlier),
    merged: z.array(z.int()).meta({ description: 'The leads that were merged into this one; it tells their story, too.' }),
    mergedInto: z.int().nullable(),
    appointments: z.array(appointment),
    tasks: z.array(leadTask).meta({ description: 'What somebody was asked to do and has not done yet.' }),
    suggestedReason: z.enum(reasons).nullable().meta({ description: 'Why it would be lost, as far as the record says.' }),
    unknown: z.array(z.enum(sevenThings)).meta({ description: 'What is not known yet of the seven things of an enquiry.' }),
    unanswered: z
      .array(z.string())
      .meta({ description: 'The team’s own questions, by key, that are asked always and have no answer yet.' }),
    seenBy: z.array(person.extend({ at: time })),
  })
  .meta({ id: 'WholeLead' });

export type WholeLead = z.output<typeof wholeLead>;

/** The lead with all that is known of it. */
export async function wholeLeadOf(db: Db, row: LeadRow, now: number): Promise<WholeLead> {
  const arrivals = await arrivalsOfLead(db, row.id);
  const files = await filesOfArrivals(
    db,
    arrivals.map(({ id }) => id),
  );
  const shown = await showLead(db, row);
  return {
    ...leadOf(shown),
    touches: await touchesOf(db, row.id, arrivals),
    notes: (await notesOfLead(db, row.id)).map(({ id, text, at, by, member_id }) => ({
      id,
      text,
      by: { id: member_id, name: by },
      at: iso(at),
    })),
    timeline: (await readTimeline(db, row.id)).map(({ id, kind, at, by, member_id, facts }) => ({
      id,
      kind,
      at: iso(at),
      by: personOf(member_id, by),
      facts: factsOf(facts),
    })),
    arrivals: arrivals.map((arrival) => cameOf(arrival, files)),
    letters: (await lettersOfLead(db, row.id)).map(letterOf),
    earlier: (await earlierLeads(db, row)).map(({ number, state, outcome, stage, asked, received_at, closed_at }) => ({
      number,
      state,
      outcome,
      stage,
      asked,
      receivedAt: iso(received_at),
      closedAt: maybeIso(closed_at),
    })),
    merged: (await mergedLeads(db, row.id)).map(({ number }) => number),
    mergedInto: row.merged_into_id ? ((await findLead(db, row.merged_into_id))?.number ?? null) : null,
    tasks: (await openTasksOf(db, row.id)).map(leadTaskOf),
    appointments: (await appointmentsOf(db, row.id)).map(appointmentOf),
    suggestedReason: await suggestedReasonOf(db, row, now),
    unknown: unknown(knownOf(shown)),
    unanswered: await unansweredOf(db, row),
    seenBy: await seenBy(db, row),
  };
}

async function suggestedReasonOf(db: Db, row: LeadRow, now: number) {
  const clock = await firstClockOf(db, row.id);
  const answering = { tries: row.tried_count, firstDueAt: clock?.due_at ?? null, firstAnswerAt: row.first_answer_at };
  return suggestedReason(answering, row.closed_at ?? now);
}

async function unansweredOf(db: Db, { answers }: LeadRow): Promise<string[]> {
  const team = await db.selectFrom('team').select('questions').executeTakeFirst();
  return unanswered(readQuestions(team?.questions ?? null), readAnswers(answers)).map(({ key }) => key);
}

const knownOf = (row: LeadShown): Known => ({
  state: row.state,
  name: row.contact_name,
  asked: row.asked,
  source: row.source,
  ownerId: row.owner_id,
  answerDueAt: row.answer_due_at,
  firstAnswerAt: row.first_answer_at,
  lastContactAt: row.last_contact_at,
  isHistory: row.history_at !== null,
  nextWhat: row.next_what,
});

const personOf = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

const times: readonly string[] = ['due', 'until', 'starts', 'ends'];

/** The small facts of an entry; what is a moment among them is said as one. */
function factsOf(facts: string | null): Record<string, unknown> {
  const known = Object.entries(facts ? (JSON.parse(facts) as Record<string, unknown>) : {});
  return Object.fromEntries(
    known.map(([key, value]) => [key, times.includes(key) && typeof value === 'number' ? iso(value) : value]),
  );
}

/** A message of theirs has its words on the arrival that it came by. */
async function touchesOf(db: Db, leadId: string, arrivals: readonly ArrivalRow[]): Promise<WholeLead['touches']> {
  return (await readTouches(db, leadId)).map((row) => ({
    id: row.id,
    kind: row.kind,
    direction: row.direction,
    result: row.result,
    text: row.text ?? arrivals.find(({ id }) => id === row.arrival_id)?.asked ?? null,
    minutes: row.minutes,
    by: personOf(row.member_id, row.by),
    at: iso(row.at),
    recordedAt: iso(row.recorded_at),
    courtesy: row.courtesy_at !== null,
    arrivalId: row.arrival_id,
    letterId: row.outbox_id,
  }));
}

export const fileOf = ({ id, name, type, size }: FileRow): z.output<typeof file> => ({ id, name, type, size });

const cameOf = (row: ArrivalRow, files: readonly FileRow[]): WholeLead['arrivals'][number] => ({
  id: row.id,
  asked: row.asked,
  subject: row.subject,
  from: { name: row.from_name, email: row.from_email, phone: row.from_phone, handle: row.from_handle, company: row.company },
  source: row.source,
  channel: row.channel_id,
  receivedAt: iso(row.received_at),
  fields: fieldsOf(row),
  files: files.filter(({ arrival_id }) => arrival_id === row.id).map(fileOf),
});

/** Who looked; an owner who acted at once has seen it too. */
async function seenBy(db: Db, { id, seen_by, seen_at, owned_by_id }: LeadRow): Promise<WholeLead['seenBy']> {
  const looked = await seenByOf(db, id);
  const all = [...looked];
  if (seen_by !== null && seen_at !== null && !looked.some((one) => one.id === seen_by)) {
    const member = await db.selectFrom('members').select('name').where('id', '=', seen_by).executeTakeFirst();
    all.push({ id: seen_by ?? owned_by_id, name: member?.name ?? '', at: seen_at });
  }
  return all.toSorted((a, b) => a.at - b.at).map((one) => ({ ...one, at: iso(one.at) }));
}
