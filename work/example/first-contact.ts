import type { LeadRow } from '#store/schema.ts';
import type { Then } from '../leads/log-touch.ts';
import { fillsInForm, formFields, mails, rings, writeBack, writes, writesDown } from './deeds.ts';
import type { Enquiry } from './enquiries.ts';
import { day, minute, type Tale, type Worker } from './tale.ts';
import {
  afterCalls,
  firstReplies,
  firstRepliesGerman,
  slots,
  slotsGerman,
  theirAnswers,
  theirAnswersGerman,
} from './words/letters.ts';

/** A part of a life that ends with something known. */
export type Part<Value> = AsyncGenerator<number, Value, undefined>;

export const ownerOf = (tale: Tale, { owned_by_id }: LeadRow) => ({ memberId: owned_by_id, name: nameOf(tale, owned_by_id) });

const nameOf = ({ crew }: Tale, id: string): Worker =>
  (Object.keys(crew) as Worker[]).find((name) => crew[name].memberId === id) ?? 'ana';

/** So many minutes of opening time later. */
export const openLater = ({ timetable, clock }: Tale, minutes: number, from = clock.now): number =>
  timetable.addOpenTime(from, Math.round(minutes * minute));

/** On a business day so many days ahead, at that time. */
export const onDay = ({ timetable, clock }: Tale, days: number, time: string): number =>
  timetable.openAt(timetable.addBusinessDays(timetable.dayOf(clock.now + day), days), time);

/** It comes in, on whichever way: the form by itself, the rest when somebody looks or has hung up. */
export async function* comesIn(tale: Tale, enquiry: Enquiry): Part<LeadRow | null> {
  const { chance, crew } = tale;
  const { guest, wish, source, at } = enquiry;
  yield at;
  if (source === 'website-form')
    return fillsInForm(tale, formFields(guest, wish.asked), guest.language ? { language: guest.language } : {});
  if (source === 'phone' || source === 'walk-in') {
    const by = crew[chance.pick(['ana', 'ana', 'maya', 'ben'] as const)];
    yield at + chance.whole(4, 15) * minute;
    return writesDown(tale, by, enquiry, { spoken: true, ownerId: by.memberId });
  }
  const by = crew[source === 'whatsapp' || source === 'referral' ? 'ben' : source === 'missed-call' ? 'maya' : 'ana'];
  yield openLater(tale, chance.whole(3, source === 'missed-call' ? 30 : 18), at);
  const missed = chance.odds(0.4) ? 'Missed call, a message on the voicemail: ' : 'Missed call, no voicemail.';
  const asked = source === 'missed-call' ? (missed.endsWith(' ') ? missed + wish.said : missed) : wish.asked;
  return writesDown(tale, by, enquiry, { asked });
}

/** Until when in open minutes an answer is given: mostly well in time, on a bad day not. */
function haste({ chance, timetable }: Tale, at: number, careful: boolean): number {
  const limit = timetable.isOpen(at) ? 58 : 110;
  const draw = chance.next();
  if (draw < 0.72) return limit * (0.06 + 0.5 * chance.next());
  if (draw < 0.89 || careful) return limit * (0.56 + 0.38 * chance.next());
  return limit * (1.2 + 5 * chance.next() ** 2);
}

/** Somebody answers, and tries again until they are reached. False where they never are. `then` is planned once they are. */
export async function* answer(tale: Tale, lead: LeadRow, enquiry: Enquiry, then: () => Then, careful: boolean): Part<boolean> {
  const { chance } = tale;
  const owner = ownerOf(tale, lead);
  yield Math.max(openLater(tale, haste(tale, enquiry.at, careful), enquiry.at), openLater(tale, 1));
  const rather = enquiry.guest.phone && (!mails(enquiry.guest, lead) || chance.odds(0.5));
  if (rather) return yield* ring(tale, lead, enquiry, then, careful ? 0.2 : 0);
  const { guest } = enquiry;
  const german = guest.language === 'de';
  const text = chance.pick(german ? firstRepliesGerman : firstReplies).replace('{called}', guest.called);
  await writes(tale, owner, lead, guest, text.replace('{slot}', chance.pick(german ? slotsGerman : slots)));
  if (chance.odds(0.74)) return yield* theyAnswer(tale, lead, enquiry, then);
  yield openLater(tale, chance.whole(10, 150), onDay(tale, 1, '08:00') + day);
  if (guest.phone) return yield* ring(tale, lead, enquiry, then, 0);
  await writes(tale, owner, lead, guest, `Hello ${guest.called}, did my answer reach you? We would still be glad to help.`);
  yield onDay(tale, 4, '11:20');
  return false;
}

async function* theyAnswer(tale: Tale, lead: LeadRow, { guest, source }: Enquiry, then: () => Then): Part<boolean> {
  const { chance, crew } = tale;
  const at = daylight(tale.clock.now + chance.whole(40, 1_500) * minute);
  yield openLater(tale, chance.whole(2, 25), at);
  const last = guest.name.split(' ').at(-1)!;
  const said = guest.language === 'de' ? chance.pick(theirAnswersGerman) : chance.pick(theirAnswers).replace('{last}', last);
  await writeBack(tale, crew.ana, guest, source === 'website-form' ? 'email' : source, said, at);
  yield openLater(tale, chance.whole(12, 130));
  const owner = ownerOf(tale, lead);
  if (guest.phone && chance.odds(0.5)) {
    await rings(tale, owner, lead, 'spoke', { text: chance.pick(afterCalls.spoke), minutes: chance.whole(2, 9), then: then() });
    return true;
  }
  await writes(
    tale,
    owner,
    lead,
    guest,
    guest.language ? 'Sehr gern, so machen wir es.' : 'Good, that is noted. See you then.',
    then(),
  );
  return true;
}

async function* ring(tale: Tale, lead: LeadRow, { guest }: Enquiry, then: () => Then, luck: number): Part<boolean> {
  const { chance } = tale;
  const owner = ownerOf(tale, lead);
  for (let tries = 1; tries <= 4; tries++) {
    const draw = chance.next() - luck;
    if (draw < 0.66) {
      await rings(tale, owner, lead, 'spoke', {
        text: chance.pick(afterCalls.spoke),
        minutes: chance.whole(2, 14),
        then: then(),
      });
      return true;
    }
    if (draw < 0.78) {
      await rings(tale, owner, lead, 'left-message', { text: chance.pick(afterCalls.message) });
      yield openLater(tale, chance.whole(5, 90), onDay(tale, 1, '08:30'));
    } else {
      await rings(tale, owner, lead, 'no-answer');
      yield openLater(tale, chance.whole(118, 175));
    }
  }
  if (mails(guest, lead)) {
    await writes(
      tale,
      owner,
      lead,
      guest,
      `Hello ${guest.called}, we have tried to ring you and will gladly come by. When does a call suit you?`,
    );
    yield onDay(tale, 3, '10:40');
  }
  return false;
}

/** Nobody writes in the small hours. */
const daylight = (at: number): number => {
  const hour = new Date(at).getUTCHours();
  return hour >= 7 && hour < 22 ? at : at + (hour < 7 ? 7 - hour : 31 - hour) * 3_600_000;
};
