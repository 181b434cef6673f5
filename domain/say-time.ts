export type Language = 'en' | 'de';

/**
 * Says moments (milliseconds) as people do, in one language and zone. What takes `now` is for a screen that is read now;
 * the rest always carries weekday and date, because mails are read later.
 */
export type Sayer = {
  readonly locale: string;
  readonly zone: string;
  readonly language: Language;
  /** "10:00", "10:00 am" */
  clock(ms: number): string;
  /** "Monday 23 November", "Montag, 23. November" */
  date(ms: number): string;
  /** "Monday", "Montag" */
  weekday(ms: number): string;
  /** "10:00 on Monday 23 November", "Montag, 23. November, um 10:00 Uhr" */
  dayClock(ms: number): string;
  /** "by 10:00 on Monday 23 November", "bis Montag, 23. November, 10:00 Uhr" */
  by(ms: number): string;
  /** "10:00 today", "10:00 tomorrow", "10:00 on Monday" for the next six days, else as dayClock, with the year if it is another */
  nearClock(ms: number, now: number): string;
  /** "by 10:00 today", "bis heute, 10:00 Uhr" */
  byNear(ms: number, now: number): string;
  /** "today", "tomorrow", "yesterday", "Monday" for the next six days, else "Monday 23 November" */
  nearDay(ms: number, now: number): string;
  /** "Fri 18:05", "Fr 18:05" */
  short(ms: number): string;
  /** "Thu 19 Nov, 15:42", "Do 19. Nov., 15:42" */
  shortDate(ms: number): string;
  /** As `short` where the weekday says which day is meant, else as `shortDate`. */
  nearShort(ms: number, now: number): string;
  /** "14 min", "1 h 12 min", "1 day 5 h", "3 days": a length in milliseconds, rounded down */
  span(length: number): string;
};

const mostKept = 500;
/** A weekday alone names a day that is less far away. */
const sameWeek = 6 * 86_400_000;

type Wall = { year: string; month: string; day: string; weekday: string; clock: string; number: number };

/**
 * The sayer for a locale (BCP 47) and a zone (IANA). Making one is costly, keep it. English and German; any other language
 * is said in English. English without a region is British, so that it has the 24-hour clock.
 */
