import { responseRule } from '#domain/response-rule.ts';
import { sortArrival } from '../arrivals/sort-arrival.ts';
import type { Env } from '../env.ts';
import { indexSearch } from '../leads/index-search.ts';
import { recomputeLeads } from '../leads/recompute-leads.ts';
import { heartbeat } from '../running/heartbeat.ts';
import { changeRules } from '../team/change-rules.ts';
import { checkChannel } from '../team/check-channel.ts';
import { setUpBusiness } from './business.ts';
import { cast } from './cast/cast.ts';
import { chanceOf } from './chance.ts';
import { fillsInForm } from './deeds.ts';
import { enquiries } from './enquiries.ts';
import { exampleNow } from './example.ts';
import { openLater } from './first-contact.ts';
import { guestsOf } from './guests.ts';
import { lifeOf } from './lives.ts';
import { play } from './play.ts';
import { day, hour, type Life, minute, type Tale } from './tale.ts';
import { spam } from './words/letters.ts';

/** Its first day is the Monday a year before. */
const aYearBefore = Date.UTC(2025, 10, 17, 8, 0);
/** Whoever comes in after that is one of the cast. */
const lastAsked = Date.UTC(2026, 10, 20, 10, 30);

export type Making = {
  /** An env on an empty database whose clock is the one handed in; its mail has to go nowhere. */
  env: Env;
  clock: { now: number };
  seed?: number;
  /** From which Monday morning on. Unless given: a year before. */
  begins?: number;
  /** How much is done, from 0 to 1. */
  tell?(share: number): void;
};

/** Plays a year of the business, deed by deed. Given the same seed, it is the same year. */
export async function makeExample({ env, clock, seed = 1, begins = aYearBefore, tell = () => {} }: Making): Promise<void> {
  const chance = chanceOf(seed);
  clock.now = begins;
  const tale: Tale = { env, clock, chance, guests: guestsOf(chance), ...(await setUpBusiness(env)) };
  const all = enquiries(tale, begins - 8 * hour, lastAsked);
  const lives = [
    ...all.map((enquiry) => lifeOf(tale, enquiry, exampleNow)),
    ...cast(tale),
    promisesMore(tale),
    looksIntoWays(tale),
    isSpammed(tale),
  ];
  await play(tale, lives, exampleNow, tell);
  while ((await indexSearch(env)) > 0);
  await heartbeat(env);
}

/** In March the team trusts itself to answer within the hour. */
async function* promisesMore({ env, crew }: Tale): Life {
  yield Date.UTC(2026, 2, 2, 9, 0);
  await changeRules(env, { ...crew.ana, change: { rule: responseRule('one-hour') } });
  await recomputeLeads(env);
}

/** The ways that cannot report by themselves, each morning, most of the time. */
async function* looksIntoWays({ env, crew, chance, timetable, clock }: Tale): Life {
  for (;;) {
    yield timetable.nextOpening(Math.floor(clock.now / day) * day + day) + hour + chance.whole(0, 40) * minute;
    await checkChannel(env, { channelId: 'voicemail', ...crew.ana });
    if (chance.odds(0.8)) await checkChannel(env, { channelId: 'instagram', ...crew.maya });
    if (chance.odds(0.8)) await checkChannel(env, { channelId: 'facebook', ...crew.maya });
    if (chance.odds(0.6)) await checkChannel(env, { channelId: 'whatsapp', ...crew.ben });
  }
}

/** Offers that nobody has asked for, sorted by a person; the trap of the form catches others. */
async function* isSpammed(tale: Tale): Life {
  const { env, crew, chance, clock } = tale;
  const next = chance.deck(spam);
  for (;;) {
    yield clock.now + chance.whole(9, 24) * day + chance.whole(1, 20) * hour;
    const offer = next();
    if (chance.odds(0.3)) {
      await fillsInForm(tale, { ...offer, _gotcha: 'yes' });
      continue;
    }
    const before = clock.now;
    await fillsInForm(tale, offer, { doubt: 'filled in very quickly' });
    yield openLater(tale, chance.whole(10, 90));
    for (const { id } of await unsure(env, before))
      await sortArrival(env, { id, ...crew.ana, as: 'not-an-enquiry', remember: chance.odds(0.5) });
  }
}

const unsure = (env: Env, since: number) =>
  env.read.selectFrom('arrivals').select('id').where('outcome', '=', 'not-sure').where('received_at', '=', since).execute();
