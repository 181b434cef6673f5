import type { LeadRow } from '#store/schema.ts';
import { addNote } from '../leads/add-note.ts';
import { changeStage } from '../leads/change-stage.ts';
import { closeLead } from '../leads/close-lead.ts';
import type { Then } from '../leads/log-touch.ts';
import { Refusal } from '../refusal.ts';
import { rings, writeBack, writes } from './deeds.ts';
import type { Enquiry } from './enquiries.ts';
import { answer, comesIn, onDay, openLater, ownerOf, type Part } from './first-contact.ts';
import { lose, quote, visit, won, worth } from './outcomes.ts';
import { day, hour, type Life, minute, type Tale } from './tale.ts';
import { afterCalls, theirThanks } from './words/letters.ts';

/** One enquiry from the moment it comes in to its outcome. Within the last weeks before `end` everybody is careful. */
export async function* lifeOf(tale: Tale, enquiry: Enquiry, end: number): Life {
  try {
    const lead = yield* comesIn(tale, enquiry);
    if (lead) yield* goesOn(tale, lead, enquiry, end - enquiry.at < 12 * day);
  } catch (error) {
    // Two threads of one person meet on one lead: the other one has brought it to its end.
    if (!(error instanceof Refusal && error.status === 409)) throw error;
  }
}

async function* goesOn(tale: Tale, lead: LeadRow, enquiry: Enquiry, careful: boolean): Part<void> {
  const { plot } = enquiry.wish;
  const spoken = enquiry.source === 'phone' || enquiry.source === 'walk-in';
  if (plot === 'question') return yield* asksOnly(tale, lead, enquiry, spoken, careful);
  const big = plot === 'project' || plot === 'business';
  const then = (): Then => ({
    nextStep: { what: big ? 'Book the site visit' : 'Book a time', dueAt: onDay(tale, 0, big ? '15:30' : '10:30') },
  });
  const reached = spoken || (yield* answer(tale, lead, enquiry, then, careful));
  if (!reached) return lose(tale, lead, false, 'no-answer');
  return big ? yield* isQuoted(tale, lead, enquiry) : yield* isMended(tale, lead, enquiry);
}

async function* asksOnly(tale: Tale, lead: LeadRow, enquiry: Enquiry, spoken: boolean, careful: boolean): Part<void> {
  const { env, chance, clock, crew } = tale;
  const { guest, wish } = enquiry;
  const owner = ownerOf(tale, lead);
  if (!spoken) {
    yield openLater(tale, chance.whole(4, careful ? 40 : 55), Math.max(enquiry.at, clock.now));
    if (lead.source === 'missed-call')
      await rings(tale, owner, lead, 'spoke', { text: 'Only a question, told them.', minutes: 4 });
    else
      await writes(
        tale,
        owner,
        lead,
        guest,
        `Hello ${guest.called}, ${wish.answer!.charAt(0).toLowerCase()}${wish.answer!.slice(1)}`,
      );
  }
  yield clock.now + chance.whole(20, 200) * minute;
  if (!spoken && guest.email && chance.odds(0.4))
    await writeBack(tale, crew.ana, guest, 'email', chance.pick(theirThanks), clock.now);
  yield openLater(tale, chance.whole(1, 30));
  await closeLead(env, { id: lead.id }, owner, { outcome: 'question' });
}

async function* isMended(tale: Tale, lead: LeadRow, enquiry: Enquiry): Part<void> {
  const { chance, env } = tale;
  const owner = ownerOf(tale, lead);
  yield openLater(tale, chance.whole(1, 45), onDay(tale, 0, '10:00'));
  if (chance.odds(0.2)) return lose(tale, lead, enquiry.guest.phone !== undefined);
  if (chance.odds(0.2)) await addNote(env, { id: lead.id }, owner, chance.pick(afterCalls.spoke));
  if (chance.odds(0.12)) {
    yield* visit(tale, lead, { nextStep: { what: 'Send the quote', dueAt: onDay(tale, 2, '16:00'), toldThem: true } });
    yield openLater(tale, chance.whole(200, 800));
    return yield* quote(tale, lead, enquiry);
  }
  yield* visit(tale, lead, won(tale, worth(tale, enquiry.wish)));
}

async function* isQuoted(tale: Tale, lead: LeadRow, enquiry: Enquiry): Part<void> {
  const { chance, env } = tale;
  const owner = ownerOf(tale, lead);
  yield openLater(tale, chance.whole(1, 60), onDay(tale, 0, '15:00'));
  if (chance.odds(0.06)) return lose(tale, lead, enquiry.guest.phone !== undefined, 'not-a-fit');
  tale.clock.now += 20_000;
  await changeStage(env, { id: lead.id }, owner, 'qualified');
  if (chance.odds(0.4)) await addNote(env, { id: lead.id }, owner, chance.pick(afterCalls.spoke));
  const dueAt = onDay(tale, 6, '16:00');
  yield* visit(tale, lead, { nextStep: { what: 'Send the quote', dueAt, toldThem: true } });
  yield Math.max(tale.clock.now, dueAt - chance.whole(0, 9) * hour);
  yield* quote(tale, lead, enquiry);
}
