import type { SelectQueryBuilder } from 'kysely';
import type { Attention } from '#domain/lead.ts';
import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import { prepared } from './prepared.ts';
import type { LeadRow, Schema } from './schema.ts';
import { matches } from './search.ts';

/** What is shown with a lead and stands in other rows: the person, the owner, the time by which they are to hear from us. */
type LeadFace = {
  contact_name: string | null;
  contact_company: string | null;
  contact_email: string | null;
  contact_phone: string | null;
  owner_name: string;
  /** Of the clock that runs, else of the last one. */
  answer_due_at: number | null;
  /** When the clock that runs was started: their first unanswered message. */
  clock_started_at: number | null;
  currency: string;
};

export type LeadShown = LeadRow & LeadFace;

function faces(db: Db) {
  return db
    .selectFrom('leads')
    .innerJoin('contacts', 'contacts.id', 'leads.contact_id')
    .innerJoin('members', 'members.id', 'leads.owned_by_id')
    .select((eb) => [
      'contacts.name as contact_name',
      'contacts.company as contact_company',
      'contacts.email as contact_email',
      'contacts.phone as contact_phone',
      'members.name as owner_name',
      eb
        .selectFrom('clocks')
        .select((of) => of.fn.coalesce('told_due_at', 'due_at').as('due'))
        .whereRef('clocks.lead_id', '=', 'leads.id')
        .orderBy('clocks.id', 'desc')
        .limit(1)
        .as('answer_due_at'),
      eb
        .selectFrom('clocks')
        .select('clocks.started_at')
        .whereRef('clocks.lead_id', '=', 'leads.id')
        .where('clocks.answered_at', 'is', null)
        .where('clocks.ended_at', 'is', null)
        .as('clock_started_at'),
      eb.selectFrom('team').select('currency').$asScalar().$notNull().as('currency'),
    ]);
}

const faceById = prepared<{ id: string }, LeadFace>((db, slot) => faces(db).where('leads.id', '=', slot('id')));

/** The rest of what is shown of a lead whose row is at hand. */
export const showLead = async (db: Db, lead: LeadRow): Promise<LeadShown> => ({
  ...lead,
  ...(await faceById(db, { id: lead.id }))[0]!,
});

export const showLeads = async (db: Db, ids: readonly string[]): Promise<LeadShown[]> =>
  ids.length === 0
    ? []
    : faces(db)
        .selectAll('leads')
        .where('leads.id', 'in', [...ids])
        .execute();

export const leadStates = ['open', 'later', 'won', 'lost', 'question'] as const;
type LeadStateAsked = (typeof leadStates)[number];

type LeadsAsked = {
  stage?: string | undefined;
  ownerId?: string | undefined;
  state?: LeadStateAsked | undefined;
  attention?: Attention | undefined;
  /** Each begins a word of the lead (domain/search-words.ts). */
  words?: readonly string[] | undefined;
  /** Only leads with a smaller number. */
  below?: number | undefined;
  limit: number;
};

type Shown = SelectQueryBuilder<Schema, 'leads' | 'contacts' | 'members', LeadShown>;

/** Leads by number, the newest first; practice ones are left out. */
export function listLeads(db: Db, asked: LeadsAsked): Promise<LeadShown[]> {
  const { stage, ownerId, state, attention, words, below, limit } = asked;
  let query: Shown = faces(db).selectAll('leads').where(notPractice('leads')).orderBy('leads.number', 'desc').limit(limit);
  if (below !== undefined) query = query.where('leads.number', '<', below);
  if (stage !== undefined) query = query.where('leads.stage', '=', stage);
  if (attention !== undefined) query = query.where('leads.number', 'in', wanting(db, attention));
  if (ownerId !== undefined) query = query.where('leads.owned_by_id', '=', ownerId);
  if (state === 'open' || state === 'later') query = query.where('leads.state', '=', state);
  else if (state !== undefined) query = query.where('leads.state', '=', 'closed').where('leads.outcome', '=', state);
  if (words !== undefined) query = query.where('leads.number', 'in', matches(db, words, below ?? null));
  return query.execute();
}

/** Asked apart, because few leads want attention: their numbers stand in an index of their own, and need no look at all leads. */
const wanting = (db: Db, attention: Attention) =>
  db.selectFrom('leads').select('number').where('attention_kind', 'is not', null).where('attention_kind', '=', attention);
