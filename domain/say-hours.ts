import { type Block, minuteOfDay, type Week, type Weekday, weekdays } from './opening-hours.ts';

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A week as it stands in a sentence: "Monday to Friday, 8:00 to 12:00 and 13:00 to 17:30; Saturday, 9:00 to 12:00". Clock times by locale. */
export function sayHours(week: Week, locale = 'en-GB'): string {
  const say = blocksSayer(locale);
  const parts = daysAlike((day) => say(week[day])).filter(({ said }) => said !== '');
  return parts.map(({ days, said }) => `${days}, ${said}`).join('; ') || 'on no day';
}

/** Says when a day is open: "8:00 to 12:00 and 13:00 to 17:30", nothing where it is closed. Making one is costly. */
export function blocksSayer(locale: string): (blocks: readonly Block[]) => string {
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const say = (time: string) =>
    time === '24:00'
      ? 'midnight'
      : clock
          .format((minuteOfDay(time) ?? 0) * 60_000)
          .replace(/^0(?=\d)/, '')
          .replace(/\s/g, ' ')
          .toLowerCase();
  return (blocks) => blocks.map(({ from, until }) => `${say(from)} to ${say(until)}`).join(' and ');
}

/** Neighbouring days of whom the same is said, drawn together: "Monday to Friday". `day` is the first of them. */
export function daysAlike(sayDay: (day: Weekday) => string): { days: string; day: Weekday; said: string }[] {
  const said = weekdays.map(sayDay);
  const parts: { days: string; day: Weekday; said: string }[] = [];
  for (let first = 0; first < said.length; ) {
    let last = first;
    while (said[last + 1] === said[first]) last++;
    parts.push({ days: daysSaid(first, last), day: weekdays[first]!, said: said[first]! });
    first = last + 1;
  }
  return parts;
}

function daysSaid(first: number, last: number): string {
  if (first === 0 && last === 6) return 'every day';
  if (first === last) return names[first]!;
  return `${names[first]} ${last - first === 1 ? 'and' : 'to'} ${names[last]}`;
}
