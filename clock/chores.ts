import { retryArrivals } from '#work/arrivals/retry-arrivals.ts';
import type { Env } from '#work/env.ts';
import { indexSearch } from '#work/leads/index-search.ts';
import { lookAtLeads } from '#work/leads/look-at-leads.ts';
import { recomputeLeads } from '#work/leads/recompute-leads.ts';
import { bundleLate } from '#work/letters/bundle-late.ts';
import { deliverOutbox } from '#work/letters/deliver-outbox.ts';
import { sendFridayNote } from '#work/letters/send-friday-note.ts';
import { sendMorningLists } from '#work/letters/send-morning-lists.ts';
import { sweep } from '#work/running/sweep.ts';
import { renewHolidays } from '#work/team/renew-holidays.ts';

/**
 * What happens by itself: how often it is looked at (milliseconds), what wakes it sooner, and the deed. A woken one then rests for so
 * many times as long as it took, nine if nothing is said: what comes in goes first.
 */
export type Chore = { name: string; every: number; wokenBy?: string; restFor?: number; run(env: Env): Promise<unknown> };

const second = 1_000;
const minute = 60 * second;

/** The one table. Every deed may be run again at any time and beside itself in another process. */
export const chores: readonly Chore[] = [
  { name: 'look at leads', every: second, run: lookAtLeads },
  { name: 'deliver the outbox', every: second, wokenBy: 'outbox', run: deliverOutbox },
  { name: 'index for search', every: second, wokenBy: 'lead', restFor: 49, run: indexSearch },
  { name: 'retry arrivals', every: 10 * second, run: retryArrivals },
  { name: 'recompute by new rules', every: second, run: recomputeLeads },
  { name: 'bundle what is late', every: 20 * second, run: bundleLate },
  { name: 'send morning lists', every: 20 * second, run: sendMorningLists },
  { name: 'send the friday note', every: 20 * second, run: sendFridayNote },
  { name: 'renew the holidays', every: 24 * 60 * minute, run: renewHolidays },
  { name: 'sweep', every: 60 * minute, run: sweep },
];
