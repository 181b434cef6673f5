export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
export const dayNames: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** Open from (included) until (excluded) on the wall clock, 'HH:MM'; '24:00' ends a day, over midnight is two blocks. */
export type Block = { from: string; until: string };
export type Week = Record<Weekday, Block[]>;

/** Other hours from one day of the year ('MM-DD') until another, both included; it may run over New Year. */
export type Season = { from: string; until: string; week: Week; name?: string };
export type Hours = { week: Week; seasons: Season[] };

/**
 * A public holiday or a day of the team's own on which nobody is there; date is 'YYYY-MM-DD'. One that is yearly comes again on the
 * same day of every year after. `of` says whose public holiday it is: a country, or a region of it, such as GB-ENG.
 */
export type ClosedDay = { date: string; name: string; yearly?: true | undefined; of?: string | undefined };

const usual: Block = { from: '08:00', until: '17:30' };

/** Monday to Friday, 08:00 to 17:30. */
export const defaultHours: Hours = {
  week: { mon: [usual], tue: [usual], wed: [usual], thu: [usual], fri: [usual], sat: [], sun: [] },
  seasons: [],
};

/** Open from (included) until (excluded), milliseconds UTC. */
export type OpenBlock = { readonly from: number; readonly until: number };

/** A day on the team's wall calendar. `number` counts days since 1 January 1970; `closed` is the closed day's name. */
export type LocalDay = {
  readonly date: string;
  readonly number: number;
  readonly starts: number;
  readonly ends: number;
  readonly blocks: readonly OpenBlock[];
  readonly closed: string | null;
};

/** Opening hours as moments. All moments and lengths are milliseconds, dates 'YYYY-MM-DD', times of day 'HH:MM'. */
export type Timetable = {
  readonly zone: string;
  dayAt(ms: number): LocalDay;
  dayOn(date: string): LocalDay;
  dayAfter(day: LocalDay): LocalDay;
  businessDayAfter(day: LocalDay): LocalDay;
  dayOf(ms: number): string;
  blocksOn(date: string): readonly OpenBlock[];
  isOpen(ms: number): boolean;
  isBusinessDay(date: string): boolean;
  /** The first business day after this date. */
  nextBusinessDay(date: string): string;
  /** The n-th business day after this date; n = 0: the date itself if it is one, else the next. */
  addBusinessDays(date: string, n: number): string;
  /** The beginning of the next block at or after this moment. */
  nextOpening(ms: number): number;
  /** Open time between two moments, in milliseconds; 0 if b is not after a. */
  openTimeBetween(a: number, b: number): number;
  /** The same in whole minutes, rounded down. */
  openMinutesBetween(a: number, b: number): number;
  /** The pieces of open time between two moments. */
  openPartsBetween(a: number, b: number): OpenBlock[];
  /** The moment at which so much open time has gone by; it may be a block's end. */
  addOpenTime(ms: number, length: number): number;
  addOpenMinutes(ms: number, minutes: number): number;
  /** That time of day on that date; a time that the clocks skip is the same stretch later, one that comes twice is the first. */
  at(date: string, time: string): number;
  /** That time of day moved into the day's open time: up to opening or out of a break, back to closing. */
  openAt(date: string, time: string): number;
};

const aMinute = 60_000;
const aDay = 86_400_000;
const searchLimit = 4_000;

/**
 * The timetable of these hours in this time zone (IANA name). Days are worked out with Temporal when first asked for and
 * kept, so a question about a known day is arithmetic. The first question throws a RangeError if the zone is unknown, and so
 * does one for an opening where none comes in ten years: such hours are refused when saved.
 */
