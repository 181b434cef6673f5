import { isPhone, sayPhone } from '#domain/contact.ts';
import { fridayNote } from '#domain/letters/friday-note.ts';
import { healthNote } from '#domain/letters/health-note.ts';
import type { Written } from '#domain/letters/letter-layout.ts';
import { morningList } from '#domain/letters/morning-list.ts';
import { type Weekday, weekdays } from '#domain/opening-hours.ts';
import { sayer } from '#domain/say-time.ts';
import { weekOf } from '#domain/week.ts';
import { answersDueBetween } from '#store/health.ts';
import { stepsDueBefore } from '#store/read-day.ts';
import { notSureArrivals, unsentLetters } from '#store/read-today.ts';
import { readWeek } from '#store/read-week.ts';
import type { AbsenceRow, MemberRow, OutboxEntryRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import type { Composed } from './deliver-outbox.ts';
import { quietFor } from './quiet-for.ts';

type Held = { wait: number } | { skip: string };
type List = { standard: Standard; row: OutboxEntryRow; member: MemberRow; muteUrl: string };

/** A list or a note to one member, from what is true when it goes; never in closed time, and a list only on its own day. */
export async function composeList(env: Env, list: List): Promise<Composed> {
  const held = await heldFor(env, list);
  if (held) return held;
  const written = await write(env, list);
  if ('skip' in written) return written;
  return { letter: { ...written, to: { name: list.member.name, address: list.member.email }, automatic: true } };
}

function write(env: Env, list: List): Promise<Written | { skip: string }> {
  if (list.row.kind === 'morning-list') return writeMorningList(env, list);
  return list.row.kind === 'friday-note' ? writeFridayNote(env, list) : writeHealthNote(env, list);
}

const factsOf = ({ row }: List) => JSON.parse(row.body ?? '{}') as { date?: string; from?: number; until?: number };

async function heldFor(env: Env, list: List): Promise<Held | null> {
  const { timetable } = list.standard;
  const now = env.now();
  const { date } = factsOf(list);
  const day = timetable.dayAt(now);
  if (date !== undefined && date !== day.date) return { skip: 'its day is over' };
  const until = await restsUntil(env, list, now);
  if (until === 'away') return { skip: 'this member is away' };
  const at = until ?? (timetable.isOpen(now) ? null : timetable.nextOpening(now));
  if (at === null) return null;
  return date !== undefined && at >= day.ends ? { skip: 'its day is over' } : { wait: at };
}

/** Until when a member is left alone: busy or in quiet hours; away, or not their working day, leaves them out of lists. */
async function restsUntil(
  env: Env,
  { standard: { timetable }, member, row }: List,
  now: number,
): Promise<number | 'away' | null> {
  const { number } = timetable.dayAt(now);
  const works = member.working_days === null ? weekdays : (JSON.parse(member.working_days) as Weekday[]);
  // 1 January 1970, day 0, was a Thursday.
  if (row.kind === 'morning-list' && !works.includes(weekdays[(number + 3) % 7]!)) return 'away';
  const absences = await absencesOf(env, member.id, now);
  if (absences.some(({ kind }) => kind === 'away')) return 'away';
  const busy = absences.map(({ until_at }) => until_at ?? now + 86_400_000);
  return busy.length > 0 ? Math.max(...busy) : quietFor(member, timetable, now);
}

const absencesOf = (env: Env, memberId: string, now: number): Promise<Pick<AbsenceRow, 'kind' | 'until_at'>[]> =>
  env.read
    .selectFrom('absences')
    .select(['kind', 'until_at'])
    .where('member_id', '=', memberId)
    .where('from_at', '<=', now)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))
    .execute();

const sayerOf = ({ standard: { team, timetable } }: List) =>
  sayer(team.locale.startsWith('en') ? team.locale : 'en-GB', timetable.zone);

async function writeMorningList(env: Env, list: List): Promise<Written | { skip: string }> {
  const { standard, member, muteUrl } = list;
  const say = sayerOf(list);
  const day = standard.timetable.dayAt(env.now());
  const [steps, notSure, unsent] = [
    await stepsDueBefore(env.read, member.id, day.ends),
    await notSureArrivals(env.read, member.id),
    await unsentLetters(env.read, member.id),
  ];
  if (steps.length + notSure.length + unsent.length === 0) return { skip: 'nothing is for today' };
  const called = await namesOf(
    env,
    unsent.map(({ contact_id }) => contact_id),
  );
  const leadUrl = (number: number) => `${env.settings.url}/leads/${number}`;
  return morningList({
    steps: steps.map((lead) => ({
      person: {
        name: lead.contact_name,
        phone: isPhone(lead.contact_phone) ? sayPhone(lead.contact_phone, standard.team.country) : null,
        email: lead.contact_email,
      },
      what: lead.next_what ?? '',
      when: lead.next_due_at! < day.starts ? say.shortDate(lead.next_due_at!) : say.clock(lead.next_due_at!),
      before: lead.next_due_at! < day.starts,
      url: leadUrl(lead.number),
    })),
    notSure: notSure.map((arrival) => ({
      from: arrival.from_name ?? arrival.from_email ?? arrival.from_phone ?? arrival.from_handle ?? 'Somebody',
      asked: arrival.subject ?? arrival.asked,
    })),
    unsent: unsent.map((letter) => ({
      to: called.get(letter.contact_id ?? '') ?? letter.address ?? 'somebody',
      state: letter.state as 'kept' | 'refused' | 'unknown',
      url: leadUrl(letter.lead_number),
    })),
    todayUrl: env.settings.url,
    muteUrl,
  });
}

async function namesOf(env: Env, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const rows = await env.read.selectFrom('contacts').select(['id', 'name']).where('id', 'in', known).execute();
  return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
}

async function writeFridayNote(env: Env, { standard: { team, timetable }, muteUrl }: List): Promise<Written> {
  const now = env.now();
  const figures = await readWeek(env.read, weekOf(now, timetable).starts, now);
  return fridayNote({ ...figures, team: team.name, url: env.settings.url, muteUrl });
}

async function writeHealthNote(env: Env, list: List): Promise<Written> {
  const { from = 0, until = 0 } = factsOf(list);
  const say = sayerOf(list);
  const { timetable } = list.standard;
  const sameDay = timetable.dayOf(from) === timetable.dayOf(until);
  return healthNote({
    span: `${sameDay ? say.clock(from) : say.dayClock(from)} to ${say.dayClock(until)}`,
    due: await answersDueBetween(env.read, from, until),
    url: env.settings.url,
    muteUrl: list.muteUrl,
  });
}
