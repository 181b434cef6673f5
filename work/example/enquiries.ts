import type { Source } from '#domain/source.ts';
import type { Guest } from './guests.ts';
import { day, hour, minute, type Tale } from './tale.ts';
import { businesses } from './words/businesses.ts';
import { checks } from './words/checks.ts';
import { germans } from './words/germans.ts';
import { referrers } from './words/people.ts';
import { type Place, places } from './words/places.ts';
import { projects } from './words/projects.ts';
import { questions } from './words/questions.ts';
import { repairs } from './words/repairs.ts';
import type { Wish } from './words/wish.ts';

/** Somebody wants something, on one way in, at one moment. */
export type Enquiry = { at: number; guest: Guest; wish: Wish; source: Source; referredBy?: string };

/** How many come in a week of that month, from January on: pipes burst in winter, nobody thinks of heating in July. */
const perWeek = [11, 10, 9, 7, 6, 5, 4, 5, 7, 9, 11, 8] as const;

/** Of a hundred that come, by the hour of the day. */
const hours = [0, 0, 0, 0, 0, 1, 2, 6, 10, 11, 9, 7, 7, 6, 6, 6, 6, 5, 5, 6, 4, 2, 1, 0].map(byPlace);
const weekdays = [20, 18, 17, 16, 14, 8, 7].map(byPlace);

const ways: readonly [Source, number][] = [
  ['website-form', 35],
  ['phone', 21],
  ['email', 13],
  ['missed-call', 10],
  ['whatsapp', 10],
  ['referral', 5],
  ['google-business', 2],
  ['facebook', 2],
  ['walk-in', 2],
];

/** Everything that is asked from one midnight to another, in the order in which it comes. */
export function enquiries(tale: Tale, from: number, until: number): Enquiry[] {
  const { chance } = tale;
  const wish = wishDealer(tale);
  const all: number[] = [];
  for (let week = from; week < until; week += 7 * day) {
    const many = perWeek[new Date(week).getUTCMonth()]! + chance.whole(-2, 2);
    for (let n = 0; n < many; n++) {
      const moment = week + chance.weighed(weekdays) * day + chance.weighed(hours) * hour + chance.whole(0, 3_599) * 1_000;
      if (moment < until) all.push(moment);
    }
  }
  all.sort((a, b) => a - b);
  return all.flatMap((at, place) => {
    if (at - (all[place - 1] ?? 0) < 2 * minute) return [];
    return [enquiry(tale, at, wish)];
  });
}

function enquiry(tale: Tale, at: number, wish: ReturnType<typeof wishDealer>): Enquiry {
  const { chance, guests, timetable } = tale;
  if (chance.odds(0.03)) return { at, ...wish.german(), guest: guests.german(), source: 'website-form' };
  const source = chance.weighed(ways);
  const taken = source === 'phone' || source === 'walk-in' ? timetable.isOpen(at) : true;
  const way = taken ? source : 'missed-call';
  if (way === 'website-form' && chance.odds(0.16)) return { at, ...wish.business(), guest: guests.fromBusiness(), source: way };
  const known = guests.again(at);
  const guest = known && canReach(known, way) ? known : reachable(tale, way);
  guests.remember(guest, at);
  const referredBy = way === 'referral' ? { referredBy: chance.pick(referrers) } : {};
  return { at, ...wish.home(), guest, source: way, ...referredBy };
}

const byMail: ReadonlySet<Source> = new Set(['website-form', 'email']);
const canReach = ({ email, phone }: Guest, way: Source) => (byMail.has(way) ? Boolean(email) : Boolean(phone));

function reachable({ guests }: Tale, way: Source): Guest {
  for (let guest = guests.somebody(); ; guest = guests.somebody()) if (canReach(guest, way)) return guest;
}

function wishDealer(tale: Tale) {
  const { chance } = tale;
  const [repair, project, check, question, business, german] = [repairs, projects, checks, questions, businesses, germans].map(
    (all) => chance.deck(all),
  ) as [() => Wish, () => Wish, () => Wish, () => Wish, () => Wish, () => Wish];
  const fill = (wish: Wish) => ({ wish: filled(tale, wish) });
  return {
    home() {
      const draw = chance.next();
      return fill(draw < 0.44 ? repair() : draw < 0.7 ? project() : draw < 0.87 ? check() : question());
    },
    business: () => fill(business()),
    german: () => fill(german()),
  };
}

/** The same word in all that is said of one matter. */
function filled({ chance }: Tale, wish: Wish): Wish {
  const words = Object.fromEntries(Object.entries(places).map(([name, all]) => [name, chance.pick(all)])) as Record<
    Place,
    string
  >;
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: Place) => words[name]);
  const { asked, said, about, answer } = wish;
  return { ...wish, asked: fill(asked), said: fill(said), about: fill(about), ...(answer ? { answer: fill(answer) } : {}) };
}

function byPlace(weight: number, place: number): [number, number] {
  return [place, weight];
}
