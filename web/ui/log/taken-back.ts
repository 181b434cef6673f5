import { findArrival } from '#store/arrivals.ts';
import type { Db } from '#store/engine.ts';
import { findUndo } from '#store/lead-story.ts';
import type { ArrivalRow } from '#store/schema.ts';
import { rawOf } from '#work/arrivals/raw-of.ts';
import type { Made } from '#work/leads/keep-undo.ts';

type Before = { id: string; typed: Record<string, string>; receivedAt: number | null; lines: string };

/** What this member had written down and took back, as it was typed; null where there is no such thing. */
export async function takenBack(db: Db, undoId: string | null, memberId: string): Promise<Before | null> {
  const undo = undoId ? await findUndo(db, undoId, memberId) : undefined;
  if (undo?.what !== 'log' || undo.used_at === null) return null;
  const arrival = undo.arrival_id ? await findArrival(db, undo.arrival_id) : undefined;
  const earlier = arrival && arrival.recorded_at - arrival.received_at > 60_000;
  return {
    id: undo.id,
    typed: arrival ? typedOf(arrival) : {},
    receivedAt: earlier ? arrival.received_at : null,
    lines: arrival ? '' : await linesOf(db, JSON.parse(undo.made) as Made[], memberId),
  };
}

function typedOf(arrival: ArrivalRow): Record<string, string> {
  const said = {
    source: arrival.source,
    reach: arrival.from_phone ?? arrival.from_email ?? arrival.from_handle,
    who: arrival.from_name,
    asked: arrival.asked,
    referredBy: arrival.referred_by,
    urgent: arrival.urgent_at === null ? null : 'yes',
  };
  const fields = JSON.parse(arrival.fields ?? '{}') as Record<string, string>;
  for (const [key, answer] of Object.entries(fields)) Object.assign(said, { [`answer.${key}`]: answer });
  return Object.fromEntries(Object.entries(said).filter((field): field is [string, string] => field[1] !== null));
}

async function linesOf(db: Db, made: readonly Made[], memberId: string): Promise<string> {
  const lines: string[] = [];
  for (const one of made) {
    const undo = one.table === 'undo' ? await findUndo(db, one.id, memberId) : undefined;
    const raw = undo?.arrival_id ? await rawOf(db, undo.arrival_id) : null;
    if (raw) lines.push(new TextDecoder().decode(raw.bytes));
  }
  return lines.join('\n');
}
