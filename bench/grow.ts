import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { House } from '#start.ts';
import { isPostgres } from '#store/prepared.ts';
import { simulated } from './simulate.ts';

const open = 5_000;
const atOnce = 25;
const day = 86_400_000;

/** What a lead takes with it, those that are named first. */
const tables = [
  'contacts',
  'points',
  'leads',
  'deliveries',
  'arrivals',
  'clocks',
  'touches',
  'timeline',
  'stage_spans',
  'steps',
  'findings',
  'hand_overs',
  'quotes',
  'outbox',
] as const;
type Table = (typeof tables)[number];

/** Ids of things that a copy has of its own; members and channels stay the same. */
const own = [
  'id',
  'lead_id',
  'contact_id',
  'delivery_id',
  'arrival_id',
  'touch_id',
  'clock_id',
  'step_id',
  'outbox_id',
  'bundled_into',
];
/** Values that are there once. */
const once: Partial<Record<Table, readonly string[]>> = { points: ['value'], deliveries: ['key'], outbox: ['key', 'message_id'] };

type Share = { isOpen: boolean; from: number; until: number };

/**
 * Copies the simulated leads by insert-select until there are `size` of them, at most 5,000 of them open; each size is larger than
 * the one before. Ids stay unique and in the form of a UUID, whatever names an id follows, numbers go on. Times move: back by two
 * days per copy for what is closed, on by milliseconds for what is open, so that no two are due at once.
 */
export function grower({ env }: House): (size: number) => Promise<{ open: number }> {
  const each = { open: simulated.open, closed: simulated.all - simulated.open };
  const there = { open: 1, closed: 1 };
  return async (size) => {
    const wanted = Math.min(open, size * 0.4);
    const goals = { open: wanted / each.open, closed: (size - wanted) / each.closed };
    for (const which of ['open', 'closed'] as const)
      for (; there[which] < goals[which]; there[which] = Math.min(there[which] + atOnce, goals[which])) {
        const share = { isOpen: which === 'open', from: there[which], until: Math.min(there[which] + atOnce, goals[which]) - 1 };
        await env.write((tx) => copy(tx.db as never, share));
      }
    // Its autovacuum would do the same within a minute.
    if (isPostgres(env.read)) await env.write((tx) => sql`analyze`.execute(tx.db));
    return { open: wanted };
  };
}

type Any = Kysely<Record<string, Record<string, unknown>>>;

async function copy(db: Any, share: Share): Promise<void> {
  for (const table of tables) await copyTable(db, table, share);
  const last = sql`(select max(number) from leads)`;
  await (isPostgres(db as never) ? sql`select setval('lead_number', ${last})` : sql`update counters set value = ${last}`).execute(
    db,
  );
}

async function copyTable(db: Any, table: Table, { isOpen, from, until }: Share): Promise<void> {
  const [sample] = await db.selectFrom(table).selectAll().limit(1).execute();
  if (!sample) return;
  const postgres = isPostgres(db as never);
  const copies = postgres
    ? sql`(select g as k from generate_series(${sql.lit(from)}::bigint, ${sql.lit(until)}::bigint) as g)`
    : sql`(with recursive g (k) as (select ${sql.lit(from)} union all select k + 1 from g where k < ${sql.lit(until)}) select k from g)`;
  const ending = postgres ? sql`lpad(to_hex(k), 12, '0')` : sql`printf('%012x', k)`;
  const number = sql`(select max(number) from leads) + row_number() over (order by k, t.number)`;
  const shift = isOpen ? sql`k` : sql`-k * ${sql.lit(2 * day)}`;

  const columns = Object.keys(sample);
  const copied = (column: string): RawBuilder<unknown> => {
    const value = sql`t.${sql.ref(column)}`;
    if (own.includes(column)) return sql`substr(${value}, 1, 24) || ${ending}`;
    if (once[table]?.includes(column)) return sql`${value} || '.' || k`;
    if (column === 'number') return number;
    // The search rows of copies are still to be written.
    if (column === 'indexed_version') return sql`0`;
    return column.endsWith('_at') ? sql`${value} + ${shift}` : value;
  };
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(columns.map(copied));
  await sql`insert into ${sql.table(table)} (${list}) select ${values} from ${sql.table(table)} as t cross join ${copies} as c where ${ofTemplates(table, isOpen)}`.execute(
    db,
  );
}

/** The rows of the leads that were simulated. */
function ofTemplates(table: Table, isOpen: boolean): RawBuilder<unknown> {
  const state = isOpen ? sql`state <> 'closed'` : sql`state = 'closed'`;
  const leads = (column: 'id' | 'contact_id') =>
    sql`(select ${sql.ref(column)} from leads where number <= ${sql.lit(1000 + simulated.all)} and ${state})`;
  if (table === 'leads') return sql`t.id in ${leads('id')}`;
  if (table === 'contacts') return sql`t.id in ${leads('contact_id')}`;
  if (table === 'points') return sql`t.contact_id in ${leads('contact_id')}`;
  if (table === 'deliveries') return sql`t.id in (select delivery_id from arrivals where lead_id in ${leads('id')})`;
  return sql`t.lead_id in ${leads('id')}`;
}
