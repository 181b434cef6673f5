import type { LeadRow } from '#store/schema.ts';
import { bookAppointment } from '../leads/book-appointment.ts';
import { changeStage } from '../leads/change-stage.ts';
import { type Edit, editLead } from '../leads/edit-lead.ts';
import type { Then } from '../leads/log-touch.ts';
import { seeLead } from '../leads/see-lead.ts';
import { waitForThem } from '../leads/wait-for-them.ts';
import { rings, touches, writeBack, writes, writesDown } from './deeds.ts';
import type { Enquiry } from './enquiries.ts';
import type { Guest } from './guests.ts';
import { hour, type Tale, type Worker } from './tale.ts';

/** What one member does on one lead of one person, for a tale that is told step by step. */
export function acts(tale: Tale, worker: Worker, guest: Guest) {
  const { env, crew } = tale;
  const by = crew[worker];
  return {
    by,
    logs: (source: Enquiry['source'], at: number, asked: string, more: { spoken?: boolean; referredBy?: string } = {}) => {
      const wish = { plot: 'question' as const, asked, said: asked, about: '', worth: [0, 0] as const };
      const { spoken = false, ...referred } = more;
      return writesDown(tale, by, { at, guest, source, wish, ...referred }, { spoken, ownerId: by.memberId });
    },
    sees: (lead: LeadRow) => seeLead(env, { id: lead.id }, by),
    rings: (lead: LeadRow, text: string, minutes: number, then: Then) => rings(tale, by, lead, 'spoke', { text, minutes, then }),
    isRung: (lead: LeadRow, text: string, minutes: number, then: Then) =>
      touches(tale, by, lead, { kind: 'phone', direction: 'in', result: 'spoke', text, minutes, then }),
    writes: (lead: LeadRow, text: string, then?: Then) => writes(tale, by, lead, guest, text, then),
    isWritten: (source: Enquiry['source'], asked: string, at: number) => writeBack(tale, by, guest, source, asked, at),
    visits: (lead: LeadRow, text: string, then: Then) =>
      touches(tale, by, lead, { kind: 'visit', direction: 'out', result: 'spoke', text, then }),
    // A moment after what went before, as somebody who then thinks of it.
    moves: (lead: LeadRow, stage: string) => {
      tale.clock.now += 20_000;
      return changeStage(env, { id: lead.id }, by, stage);
    },
    edits: (lead: LeadRow, edit: Edit) => editLead(env, { id: lead.id }, by, edit),
    books: (lead: LeadRow, startsAt: number, place: string | null = null) =>
      bookAppointment(env, { id: lead.id }, by, { startsAt, endsAt: startsAt + hour, place }),
    waits: (lead: LeadRow, until: number) => waitForThem(env, { id: lead.id }, by, until),
  };
}

export const step = (what: string, dueAt: number, toldThem = false): Then => ({ nextStep: { what, dueAt, toldThem } });
