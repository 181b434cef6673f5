import type { Reason } from '#domain/lead.ts';
import type { LeadRow } from '#store/schema.ts';
import { bookAppointment } from '../leads/book-appointment.ts';
import { changeStage } from '../leads/change-stage.ts';
import { closeLead } from '../leads/close-lead.ts';
import { editLead } from '../leads/edit-lead.ts';
import type { Then } from '../leads/log-touch.ts';
import { putLater } from '../leads/put-later.ts';
import { mails, rings, touches, writeBack, writes } from './deeds.ts';
import type { Enquiry } from './enquiries.ts';
import { onDay, openLater, ownerOf, type Part } from './first-contact.ts';
import { hour, minute, type Tale } from './tale.ts';
import { afterCalls, chasing, quoteLetters, standings, visits } from './words/letters.ts';
import type { Wish } from './words/wish.ts';

const reasons: readonly [Reason, number][] = [
  ['chose-another', 32],
  ['price', 27],
  ['no-answer', 14],
  ['too-slow', 9],
  ['not-a-fit', 10],
  ['withdrawn', 8],
];
const heardOf = ['Neighbours', 'Google', 'Saw the van', 'Been here before', 'Local paper', 'Estate agent'] as const;

/** In pence, as one would write it on a quote. */
export const worth = ({ chance }: Tale, { worth: [from, until] }: Wish): number =>
  Math.round(chance.whole(from, until) / 5) * 500;

const pounds = (pence: number): string => `£${(pence / 100).toLocaleString('en-GB')}`;

export async function* visit(tale: Tale, lead: LeadRow, after: Then): Part<void> {
  const { env, chance } = tale;
  const owner = ownerOf(tale, lead);
  const startsAt = onDay(tale, chance.whole(0, 4), chance.pick(['08:30', '09:30', '11:00', '13:30', '15:00']));
  await bookAppointment(env, { id: lead.id }, owner, { startsAt, endsAt: startsAt + hour });
  if (chance.odds(0.3)) await editLead(env, { id: lead.id }, owner, { statusNote: chance.pick(standings.booked) });
  yield openLater(tale, chance.whole(5, 50), startsAt + hour);
  await touches(tale, owner, lead, { kind: 'visit', direction: 'out', result: 'spoke', text: chance.pick(visits), then: after });
}

export const won = (tale: Tale, value: number): Then => ({
  close: { outcome: 'won', value, ...(tale.chance.odds(0.5) ? { heardOf: tale.chance.pick(heardOf) } : {}) },
});

/** A quote is written, goes, and is asked about until they have decided. */
export async function* quote(tale: Tale, lead: LeadRow, enquiry: Enquiry): Part<void> {
  const { env, chance } = tale;
  const { guest, wish } = enquiry;
  const owner = ownerOf(tale, lead);
  const value = worth(tale, wish);
  const text = chance
    .pick(quoteLetters)
    .replace('{called}', guest.called)
    .replace('{about}', wish.about)
    .replace('{price}', pounds(value));
  await editLead(env, { id: lead.id }, owner, { value });
  await writes(tale, owner, lead, guest, text);
  await changeStage(env, { id: lead.id }, owner, 'proposal-sent');
  const note = chance.odds(0.75) ? chance.pick(standings.quoted) : null;
  if (note) await editLead(env, { id: lead.id }, owner, { statusNote: note });
  const patience = chance.whole(1, 3);
  for (let asked = 1; asked <= patience; asked++) {
    const { next_due_at } = await leadNow(tale, lead);
    yield openLater(tale, chance.whole(1, 45), Math.max(next_due_at ?? 0, tale.clock.now + hour));
    const call = guest.phone && chance.odds(0.55);
    if (call)
      await rings(tale, owner, lead, 'spoke', {
        text: 'Still thinking about it.',
        minutes: 3,
        then: { waitUntil: onDay(tale, 4, '10:00') },
      });
    else await writes(tale, owner, lead, guest, chance.pick(chasing).replace('{called}', guest.called));
  }
  yield openLater(tale, chance.whole(30, 900));
  yield* decide(tale, lead, enquiry, value);
}

