import { minuteOfDay, type Week, weekdays } from './opening-hours.ts';

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A week as it stands in a sentence: "Monday to Friday, 8:00 to 12:00 and 13:00 to 17:30; Saturday, 9:00 to 12:00". Clock times by locale. */
export function sayHours(week: Week, locale = 'en-GB'): string {
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const say = (time: string) =>
    time === '24:00'
      ? 'midnight'
      : clock
          .format((minuteOfDay(time) ?? 0) * 60_000)
          .replace(/^0(?=\d)/, '')
          .replace(/\s/g, ' ')
          .toLowerCase();
  const times = weekdays.map((day) => week[day].map(({ from, until }) => `${say(from)} to ${say(until)}`).join(' and '));
  const parts: string[] = [];
  for (let first = 0; first < times.length; ) {
    let last = first;
    while (times[last + 1] === times[first]) last++;
    if (times[first]) parts.push(`${daysSaid(first, last)}, ${times[first]}`);
    first = last + 1;
  }
  return parts.join('; ') || 'on no day';
}

function daysSaid(first: number, last: number): string {
  if (first === 0 && last === 6) return 'every day';
  if (first === last) return names[first]!;
  return `${names[first]} ${last - first === 1 ? 'and' : 'to'} ${names[last]}`;
}
