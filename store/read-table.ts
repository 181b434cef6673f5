import { type Expression, expressionBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { attentions } from '#domain/lead.ts';
import { uuidsFrom } from '#domain/uuid.ts';
import type { Db } from './engine.ts';
import { notPractice } from './practice.ts';
import { type LeadShown, showLeads } from './read-leads.ts';
import type { Schema } from './schema.ts';
import { matches } from './search.ts';

export const tableViews = ['open', 'us', 'them', 'later', 'closed', 'all'] as const;
export type TableView = (typeof tableViews)[number];

export const tableSorts = ['name', 'source', 'received', 'owner', 'stage', 'last', 'next', 'what', 'value', 'note'] as const;
export type TableSort = (typeof tableSorts)[number];

/** Whom we owe an answer. */
export const owedAttentions = [
  'undelivered',
  'late',
  'second-try',
  'wrote-back',
  'waiting-for-answer',
] as const satisfies readonly (typeof attentions)[number][];

export type TableFilter = {
  ownerId?: string | undefined;
  /** Stage keys. */
  stages?: readonly string[] | undefined;
  source?: string | undefined;
  /** Each begins a word of the lead (domain/search-words.ts). */
  words?: readonly string[] | undefined;
  /** Came since then: what counts as an enquiry in the figures, and nothing else. */
  since?: number | undefined;
  /** Only those whose first answer went in time. */
  inTime?: boolean | undefined;
};

export type TableAsked = TableFilter & {
  view: TableView;
  sort: TableSort;
  descending: boolean;
  /** All stages, in the order of the team's. */
  stageOrder: readonly string[];
  offset: number;
  limit: number;
};

type Query = SelectQueryBuilder<Schema, 'leads', object>;
const slack = 86_400_000;

function filtered(db: Db, { ownerId, stages, source, words, since, inTime }: TableFilter): Query {
  let query: Query = db.selectFrom('leads').where(notPractice('leads'));
  if (ownerId !== undefined) query = query.where('leads.owned_by_id', '=', ownerId);
  if (stages !== undefined) query = query.where('leads.stage', 'in', [...stages]);
  if (source !== undefined) query = query.where('leads.source', '=', source);
  if (words !== undefined) query = query.where('leads.number', 'in', matches(db, words, null));
  if (since !== undefined) query = query.where(cameSince(since));
  if (inTime) query = query.where(answeredInTime());
  return query;
}

/** Enquiries that came since a moment, as every figure counts them: without history and what turned out to be none. */
export function cameSince(since: number): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'leads'>();
  return eb.and([
    // Nothing is received after it was recorded, ids begin with that time, and numbers grow with them: so few rows are looked at.
    // Plus nothing, because else PostgreSQL looks for the least number by going through them from the first.
    eb(
      'leads.number',
      '>=',
      eb
        .selectFrom('leads as recent')
        .select((of) => of.fn.min(of('recent.number', '+', 0)).as('least'))
        .where('recent.id', '>=', uuidsFrom(since - slack)),
    ),
    eb('leads.received_at', '>=', since),
    eb('leads.history_at', 'is', null),
    eb.or([eb('leads.outcome', 'is', null), eb('leads.outcome', 'not in', ['not-an-enquiry', 'merged'])]),
  ]);
}

/** By when the rule wanted the first answer; nothing where there was none to give, because somebody walked in. */
export const firstDue = () =>
  expressionBuilder<Schema, 'leads'>()
    .selectFrom('clocks')
    .select('clocks.due_at')
    .whereRef('clocks.lead_id', '=', 'leads.id')
    .where('clocks.kind', '=', 'first')
    .orderBy('clocks.id', 'desc')
    .limit(1);

/** The first answer went by then, or none was owed. */
export function answeredInTime(): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'leads'>();
  return eb.and([
    eb('leads.first_answer_at', 'is not', null),
    eb('leads.first_answer_at', '<=', eb.fn.coalesce(firstDue(), 'leads.first_answer_at')),
  ]);
}

function inView(query: Query, view: TableView): Query {
  if (view === 'all') return query;
  if (view === 'later' || view === 'closed') return query.where('leads.state', '=', view);
  const open = query.where('leads.state', '=', 'open');
  if (view === 'us') return open.where('leads.attention_kind', 'in', [...owedAttentions]);
  return view === 'them' ? open.where('leads.waiting_at', 'is not', null) : open;
}

