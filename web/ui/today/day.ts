import { sayPhone } from '#domain/contact.ts';
import { headline } from '#domain/headline.ts';
import { healthLine } from '#domain/health-line.ts';
import { openWords } from '#domain/open-words.ts';
import { withinPhrase } from '#domain/rule-phrases.ts';
import type { Sayer } from '#domain/say-time.ts';
import { remindersLastRan } from '#store/health.ts';
import { listOwners } from '#store/members.ts';
import { nextStepOf, stepsDoneSince } from '#store/read-figures.ts';
import { dueTasks } from '#store/read-tasks.ts';
import { attentionOf, lastSaid, leadsForToday, notSureArrivals, unsentLetters } from '#store/read-today.ts';
import type { ArrivalRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { sourceWords, stepWords } from '../lead-words.ts';
import { letterShown } from '../letter-words.ts';
import { sayerOf } from '../sayer-of.ts';
import { dayAgo, sectionOf, type TodayRow, todayRow } from './today-row.ts';
import { weekCard } from './week-figures.ts';

export type NotSure = {
  id: string;
  section: 'not-sure';
  who: string;
  source: string;
  asked: string;
  below: string;
  sender: string | null;
};
export type NotSent = { id: string; section: 'not-sent'; number: number; to: string; what: string; words: string; tone: string };
export type Task = {
  id: string;
  section: 'tasks';
  what: string;
  /** The lead it belongs to, and whom that is about. */
  number: number | null;
  who: string | null;
  below: string;
  when: string;
  tone: 'late' | '';
};
export type DayRow = TodayRow | NotSure | NotSent | Task;

/** So many rows of a kind stand there at first: what somebody begins a day with. */
const atFirst = 25;
/** More than anybody does in a day; the rest is in the table. */
const most = 100;

type Asker = { id: string; role: string };
type Looking = { mine: boolean; all: boolean };

/** Everything that Today shows of one member's day, or of everybody's; all of it or what comes first. */
export async function readToday(
  { read, now: clock }: Pick<Env, 'read' | 'now'>,
  standard: Standard,
  me: Asker,
  { mine, all }: Looking,
) {
  const now = clock();
  const ownerId = mine ? me.id : undefined;
  const { timetable, rule } = standard;
  const say = sayerOf(standard);
  const today = timetable.dayAt(now);
  const limit = all ? most : atFirst;
  const [leads, attention, notSure, unsent, tasks, owners, lastRan, week, done] = await Promise.all([
    leadsForToday(read, ownerId, limit),
    attentionOf(read, me.id),
    notSureArrivals(read, ownerId),
    unsentLetters(read, ownerId),
    dueTasks(read, today.ends - 1, ownerId),
    listOwners(read),
    remindersLastRan(read),
    weekCard(read, standard, now),
    stepsDoneSince(read, today.starts, ownerId),
  ]);
  const counts = mine ? attention.own : attention.all;
  const [said, next] = await Promise.all([
    lastSaid(
      read,
      leads
        .filter((lead) => sectionOf(lead) !== 'steps' && lead.inbound_count + (lead.first_answer_at ?? 0) > 1)
        .map(({ id }) => id),
    ),
    leads.length === 0 ? nextStepOf(read, ownerId) : undefined,
  ]);
  const many = (of: ReadonlyMap<string, number>, ...kinds: string[]) => kinds.reduce((sum, kind) => sum + (of.get(kind) ?? 0), 0);
  const shown = leads.map((lead) => todayRow(lead, standard, say, now, me.id, said.get(lead.id)));
  const rows: DayRow[] = [
    ...shown.filter(({ section }) => section === 'waiting'),
    ...shown.filter(({ section }) => section === 'wrote-back'),
    ...notSure.slice(0, limit).map((row) => notSureRow(row, standard, say, now)),
    ...unsent.slice(0, limit).map((row): NotSent => {
      const { words, tone } = letterShown(row);
      return {
        id: row.id,
        section: 'not-sent',
        number: row.lead_number,
        to: row.address ?? 'a customer',
        what: letterKind(row.kind),
        words,
        tone,
      };
    }),
    ...shown.filter(({ section }) => section === 'steps'),
    ...tasks.slice(0, limit).map((row) => taskRow(row, me, say, now)),
  ];
  const sum = (some: Iterable<number>) => [...some].reduce((all, one) => all + one, 0);
  const steps = sum([...counts].map(([kind, count]) => (sectionOf({ attention_kind: kind }) === 'steps' ? count : 0)));
  const hidden = sum([notSure, unsent, tasks].map(({ length }) => Math.max(0, length - limit)));
  const promise =
    withinPhrase(rule.first) + (typeof rule.first === 'object' && 'minutes' in rule.first ? ' while we are open' : '');
  return {
    now,
    mine,
    several: owners.length > 1,
    mayAct: me.role !== 'viewer',
    headline: headline({
      late: many(counts, 'late'),
      waiting: many(counts, 'waiting-for-answer', 'second-try', 'wrote-back'),
      unsent: unsent.length,
    }),
    when: `${say.date(now)}, ${say.clock(now)} · ${openWords(timetable, now, say)}`,
    others: lateElsewhere(many(attention.all, 'late') - many(counts, 'late'), many(counts, 'late')),
    promise,
    rows,
    unsure: notSure.length,
    /** What is not shown, and whether it can be shown here. */
    beyond: { many: Math.max(0, sum(counts.values()) - leads.length) + hidden, here: !all },
    done: { done, of: done + steps },
    health: healthLine(lastRan, now, say),
    week,
    next: next
      ? `Next: ${stepWords(next.next_what!)} (${next.name ?? next.company ?? `#${next.number}`}), ${say.nearClock(next.next_due_at!, now)}.`
      : null,
  };
}

function taskRow(row: Awaited<ReturnType<typeof dueTasks>>[number], me: Asker, say: Sayer, now: number): Task {
  const asked =
    row.asked_by === row.member_id ? null : `asked by ${row.asked_by === me.id ? 'you' : (row.asker_name ?? 'somebody')}`;
  const late = say.nearDay(row.due_at, now) !== 'today' && row.due_at < now;
  return {
    id: row.id,
    section: 'tasks',
    what: row.what,
    number: row.lead_number,
    who: row.lead_number === null ? null : (row.contact_name ?? `#${row.lead_number}`),
    below: [row.member_id === me.id ? null : `with ${row.member_name}`, asked].filter(Boolean).join(' · '),
    when: late ? `since ${dayAgo(row.due_at, now, say)}` : 'today',
    tone: late ? 'late' : '',
  };
}

/** "2 more late with others"; null where nobody else has any. */
const lateElsewhere = (many: number, mine: number): string | null =>
  many > 0 ? `${many}${mine > 0 ? ' more' : ''} late with others` : null;

const letterKind = (kind: string): string =>
  ({ acknowledgement: 'Acknowledgement', 'takes-longer': '“It takes longer”' })[kind] ?? 'Reply';

function notSureRow(row: ArrivalRow, { team }: Standard, say: Sayer, now: number): NotSure {
  const phone = row.from_phone ? sayPhone(row.from_phone, team.country) : null;
  const sender = row.from_email ?? phone ?? row.from_handle;
  const when = say.nearDay(row.received_at, now) === 'today' ? say.clock(row.received_at) : say.nearShort(row.received_at, now);
  return {
    id: row.id,
    section: 'not-sure',
    who: row.from_name ?? row.company ?? sender ?? 'Somebody',
    source: sourceWords(row.source),
    asked: row.asked ? `“${row.asked}”` : (row.subject ?? ''),
    below: [when, row.reason].filter(Boolean).join(' · '),
    sender,
  };
}
