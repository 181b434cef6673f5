import { findChannel, takeArrival } from '#store/arrivals.ts';
import { findContact } from '#store/contacts.ts';
import { findSurvivor } from '#store/leads.ts';
import type { ArrivalRow, LeadRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { actOnLead } from '../leads/act-on-lead.ts';
import { decisionOf, keepUndo, type Made, type Undo } from '../leads/keep-undo.ts';
import { tellOwner } from '../letters/announce.ts';
import { Refusal } from '../refusal.ts';
import { chooseOwner } from './choose-owner.ts';
import { wasSpoken } from './join-lead.ts';
import { openLead } from './open-lead.ts';
import { messageOf } from './sort-arrival.ts';
import { takeOff } from './take-off.ts';
import { decide } from './understand-arrival.ts';

/** An arrival after it was put somewhere else, the lead it is on now, and the one it was on. */
export type Moved = { arrival: ArrivalRow; lead: LeadRow; from: LeadRow | null };

/** "May be a new request", and it is: what had been put on a lead that was there becomes a lead of its own, waiting since it came. */
export const splitArrival = (env: Env, { id, memberId }: { id: string; memberId: string }): Promise<Moved & { undo: Undo }> =>
  env.write(async (tx) => {
    const arrival = await takeArrival(tx.db, id);
    if (!arrival) throw new Refusal(404, 'There is no such arrival.');
    if (!arrival.lead_id) throw new Refusal(409, 'This is on no lead. Sort it as an enquiry to make it one.');
    const before = (await findSurvivor(tx.db, arrival.lead_id))!;
    if (arrival.outcome === 'lead' && before.id !== arrival.lead_id)
      throw new Refusal(409, `This opened a lead that was merged into #${before.number}. Un-merge that one.`);
    if (arrival.outcome === 'lead') throw new Refusal(409, 'This opened its lead, so it is one of its own already.');
    const standard = await readStandard(tx.db);
    const channel = (await findChannel(tx.db, arrival.channel_id))!;
    const contact = (await findContact(tx.db, arrival.contact_id ?? before.contact_id))!;
    const ownerId = await chooseOwner(tx.db, channel, standard);
    const spoken = await wasSpoken(tx.db, id);
    const by = spoken ? arrival.logged_by : null;
    const opening = { arrival, channel, contact, message: messageOf(arrival), ownerId, by, spoken };
    const { lead, clock } = await openLead(tx, standard, opening);
    const made: Made[] = [decisionOf(arrival), { table: 'leads', id: lead.id, version: lead.version }];
    const { lead: from, undo: there } = await actOnLead(tx, { id: before.id }, { memberId }, 'split', async (act) => {
      await takeOff(act, arrival);
      act.tell('split-off', { arrival: id, lead: lead.number });
    });
    await actOnLead(tx, { id: lead.id, quiet: 'always', final: true }, { memberId }, 'split', async (act) => {
      act.tell('split-from', { arrival: id, lead: from.number });
    });
    if (there) made.push({ table: 'undo', id: there.id });
    if (!spoken) await tellOwner(tx, standard, { lead, clock, by: memberId, isNew: true, made });
    const decided = await decide(
      tx,
      arrival,
      {
        outcome: 'lead',
        reason: 'a request of its own',
        lead_id: lead.id,
        contact_id: contact.id,
        decided_by: memberId,
        told_due_at: spoken ? null : (clock?.due_at ?? null),
      },
      lead,
    );
    const undo = await keepUndo(tx, { memberId, what: 'split', arrivalId: id, made });
    return { arrival: decided.arrival, lead, from, undo };
  });
