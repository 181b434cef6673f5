import { z } from 'zod';
import { BadInput } from '#domain/bad-input.ts';
import { attentions } from '#domain/lead.ts';
import { askedWords } from '#domain/search-words.ts';
import type { Db } from '#store/engine.ts';
import { findLeadByNumber } from '#store/leads.ts';
import { findMember, findMemberByEmail } from '#store/members.ts';
import { leadStates, listLeads } from '#store/read-leads.ts';
import type { LeadRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import { Refusal } from '#work/refusal.ts';
import type { Asker } from '../asker.ts';
import type { Ask } from '../doors.ts';
import type { At } from './address.ts';
import { fromCursor, pageOf, toCursor } from './cursor.ts';
import { limit } from './fields.ts';
import { wholeLead, wholeLeadOf } from './lead-detail.ts';
import { lead, leadOf, pageShape } from './lead-shape.ts';

const filters = z.strictObject({
  stage: z.string().max(100).optional(),
  owner: z.string().max(320).optional().meta({ description: 'A member by id or email, or “me”.' }),
  state: z.enum(leadStates).optional(),
  attention: z.enum(attentions).optional(),
  q: z
    .string()
    .max(500)
    .optional()
    .meta({ description: 'Words of which each begins a word of the lead; or a part of a telephone number.' }),
  limit,
  after: z.string().max(200).optional(),
});

export function leads(at: At, env: { read: Db; now(): number }): void {
  const { read } = env;
  at(
    { method: 'GET', path: '/leads', who: 'read', says: 'Leads, the newest first.', query: filters, answer: pageShape(lead) },
    async ({ query, asker, reply }) => {
      const { stage, owner, q, after, ...more } = query;
      const words = q === undefined ? undefined : askedWords(q);
      const ownerId = owner === undefined ? undefined : await memberAsked(read, owner, asker);
      const below = after === undefined ? undefined : Number(fromCursor(after, /^n (\d{1,15})$/)[0]);
      if (stage !== undefined) await knownStage(read, stage);
      if (words?.length === 0) return reply({ data: [], next: null });
      const rows = await listLeads(read, { ...more, stage, ownerId, words, below, limit: query.limit + 1 });
      return reply(pageOf(rows, query.limit, leadOf, ({ number }) => toCursor('n', number)));
    },
  );
  at(
    { method: 'GET', path: '/leads/:number', who: 'read', says: 'One lead with its story.', answer: wholeLead },
    async ({ c, reply }) => reply(await wholeLeadOf(read, await leadAsked(c, read), env.now())),
  );
}

/** The number in the address; 404 for what cannot be one. */
export function numberAsked(c: Ask): number {
  const said = c.req.param('number') ?? '';
  if (!/^\d{1,15}$/.test(said)) throw new Refusal(404, 'There is no such lead.');
  return Number(said);
}

/** The lead that the path names. Throws a Refusal (404). */
export async function leadAsked(c: Ask, db: Db): Promise<LeadRow> {
  const found = await findLeadByNumber(db, numberAsked(c));
  if (!found) throw new Refusal(404, 'There is no such lead.');
  return found;
}

/** The id of a member named by id, by email address or as “me”. Throws BadInput (422). */
export async function memberAsked(db: Db, said: string, asker: Asker): Promise<string> {
  if (said === 'me') return asker.member.id;
  const member = said.includes('@') ? await findMemberByEmail(db, said.trim().toLowerCase()) : await findMember(db, said);
  if (!member) throw new BadInput(422, 'owner should be a member, by id or email, or “me”.', 'owner');
  return member.id;
}

async function knownStage(db: Db, stage: string): Promise<void> {
  const { stages } = await readStandard(db);
  if (!stages.some(({ key }) => key === stage))
    throw new BadInput(422, `stage should be one of ${stages.map(({ key }) => key).join(', ')}.`, 'stage');
}
