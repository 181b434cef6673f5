import type { Timetable } from '#domain/opening-hours.ts';
import { quietUntil } from '#domain/quiet-hours.ts';
import type { MemberRow } from '#store/schema.ts';

/** Until when this member's quiet hours last, or null where they do not hold now. They are told in the member's own zone. */
export const quietFor = ({ quiet, zone }: MemberRow, timetable: Timetable, now: number): number | null =>
  quiet ? quietUntil(JSON.parse(quiet) as { from: string; until: string }, now, zone ?? timetable.zone) : null;