/** What the rows are sorted by. A person's name stands in another table, which is asked only for that. */
function sortedBy({ sort, stageOrder }: Pick<TableAsked, 'sort' | 'stageOrder'>): Expression<unknown> {
  const eb = expressionBuilder<Schema, 'leads'>();
  switch (sort) {
    case 'name':
      return eb
        .selectFrom('contacts')
        .select((of) => of.fn<string>('lower', [of.fn.coalesce('name', 'company', 'phone', 'email')]).as('name'))
        .whereRef('contacts.id', '=', 'leads.contact_id');
    case 'owner':
      return eb
        .selectFrom('members')
        .select((of) => of.fn<string>('lower', ['members.name']).as('name'))
        .whereRef('members.id', '=', 'leads.owned_by_id');
    case 'stage': {
      let place = eb
        .case()
        .when('leads.stage', '=', stageOrder[0] ?? '')
        .then(0);
      for (const [n, stage] of stageOrder.entries()) place = place.when('leads.stage', '=', stage).then(n);
      return place.else(stageOrder.length).end();
    }
    case 'next':
      return eb.fn.coalesce('leads.later_until_at', 'leads.next_due_at', 'leads.closed_at');
    case 'what':
      return eb.fn('lower', ['leads.next_what']);
    case 'note':
      return eb.fn('lower', ['leads.status_note']);
    default:
      return eb.ref(plain[sort]);
  }
}

const plain = {
  source: 'leads.source',
  received: 'leads.received_at',
  last: 'leads.last_contact_at',
  value: 'leads.value',
} as const;

/** One page of the table, in the order asked for; what has nothing in that column comes last. */
export async function readTable(db: Db, asked: TableAsked): Promise<LeadShown[]> {
  const way = asked.descending ? 'desc' : 'asc';
  const rows = await inView(filtered(db, asked), asked.view)
    .select('leads.id')
    .orderBy(sortedBy(asked), (order) => order[way]().nullsLast())
    .orderBy('leads.number', 'desc')
    .offset(asked.offset)
    .limit(asked.limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const shown = new Map((await showLeads(db, ids)).map((lead) => [lead.id, lead]));
  return ids.flatMap((id) => shown.get(id) ?? []);
}

export type TableSums = { count: number; value: number };

/** How many rows each view has under this filter, and what they are worth; closed ones only where that is the view. */
export async function sumTable(db: Db, asked: TableFilter & { view: TableView }): Promise<Partial<Record<TableView, TableSums>>> {
  const query = filtered(db, asked);
  const open = await query
    .where('leads.state', '=', 'open')
    .select((eb) => {
      const owed = eb('leads.attention_kind', 'in', [...owedAttentions]);
      const theirs = eb('leads.waiting_at', 'is not', null);
      const many = (which: typeof owed) => eb.fn.sum<number | null>(eb.case().when(which).then(1).else(0).end());
      const worth = (which: typeof owed) =>
        eb.fn.sum<number | null>(eb.case().when(which).then(eb.ref('leads.value')).else(0).end());
      return [
        eb.fn.countAll<number>().as('count'),
        eb.fn.sum<number | null>('leads.value').as('value'),
        many(owed).as('us'),
        worth(owed).as('us_value'),
        many(theirs).as('them'),
        worth(theirs).as('them_value'),
      ];
    })
    .executeTakeFirstOrThrow();
  const sum = async (view: TableView): Promise<TableSums> => {
    const row = await inView(query, view)
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number | null>('leads.value').as('value')])
      .executeTakeFirstOrThrow();
    return { count: Number(row.count), value: Number(row.value ?? 0) };
  };
  return {
    open: { count: Number(open.count), value: Number(open.value ?? 0) },
    us: { count: Number(open.us ?? 0), value: Number(open.us_value ?? 0) },
    them: { count: Number(open.them ?? 0), value: Number(open.them_value ?? 0) },
    later: await sum('later'),
    ...(asked.view === 'closed' || asked.view === 'all' ? { [asked.view]: await sum(asked.view) } : {}),
  };
}

/** Whether the team writes values down at all. */
export const hasValues = async (db: Db): Promise<boolean> =>
  (await db
    .selectFrom('leads')
    .select('id')
    .where('value', 'is not', null)
    .where(notPractice('leads'))
    .limit(1)
    .executeTakeFirst()) !== undefined;