export const sayer = (locale: string, zone: string): Sayer => {
  const language: Language = /^de\b/i.test(locale) ? 'de' : 'en';
  const exact = language === 'de' ? locale : /^en-\w/i.test(locale) ? locale : 'en-GB';
  const long = new Intl.DateTimeFormat(exact, {
    timeZone: zone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  const brief = new Intl.DateTimeFormat(exact, { timeZone: zone, month: 'short', weekday: 'short', day: 'numeric' });
  const figures = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const twelve = long.resolvedOptions().hour12 === true;
  const monthFirst = exact.toLowerCase() === 'en-us';

  const dayNumber = (ms: number) => {
    const part = partsOf(figures, ms);
    return Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day'))) / 86_400_000;
  };
  // A screen says the same moments in several ways, and all of them next to the same now.
  const walls = new Map<number, Wall>();
  const wall = (ms: number): Wall => {
    const known = walls.get(ms);
    if (known) return known;
    if (walls.size >= mostKept) walls.clear();
    const made = readWall(ms);
    walls.set(ms, made);
    return made;
  };
  const readWall = (ms: number): Wall => {
    const part = partsOf(long, ms);
    const minute = part('minute').padStart(2, '0');
    const hour = twelve ? part('hour') : part('hour').padStart(2, '0');
    const half = part('dayPeriod').toLowerCase().replace(/[.\s]/g, '');
    const clock = `${hour}:${minute}${twelve ? ` ${half}` : ''}`;
    return { year: part('year'), month: part('month'), day: part('day'), weekday: part('weekday'), clock, number: dayNumber(ms) };
  };

  const dateWords = ({ weekday, day, month }: Wall, year = '') => {
    if (language === 'de') return `${weekday}, ${day}. ${month}${year && ` ${year}`}`;
    if (monthFirst) return `${weekday}, ${month} ${day}${year && `, ${year}`}`;
    return `${weekday} ${day} ${month}${year && ` ${year}`}`;
  };
  const nearWords = (there: Wall, now: number): string => {
    const here = wall(now);
    const away = there.number - here.number;
    const word = nearDays[language][away];
    if (word) return word;
    if (away > 0 && away < 7) return there.weekday;
    return dateWords(there, there.year === here.year ? '' : there.year);
  };
  const nearClock = (ms: number, now: number): string => {
    const there = wall(ms);
    const words = nearWords(there, now);
    if (language === 'de') return `${words}${/\d/.test(words) ? ',' : ''} um ${there.clock} Uhr`;
    return /^(to|yester)/.test(words) ? `${there.clock} ${words}` : `${there.clock} on ${words}`;
  };
  const dayClock = (ms: number): string => {
    const there = wall(ms);
    return language === 'de' ? `${dateWords(there)}, um ${there.clock} Uhr` : `${there.clock} on ${dateWords(there)}`;
  };

  const short = (ms: number): string => `${partsOf(brief, ms)('weekday').replace('.', '')} ${wall(ms).clock}`;
  const shortDate = (ms: number): string => {
    const part = partsOf(brief, ms);
    const weekday = part('weekday').replace('.', '');
    const date = language === 'de' ? `${part('day')}. ${part('month')}` : `${part('day')} ${part('month')}`;
    return `${weekday} ${monthFirst ? `${part('month')} ${part('day')}` : date}, ${wall(ms).clock}`;
  };

  return {
    locale: exact,
    zone,
    language,
    clock: (ms) => wall(ms).clock,
    date: (ms) => dateWords(wall(ms)),
    weekday: (ms) => wall(ms).weekday,
    dayClock,
    by: (ms) => {
      if (language === 'en') return `by ${dayClock(ms)}`;
      const there = wall(ms);
      return `bis ${dateWords(there)}, ${there.clock} Uhr`;
    },
    nearClock,
    byNear: (ms, now) => {
      if (language === 'en') return `by ${nearClock(ms, now)}`;
      const there = wall(ms);
      return `bis ${nearWords(there, now)}, ${there.clock} Uhr`;
    },
    nearDay: (ms, now) => nearWords(wall(ms), now),
    short,
    shortDate,
    nearShort: (ms, now) => (Math.abs(ms - now) < sameWeek ? short(ms) : shortDate(ms)),
    span: (length) => saySpan(length, language),
  };
};

/** A length in milliseconds, rounded down: "14 min", "1 h 12 min", "1 day 5 h", "3 days". */
export const saySpan = (length: number, language: Language = 'en'): string => {
  const units = spanUnits[language];
  const minutes = Math.floor(length / 60_000);
  if (minutes < 1) return units.less;
  if (minutes < 60) return `${minutes} ${units.minute}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${units.hour}${minutes % 60 ? ` ${minutes % 60} ${units.minute}` : ''}`;
  const days = Math.floor(hours / 24);
  const rest = days < 3 && hours % 24 ? ` ${hours % 24} ${units.hour}` : '';
  return `${days} ${days === 1 ? units.day : units.days}${rest}`;
};

const spanUnits = {
  en: { less: 'less than a minute', minute: 'min', hour: 'h', day: 'day', days: 'days' },
  de: { less: 'weniger als eine Minute', minute: 'Min.', hour: 'Std.', day: 'Tag', days: 'Tage' },
};

const nearDays: Record<Language, Record<number, string>> = {
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
  de: { [-1]: 'gestern', 0: 'heute', 1: 'morgen' },
};

const partsOf = (format: Intl.DateTimeFormat, ms: number) => {
  const parts = format.formatToParts(ms);
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
};
