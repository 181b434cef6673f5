import { askedWords } from '#domain/search-words.ts';
import type { Stage } from '#domain/stage.ts';
import { type TableAsked, type TableFilter, type TableSort, type TableView, tableSorts, tableViews } from '#store/read-table.ts';
import type { Standard } from '#store/standard.ts';

export const pageSize = 50;

/** How each column is sorted at first. */
const downFirst: readonly TableSort[] = ['received', 'last', 'value'];

export type Asked = TableAsked & {
  q: string;
  /** The choices as they stand in the address. */
  stage: string;
  answered: string;
  sinceDate: string;
};

const one = <Value extends string>(of: readonly Value[], said: string | null): Value | undefined =>
  of.find((value) => value === said);

/** What the address of the table asks for; what it does not know is left out. */
export function tableAsked(
  { searchParams }: URL,
  me: string,
  { stages, timetable }: Pick<Standard, 'stages' | 'timetable'>,
): Asked {
  const said = (name: string) => searchParams.get(name) ?? '';
  const q = said('q').slice(0, 500);
  const sinceDate = /^\d{4}-\d\d-\d\d$/.test(said('since')) ? said('since') : '';
  const answered = said('answered') === 'in-time' ? 'in-time' : '';
  const narrow = q !== '' || sinceDate !== '';
  const view = one(tableViews, said('view')) ?? (narrow ? 'all' : 'open');
  const sort =
    one(tableSorts, said('sort')) ??
    (view === 'open' || view === 'us' || view === 'them' || view === 'later' ? 'next' : 'received');
  const descending = said('way') === '' ? downFirst.includes(sort) : said('way') === 'down';
  const page = Math.min(10_000, Math.max(1, Math.trunc(Number(said('page')) || 1)));
  const stage = said('stage');
  const words = askedWords(q);
  return {
    q,
    view,
    sort,
    descending,
    stage,
    answered,
    sinceDate,
    ownerId: said('owner') === 'me' ? me : said('owner') || undefined,
    stages: stagesAsked(stage, stages),
    source: said('source') || undefined,
    words: q === '' ? undefined : words,
    since: sinceDate === '' ? undefined : sinceOf(sinceDate, timetable),
    inTime: answered === 'in-time',
    stageOrder: stages.map(({ key }) => key),
    offset: (page - 1) * pageSize,
    limit: pageSize,
  } satisfies Asked & TableFilter;
}

function stagesAsked(said: string, stages: readonly Stage[]): readonly string[] | undefined {
  if (said === '') return undefined;
  return said === 'proposals' ? stages.filter(({ kind }) => kind === 'proposal').map(({ key }) => key) : [said];
}

function sinceOf(date: string, timetable: Standard['timetable']): number | undefined {
  try {
    return timetable.dayOn(date).starts;
  } catch {
    return undefined;
  }
}

export type { TableSort, TableView };
