import { z } from 'zod';
import { findArrival } from '#store/arrivals.ts';
import type { Db } from '#store/engine.ts';
import { findLead } from '#store/leads.ts';
import { showLead } from '#store/read-leads.ts';
import type { LeadRow } from '#store/schema.ts';
import { joinArrival } from '#work/arrivals/join-arrival.ts';
import { type Moved, splitArrival } from '#work/arrivals/split-arrival.ts';
import type { Done } from '#work/leads/act-on-lead.ts';
import type { Undo } from '#work/leads/keep-undo.ts';
import { type Merged, mergeLeads } from '#work/leads/merge-leads.ts';
import { unmergeLead } from '#work/leads/unmerge-lead.ts';
import type { At } from './address.ts';
import { arrival, arrivalOf } from './arrival-shape.ts';
import { onLead, undo, undoOf } from './lead-acts.ts';
import { lead, leadOf } from './lead-shape.ts';

const merged = z.object({ lead: lead.meta({ description: 'The one that goes on.' }), merged: lead, undo });

const moved = z.object({ arrival, lead, from: lead.nullable().meta({ description: 'Where it was before.' }), undo });

const shown = async (db: Db, { id }: LeadRow) => leadOf(await showLead(db, (await findLead(db, id))!));

async function mergedOf(db: Db, done: Done<Merged>): Promise<z.output<typeof merged>> {
  const { value } = done;
  return { lead: await shown(db, value.survivor), merged: await shown(db, value.merged), undo: undoOf(done.undo) };
}

async function movedOf(db: Db, value: Moved, kept: Undo | null): Promise<z.output<typeof moved>> {
  const row = (await findArrival(db, value.arrival.id))!;
  return {
    arrival: arrivalOf(row, value.lead.number),
    lead: await shown(db, value.lead),
    from: value.from && (await shown(db, value.from)),
    undo: undoOf(kept),
  };
}

/** Two leads that are one, and one that is two. */
export function merging(at: At): void {
  const here = { method: 'POST', who: 'write' } as const;
  at(
    {
      ...here,
      path: '/leads/:number/merge',
      says: 'Says that two leads are one: the younger one closes as merged, the older one goes on and shows both.',
      body: z.strictObject({ into: z.int().min(1) }),
      answer: merged,
      versioned: true,
    },
    (asked) => asked.act((env) => mergeLeads(env, ...onLead(asked), asked.body.into), mergedOf),
  );
  at(
    {
      ...here,
      path: '/leads/:number/unmerge',
      says: 'Opens a merged lead again, with its former step, stage and owner.',
      answer: merged,
      versioned: true,
    },
    (asked) => asked.act((env) => unmergeLead(env, ...onLead(asked)), mergedOf),
  );
  at(
    {
      ...here,
      path: '/arrivals/:id/split',
      says: 'Makes an arrival that was put on a lead a lead of its own, which waits since the arrival came.',
      answer: moved,
    },
    ({ c, asker, act }) =>
      act(
        (env) => splitArrival(env, { id: c.req.param('id')!, memberId: asker.member.id }),
        (db, value) => movedOf(db, value, value.undo),
      ),
  );
  at(
    {
      ...here,
      path: '/arrivals/:id/join',
      says: 'Puts an arrival on a lead that is there.',
      body: z.strictObject({ lead: z.int().min(1).meta({ description: 'The number of the lead.' }) }),
      answer: moved,
    },
    ({ c, asker, body, act }) =>
      act(
        (env) => joinArrival(env, { id: c.req.param('id')!, lead: body.lead, memberId: asker.member.id }),
        (db, done) => movedOf(db, done.value, done.undo),
      ),
  );
}
