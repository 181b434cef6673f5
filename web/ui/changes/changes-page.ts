import { howMany } from '#domain/letters/how-many.ts';
import { listSettingsLog, namesInSettingsLog } from '#store/read-settings-log.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import type { SettingsDeed } from '#work/team/log-setting.ts';
import { sayerOf } from '../sayer-of.ts';
import { type Entry, type Told, tell } from './deed-words.ts';
import type { In } from './difference.ts';

const pageSize = 50;
/** That is how it begins, and no change. */
const setUp: SettingsDeed = 'team set up';
const lately = 7 * 86_400_000;

export type ChangesPage = Awaited<ReturnType<typeof readChanges>>;
type Day = { day: string; entries: (Told & { id: string; clock: string; exact: string })[] };

/** A page of who changed what in the settings, by the team's days, the newest first. */
export async function readChanges({ read, now: clock }: Pick<Env, 'read' | 'now'>, { searchParams }: URL) {
  const now = clock();
  const before = /^[\w-]{1,60}$/.exec(searchParams.get('before') ?? '')?.[0];
  const [standard, rows, names] = await Promise.all([
    readStandard(read),
    listSettingsLog(read, { before, limit: pageSize + 1 }),
    namesInSettingsLog(read),
  ]);
  const shown = rows.slice(0, pageSize);
  const on = saying(standard, names, now);
  const { say } = on;
  const days: Day[] = [];
  for (const row of shown) {
    const day = capital(say.nearDay(row.at, now));
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] });
    const entry = { ...tell(entryOf(row), on), id: row.id, clock: say.clock(row.at), exact: say.dayClock(row.at) };
    days.at(-1)!.entries.push(entry);
  }
  const isFirst = before === undefined;
  const isNew = isFirst && shown.every(({ what }) => what === setUp);
  const recent = shown.filter(({ at, what }) => at > now - lately && what !== setUp).length;
  return {
    headline: isNew ? 'Nothing was changed yet.' : isFirst ? headline(recent, recent === pageSize) : 'Changed earlier',
    isNew,
    isFirst,
    days,
    older: rows.length > pageSize ? shown.at(-1)!.id : null,
  };
}

function headline(recent: number, more: boolean): string {
  if (recent === 0) return 'Nothing was changed in the last seven days.';
  return `${more ? `${recent} changes and more` : howMany(recent, 'change', 'changes')} in the last seven days.`;
}

type Row = Awaited<ReturnType<typeof listSettingsLog>>[number];

const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

const entryOf = ({ member_id, member_name, what, before_value, after_value }: Row): Entry => ({
  memberId: member_id,
  by: member_name,
  what,
  before: json(before_value),
  after: json(after_value),
});

function saying(
  standard: Standard,
  { members, channels, keys }: Awaited<ReturnType<typeof namesInSettingsLog>>,
  now: number,
): In {
  const [people, ways, tokens] = [members, channels, keys].map(byId) as [Names, Names, Names];
  const ownerOf = new Map(keys.map(({ id, member_id }) => [id, member_id]));
  return {
    say: sayerOf(standard),
    now,
    dayAt: (date) => standard.timetable.dayOn(date).starts,
    member: (id) => people.get(String(id)) ?? 'somebody who has left',
    channel: (id) => ways.get(String(id)) ?? String(id),
    key: (id) => ({
      name: tokens.get(String(id)) ?? 'API key',
      owner: people.get(ownerOf.get(String(id)) ?? '') ?? 'somebody who has left',
    }),
    named: (id) => people.get(id) ?? ways.get(id) ?? tokens.get(id) ?? null,
  };
}

type Names = Map<string, string>;
const byId = (rows: readonly { id: string; name: string }[]): Names => new Map(rows.map(({ id, name }) => [id, name]));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
