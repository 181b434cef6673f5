import type { Timetable } from '#domain/opening-hours.ts';
import { type Sayer, sayer } from '#domain/say-time.ts';

/** Making a sayer costs as much as a letter does, so it is kept for as long as the timetable that it goes with. */
function keeping(): (locale: string, timetable: Timetable) => Sayer {
  const kept = new WeakMap<Timetable, Map<string, Sayer>>();
  return (locale, timetable) => {
    const sayers = kept.get(timetable) ?? new Map<string, Sayer>();
    const known = sayers.get(locale) ?? sayer(locale, timetable.zone);
    kept.set(timetable, sayers.set(locale, known));
    return known;
  };
}

/** The sayer of a locale for the letters of a standard. */
export const saying = keeping();
