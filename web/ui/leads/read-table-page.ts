import { howMany } from '#domain/letters/how-many.ts';
import { sayMoney } from '#domain/money.ts';
import { sources } from '#domain/source.ts';
import { listOwners } from '#store/members.ts';
import { hasValues, readTable, sumTable, type TableSums, type TableView } from '#store/read-table.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { sayerOf } from '../sayer-of.ts';
import { type Asked, pageSize, tableAsked } from './table-asked.ts';
import { tableRow } from './table-row.ts';

const none: TableSums = { count: 0, value: 0 };

/** A page of the table with the counts of its views; each count is that of the rows behind it. */
export async function readTablePage({ read, now: clock }: Pick<Env, 'read' | 'now'>, url: URL, me: string) {
  const now = clock();
  const standard = await readStandard(read);
  const say = sayerOf(standard);
  const asked = tableAsked(url, me, standard);
  const empty = asked.words?.length === 0;
  const [rows, sums, owners, money] = await Promise.all([
    empty ? [] : readTable(read, asked),
    empty ? ({} as Awaited<ReturnType<typeof sumTable>>) : sumTable(read, asked),
    listOwners(read),
    hasValues(read),
  ]);
  const { view, offset } = asked;
  const sum = sums[view] ?? none;
  const { currency } = standard.team;
  return {
    now,
    view,
    sort: asked.sort,
    descending: asked.descending,
    q: asked.q,
    filters: { owner: url.searchParams.get('owner') ?? '', stage: asked.stage, source: asked.source ?? '' },
    also: { since: asked.sinceDate, answered: asked.answered },
    rows: rows.map((lead) => tableRow(lead, standard, say, now)),
    counts: Object.fromEntries(Object.entries(sums).map(([name, { count }]) => [name, count])) as Partial<
      Record<TableView, number>
    >,
    headline: headlineOf(asked, sum, money ? (value) => sayMoney(value, currency, say.locale) : null, (date) =>
      say.date(standard.timetable.dayOn(date).starts),
    ),
    money,
    page: { from: offset + 1, until: offset + rows.length, of: sum.count, number: offset / pageSize + 1 },
    narrowed:
      asked.q !== '' ||
      asked.ownerId !== undefined ||
      asked.stages !== undefined ||
      asked.source !== undefined ||
      asked.since !== undefined,
    choices: {
      owners: [
        { value: 'me', words: 'me' },
        ...owners.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, words: name })),
      ],
      stages: standard.stages.filter(({ retiredAt }) => !retiredAt).map(({ key, name }) => ({ value: key, words: name })),
      sources: Object.entries(sources).map(([value, words]) => ({ value, words })),
    },
  };
}

export type TablePage = Awaited<ReturnType<typeof readTablePage>>;

const viewWords: Record<TableView, string> = {
  open: 'open',
  us: 'waiting for us',
  them: 'waiting for them',
  later: 'asleep until later',
  closed: 'closed',
  all: 'in all',
};

/** The sentence that stands first: what these rows are. */
function headlineOf(
  { q, view, since, sinceDate, inTime }: Asked,
  { count, value }: TableSums,
  money: ((value: number) => string) | null,
  dayOf: (date: string) => string,
): string {
  const worth = money && value > 0 && view !== 'closed' && view !== 'all' ? `, ${money(value)} in play` : '';
  if (q !== '')
    return `${count === 0 ? 'Nothing matches' : howMany(count, 'match for', 'matches for')} “${q}”${view === 'all' ? '' : `, ${viewWords[view]}`}`;
  if (since !== undefined)
    return `${howMany(count, 'enquiry', 'enquiries')} since ${dayOf(sinceDate)}${inTime ? ', answered in time' : ''}`;
  return `${count === 0 ? 'None' : count.toLocaleString('en-GB')} ${viewWords[view]}${worth}`;
}
