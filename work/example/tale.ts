import type { Timetable } from '#domain/opening-hours.ts';
import type { Env } from '../env.ts';
import type { Chance } from './chance.ts';
import type { Guests } from './guests.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export type Worker = 'ana' | 'ben' | 'maya';

/** What the making of the example business goes along with: the house in which it takes place, its clock, its people. */
export type Tale = {
  env: Env;
  /** The house's clock; the tale moves it. */
  clock: { now: number };
  chance: Chance;
  timetable: Timetable;
  crew: Record<Worker, { memberId: string }>;
  guests: Guests;
};

/** One thread of the tale. It gives the moment at which it goes on. */
export type Life = AsyncGenerator<number, void, undefined>;