export const timetable = (hours: Hours, closedDays: readonly ClosedDay[], zone: string): Timetable => {
  const closed = new Map(closedDays.map((day) => [day.date, day.name]));
  const yearly = new Map(closedDays.filter((day) => day.yearly).map((day) => [day.date.slice(5), day]));
  const closedOn = (date: string): string | undefined => {
    const again = yearly.get(date.slice(5));
    return closed.get(date) ?? (again && again.date <= date ? again.name : undefined);
  };
  const base = minutesOfWeek(hours.week);
  const seasons = hours.seasons.map((season) => ({ ...season, minutes: minutesOfWeek(season.week) }));
  const days = new Map<number, LocalDay>();
  const moments = new Map<number, number>();

  const moment = (number: number, minute: number): number => {
    if (minute === 1440) return moment(number + 1, 0);
    const key = number * 1440 + minute;
    const known = moments.get(key);
    if (known !== undefined) return known;
    const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
    const date = Temporal.PlainDate.from(dateOf(number));
    // Without a time Temporal gives the first moment of the day, which is not always 00:00.
    const zoned = date.toZonedDateTime(minute === 0 ? { timeZone: zone } : { timeZone: zone, plainTime });
    moments.set(key, zoned.epochMilliseconds);
    return zoned.epochMilliseconds;
  };

  const day = (number: number): LocalDay => {
    const known = days.get(number);
    if (known) return known;
    const date = dateOf(number);
    const monthDay = date.slice(5);
    const season = seasons.find(({ from, until }) =>
      from <= until ? from <= monthDay && monthDay <= until : from <= monthDay || monthDay <= until,
    );
    const starts = moment(number, 0);
    const ends = moment(number + 1, 0);
    const blocks: OpenBlock[] = [];
    const name = closedOn(date);
    if (name === undefined) {
      // When clocks change, neighbours may move into each other or leave the day: what is left is what is open.
      let free = starts;
      for (const span of (season?.minutes ?? base)[weekdayOf(number)] ?? []) {
        const from = Math.max(free, moment(number, span.from));
        const until = Math.min(ends, moment(number, span.until));
        if (from >= until) continue;
        blocks.push({ from, until });
        free = until;
      }
    }
    const made = { date, number, starts, ends, blocks, closed: name ?? null };
    days.set(number, made);
    return made;
  };

  const dayAt = (ms: number): LocalDay => {
    let found = day(Math.floor(ms / aDay));
    while (ms < found.starts) found = day(found.number - 1);
    while (ms >= found.ends) found = day(found.number + 1);
    return found;
  };
  const dayOn = (date: string) => day(numberOf(date));
  const dayAfter = (today: LocalDay) => day(today.number + 1);

  const businessDayAfter = (today: LocalDay): LocalDay => {
    for (let number = today.number + 1; number <= today.number + searchLimit; number++) {
      const found = day(number);
      if (found.blocks.length > 0) return found;
    }
    throw new RangeError('These opening hours never open.');
  };

  const eachOpen = (a: number, b: number, visit: (from: number, until: number) => void): void => {
    if (b <= a) return;
    for (let today = dayAt(a); today.starts < b; today = dayAfter(today)) {
      for (const block of today.blocks) {
        const from = Math.max(block.from, a);
        const until = Math.min(block.until, b);
        if (from < until) visit(from, until);
      }
    }
  };

  const openTimeBetween = (a: number, b: number): number => {
    let total = 0;
    eachOpen(a, b, (from, until) => {
      total += until - from;
    });
    return total;
  };

  const addOpenTime = (ms: number, length: number): number => {
    let left = length;
    for (let today = dayAt(ms); ; today = businessDayAfter(today)) {
      for (const block of today.blocks) {
        if (block.until <= ms) continue;
        const from = Math.max(block.from, ms);
        if (left <= block.until - from) return from + left;
        left -= block.until - from;
      }
    }
  };

  const at = (date: string, time: string): number => {
    const minute = minuteOfDay(time);
    if (minute === null) throw new RangeError(`Not a time of day: ${time}`);
    return moment(numberOf(date), minute);
  };

  return {
    zone,
    dayAt,
    dayOn,
    dayAfter,
    businessDayAfter,
    dayOf: (ms) => dayAt(ms).date,
    blocksOn: (date) => dayOn(date).blocks,
    isOpen: (ms) => dayAt(ms).blocks.some((block) => block.from <= ms && ms < block.until),
    isBusinessDay: (date) => dayOn(date).blocks.length > 0,
    nextBusinessDay: (date) => businessDayAfter(dayOn(date)).date,
    addBusinessDays: (date, n) => {
      let found = dayOn(date);
      if (n === 0 && found.blocks.length === 0) found = businessDayAfter(found);
      for (let i = 0; i < n; i++) found = businessDayAfter(found);
      return found.date;
    },
    nextOpening: (ms) => {
      const today = dayAt(ms);
      return today.blocks.find((block) => block.from >= ms)?.from ?? businessDayAfter(today).blocks[0]!.from;
    },
    openTimeBetween,
    openMinutesBetween: (a, b) => Math.floor(openTimeBetween(a, b) / aMinute),
    openPartsBetween: (a, b) => {
      const parts: OpenBlock[] = [];
      eachOpen(a, b, (from, until) => parts.push({ from, until }));
      return parts;
    },
    addOpenTime,
    addOpenMinutes: (ms, minutes) => addOpenTime(ms, minutes * aMinute),
    at,
    openAt: (date, time) => intoOpen(dayOn(date), at(date, time)),
  };
};

/** A moment moved into this day's open time: up to opening or out of a break, back to closing. Unmoved if the day has none. */
export const intoOpen = (day: LocalDay, ms: number): number => {
  for (const block of day.blocks) {
    if (ms < block.from) return block.from;
    if (ms <= block.until) return ms;
  }
  return day.blocks.at(-1)?.until ?? ms;
};

/** The minute of the day (0 to 1440) that 'HH:MM' means, or null if it means none. */
export const minuteOfDay = (text: string): number | null => {
  const found = /^(\d\d):(\d\d)$/.exec(text);
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) < 60 && minutes <= 1440 ? minutes : null;
};

const minutesOfWeek = (week: Week) =>
  weekdays.map((weekday) =>
    week[weekday]
      .map((block) => ({ from: minuteOfDay(block.from) ?? 0, until: minuteOfDay(block.until) ?? 0 }))
      .sort((a, b) => a.from - b.from),
  );

const numberOf = (date: string): number => {
  const number = Date.parse(`${date}T00:00:00Z`) / aDay;
  if (!Number.isInteger(number)) throw new RangeError(`Not a date: ${date}`);
  return number;
};
const dateOf = (number: number) => new Date(number * aDay).toISOString().slice(0, 10);
/** 0 is Monday; 1 January 1970 was a Thursday. */
const weekdayOf = (number: number) => (((number + 3) % 7) + 7) % 7;
