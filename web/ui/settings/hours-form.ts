import { BadInput } from '#domain/bad-input.ts';
import { hoursInWords, readHoursInWords } from '#domain/hours-in-words.ts';
import { type Block, dayNames, type Hours, type Season, type Weekday, weekdays } from '#domain/opening-hours.ts';
import { textIn } from '../refused.ts';

const mostBlocks = 12;
const mostSeasons = 12;

/** A field for a time of day knows no 24:00; a day that ends at 00:00 means it. */
const untilShown = (until: string) => (until === '24:00' ? '00:00' : until);
const untilMeant = (until: string) => (until === '00:00' ? '24:00' : until);

/** The hours as the form has them. A row without times is none. Throws BadInput with a sentence. */
export function readHours(form: FormData): Hours {
  const week = Object.fromEntries(weekdays.map((day) => [day, blocksIn(form, day)])) as Hours['week'];
  const seasons: Season[] = [];
  for (let n = 0; n < mostSeasons; n++) {
    const season = seasonIn(form, n);
    if (season) seasons.push(season);
  }
  return { week, seasons };
}

function blocksIn(form: FormData, day: Weekday): Block[] {
  const blocks: Block[] = [];
  for (let n = 0; n < mostBlocks; n++) {
    const [from, until] = [textIn(form, `${day}.${n}.from`), textIn(form, `${day}.${n}.until`)];
    if (from === '' && until === '') continue;
    if (from === '' || until === '') throw new BadInput(422, `${dayNames[day]}: a time needs a beginning and an end.`, 'week');
    blocks.push({ from, until: untilMeant(until) });
  }
  return blocks.sort((a, b) => (a.from < b.from ? -1 : 1));
}

function seasonIn(form: FormData, n: number): Season | null {
  const said = (name: string) => textIn(form, `season.${n}.${name}`).trim();
  if (said('out') !== '' || said('week') === '') return null;
  const name = said('name').slice(0, 60);
  const { week } = readHoursInWords(said('week'));
  return {
    from: `${said('fromMonth')}-${said('fromDay')}`,
    until: `${said('untilMonth')}-${said('untilDay')}`,
    week,
    ...(name ? { name } : {}),
  };
}

export type HoursShown = {
  days: { day: Weekday; name: string; blocks: Block[] }[];
  seasons: { name: string; fromDay: string; fromMonth: string; untilDay: string; untilMonth: string; week: string }[];
};

export const showHours = ({ week, seasons }: Hours): HoursShown => ({
  days: weekdays.map((day) => ({
    day,
    name: dayNames[day],
    blocks: week[day].map(({ from, until }) => ({ from, until: untilShown(until) })),
  })),
  seasons: seasons.map(({ name, from, until, week: seasonWeek }) => ({
    name: name ?? '',
    fromMonth: from.slice(0, 2),
    fromDay: from.slice(3),
    untilMonth: until.slice(0, 2),
    untilDay: until.slice(3),
    week: hoursInWords({ week: seasonWeek }),
  })),
});

/** The hours just as they were typed, for a form that is shown again with what is wrong. */
export function typedHours(form: FormData): HoursShown {
  const many = (count: number) => Array.from({ length: count }, (_, n) => n);
  const said = (name: string) => textIn(form, name).slice(0, 500);
  return {
    days: weekdays.map((day) => ({
      day,
      name: dayNames[day],
      blocks: many(mostBlocks)
        .map((n) => ({ from: said(`${day}.${n}.from`), until: said(`${day}.${n}.until`) }))
        .filter(({ from, until }) => from !== '' || until !== ''),
    })),
    seasons: many(mostSeasons)
      .map((n) => (name: string) => said(`season.${n}.${name}`))
      .filter((one) => one('week') !== '')
      .map((one) => ({
        name: one('name'),
        fromDay: one('fromDay'),
        fromMonth: one('fromMonth'),
        untilDay: one('untilDay'),
        untilMonth: one('untilMonth'),
        week: one('week'),
      })),
  };
}
