import { BadInput } from './bad-input.ts';
import { hoursProblem } from './hours-problem.ts';
import { type Block, type Hours, type Week, weekdays } from './opening-hours.ts';

const said = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const german = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'];
const everyDay = weekdays.map((_, index) => index);

/** A week as one line: "Mon-Fri 08:00-12:00,13:00-17:30; Sat 09:00-12:00". Neighbouring days with the same times are drawn together. */
export function hoursInWords({ week }: Pick<Hours, 'week'>): string {
  const times = weekdays.map((day) => week[day].map(({ from, until }) => `${from}-${until}`).join(','));
  const parts: string[] = [];
  for (let first = 0; first < times.length; ) {
    let last = first;
    while (times[last + 1] === times[first]) last++;
    const days = last === first ? said[first] : `${said[first]}-${said[last]}`;
    if (times[first] !== '') parts.push(`${days} ${times[first]}`);
    first = last + 1;
  }
  return parts.join('; ') || 'closed';
}

/**
 * Reads such a line, as people type it: a day that is not named is closed, and what runs over midnight goes on the next morning.
 * Throws BadInput for `hours`.
 */
export function readHoursInWords(text: string): Hours {
  const week: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const part of text.replaceAll(/[–—‑]/g, '-').split(/[;\n]/)) {
    if (part.trim() === '') continue;
    const [, days = '', times = ''] = /^([^\d]*?)\s*(\d.*|closed|geschlossen)?$/i.exec(part.trim()) ?? [];
    if (times === '') throw unclear(`“${part.trim()}” has no times. Write it like Mon-Fri 08:00-17:30.`);
    for (const day of daysOf(days))
      if (/^\d/.test(times)) for (const time of times.split(/,|\band\b|\bund\b/i)) addBlock(week, day, time.trim());
  }
  if (weekdays.every((day) => week[day].length === 0))
    throw unclear('These hours are never open. Write them like Mon-Fri 08:00-17:30.');
  for (const day of weekdays) week[day].sort((a, b) => a.from.localeCompare(b.from));
  const hours: Hours = { week, seasons: [] };
  const problem = hoursProblem(hours);
  if (problem) throw unclear(problem);
  return hours;
}

const unclear = (sentence: string) => new BadInput(422, sentence, 'hours');

function daysOf(text: string): number[] {
  const words = text.trim().toLowerCase().replaceAll('.', '').replace(/:$/, '');
  if (/^(daily|every day|täglich|)$/.test(words)) return everyDay;
  return words.split(/,|\band\b|\bund\b/).flatMap((part) => {
    const [first, last, ...more] = part.split(/-|\bto\b|\bbis\b/).map((word) => dayOf(word.trim()));
    if (first === undefined || more.length > 0) throw unclear(`“${part.trim()}” is not a day of the week.`);
    if (last === undefined) return [first];
    return everyDay.slice(0, ((last - first + 7) % 7) + 1).map((step) => (first + step) % 7);
  });
}

function dayOf(word: string): number {
  const known = /^(mon|tue|wed|thu|fri|sat|sun)/.exec(word)?.[1];
  if (known && /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?s?$/.test(word))
    return weekdays.indexOf(known as (typeof weekdays)[number]);
  const index = german.indexOf(word);
  if (index < 0) throw unclear(`“${word}” is not a day of the week.`);
  return index;
}

function addBlock(week: Week, day: number, text: string): void {
  const [, from = '', until = ''] = /^(\d{1,2}(?:[:.]\d\d)?)\s*(?:-|to|bis)\s*(\d{1,2}(?:[:.]\d\d)?)$/i.exec(text) ?? [];
  if (from === '') throw unclear(`“${text}” is not a time like 08:00-17:30.`);
  const block: Block = { from: clockTime(from), until: clockTime(until) };
  const today = week[weekdays[day]!];
  if (block.from < block.until) today.push(block);
  else {
    today.push({ from: block.from, until: '24:00' });
    if (block.until > '00:00') week[weekdays[(day + 1) % 7]!].push({ from: '00:00', until: block.until });
  }
}

const clockTime = (text: string): string => {
  const [hour = '', minute = '00'] = text.split(/[:.]/);
  return `${hour.padStart(2, '0')}:${minute}`;
};