async function* decide(tale: Tale, lead: LeadRow, { guest, source }: Enquiry, value: number): Part<void> {
  const { env, chance, crew, clock } = tale;
  const owner = ownerOf(tale, lead);
  const which = { id: lead.id };
  const draw = chance.next();
  if (draw < 0.46) {
    if (mails(guest, lead)) {
      await writeBack(
        tale,
        crew.ana,
        guest,
        source === 'website-form' ? 'email' : source,
        'Yes, please go ahead with it. Which week would you begin?',
        clock.now,
      );
      yield openLater(tale, chance.whole(10, 80));
      await writes(tale, owner, lead, guest, 'Thank you, we are looking forward to it. I send you the dates tomorrow.');
      yield clock.now + minute;
      await closeLead(env, which, owner, { outcome: 'won', value, heardOf: chance.pick(heardOf) });
    } else await rings(tale, owner, lead, 'spoke', { text: 'They said yes.', minutes: 4, then: won(tale, value) });
  } else if (draw < 0.6) yield* later(tale, lead, value);
  else await lose(tale, lead, guest.phone !== undefined && chance.odds(0.5));
}

/** Not now: it sleeps, comes back by itself and is asked once more. */
async function* later(tale: Tale, lead: LeadRow, value: number): Part<void> {
  const { env, chance, clock } = tale;
  const owner = ownerOf(tale, lead);
  const until = onDay(tale, chance.whole(25, 75), '08:00');
  await editLead(env, { id: lead.id }, owner, { statusNote: chance.pick(standings.asleep) });
  await putLater(env, { id: lead.id }, owner, { until, what: 'Ask whether it is time now' });
  yield openLater(tale, chance.whole(20, 200), until);
  if (chance.odds(0.6))
    await rings(tale, owner, lead, 'spoke', { text: 'Yes, now is the time.', minutes: 5, then: won(tale, value) });
  else {
    await rings(tale, owner, lead, 'no-answer');
    yield openLater(tale, 125);
    await rings(tale, owner, lead, 'spoke', { text: 'Has been done by somebody else.', minutes: 2 });
    yield clock.now + 2 * minute;
    await closeLead(env, { id: lead.id }, owner, { outcome: 'lost', reason: 'chose-another' });
  }
}

/** Ends as lost; the reason is one that fits what happened. */
export async function lose(tale: Tale, lead: LeadRow, spoke: boolean, only?: Reason): Promise<void> {
  const { env, chance } = tale;
  const owner = ownerOf(tale, lead);
  const reason = only ?? (await reasonFor(tale, lead));
  if (spoke && reason !== 'no-answer')
    await rings(tale, owner, lead, 'spoke', { text: lastWords[reason] ?? chance.pick(afterCalls.spoke), minutes: 2 });
  await closeLead(env, { id: lead.id }, owner, { outcome: 'lost', reason });
}

const lastWords: Partial<Record<Reason, string>> = {
  'chose-another': 'Went with the cousin’s firm. No hard feelings.',
  price: 'Four hundred cheaper elsewhere.',
  'too-slow': 'Somebody else was there the same afternoon.',
  'not-a-fit': 'Needs a drainage firm with a camera, gave them a name.',
  withdrawn: 'House is sold after all.',
};

async function reasonFor(tale: Tale, lead: LeadRow): Promise<Reason> {
  const { chance } = tale;
  const { first_answer_at, received_at } = await leadNow(tale, lead);
  if (first_answer_at !== null && tale.timetable.openTimeBetween(received_at, first_answer_at) > 3 * hour && chance.odds(0.5))
    return 'too-slow';
  const fit = reasons.filter(([reason]) => reason !== 'too-slow');
  return chance.weighed(fit);
}

const leadNow = ({ env }: Tale, { id }: LeadRow): Promise<LeadRow> =>
  env.read.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
