import { sayPhone } from '#domain/contact.ts';
import { headline } from '#domain/headline.ts';
import { healthLine } from '#domain/health-line.ts';
import { openWords } from '#domain/open-words.ts';
import { rulePhrases } from '#domain/rule-in-words.ts';
import type { Sayer } from '#domain/say-time.ts';
import { remindersLastRan } from '#store/health.ts';
import { listOwners } from '#store/members.ts';
import { nextStepOf, stepsDoneSince } from '#store/read-figures.ts';
import { attentionCounts, lastSaid, leadsForToday, notSureArrivals, unsentLetters } from '#store/read-today.ts';
import type { ArrivalRow } from '#store/schema.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { sourceWords, stepWords } from '../lead-words.ts';
import { letterShown } from '../letter-words.ts';
import { sayerOf } from '../sayer-of.ts';
import { sectionOf, type TodayRow, todayRow } from './today-row.ts';
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
export type DayRow = TodayRow | NotSure | NotSent;

/** More than anybody does in a day; the rest is in the table. */
const most = 60;

type Asker = { id: string; role: string };

/** Everything that Today shows of one member's day, or of everybody's. */
export async function readToday({ read, now: clock }: Pick<Env, 'read' | 'now'>, me: Asker, mine: boolean) {
  const now = clock();
  const ownerId = mine ? me.id : undefined;
  const standard = await readStandard(read);
  const { timetable, rule, team } = standard;
  const say = sayerOf(standard);
  const [leads, counts, all, notSure, unsent, owners, lastRan, week] = await Promise.all([
    leadsForToday(read, ownerId),
    attentionCounts(read, ownerId),
    mine ? attentionCounts(read) : null,
    notSureArrivals(read, ownerId),
    unsentLetters(read, ownerId),
    listOwners(read),
    remindersLastRan(read),
    weekCard(read, standard, now),
  ]);
  const [said, done, next] = await Promise.all([
    lastSaid(
      read,
      leads
        .filter((lead) => sectionOf(lead) !== 'steps' && lead.inbound_count + (lead.first_answer_at ?? 0) > 1)
        .map(({ id }) => id),
    ),
    stepsDoneSince(read, timetable.dayAt(now).starts, ownerId),
    leads.length === 0 ? nextStepOf(read, ownerId) : undefined,
  ]);
  const many = (of: ReadonlyMap<string, number>, ...kinds: string[]) => kinds.reduce((sum, kind) => sum + (of.get(kind) ?? 0), 0);
  const shown = leads.slice(0, most).map((lead) => todayRow(lead, standard, say, now, me.id, said.get(lead.id)));
  const rows: DayRow[] = [
    ...shown.filter(({ section }) => section === 'waiting'),
    ...shown.filter(({ section }) => section === 'wrote-back'),
    ...notSure.map((row) => notSureRow(row, standard, say, now)),
    ...unsent.map((row): NotSent => {
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
  ];
  const steps = leads.filter((lead) => sectionOf(lead) === 'steps').length;
  const listed = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const promise =
    rulePhrases(rule).first + (typeof rule.first === 'object' && 'minutes' in rule.first ? ' while we are open' : '');
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
    others: all ? many(all, 'late') - many(counts, 'late') : 0,
    promise,
    rows,
    beyond: Math.max(0, listed - most),
    done: { done, of: done + steps },
    health: healthLine(lastRan, now, say),
    week,
    next: next
      ? `Next: ${stepWords(next.next_what!)} (${next.name ?? next.company ?? `#${next.number}`}), ${say.nearClock(next.next_due_at!, now)}.`
      : null,
    team: team.name,
  };
}

const letterKind = (kind: string): string =>
  ({ acknowledgement: 'Acknowledgement', 'takes-longer': '“It takes longer”' })[kind] ?? 'Reply';

function notSureRow(row: ArrivalRow, { team }: Standard, say: Sayer, now: number): NotSure {
  const phone = row.from_phone ? sayPhone(row.from_phone, team.country) : null;
  const sender = row.from_email ?? phone ?? row.from_handle;
  const when = say.nearDay(row.received_at, now) === 'today' ? say.clock(row.received_at) : say.short(row.received_at);
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
