import { sayPhone } from '#domain/contact.ts';
import type { Sayer } from '#domain/say-time.ts';
import { listChannels } from '#store/channels.ts';
import { listMembers } from '#store/members.ts';
import { type ArrivalShown, arrivalOutcomes, findDeliveryFacts, findShownArrival, listArrivals } from '#store/read-arrivals.ts';
import { filesOfArrivals } from '#store/read-lead.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { momentWords, sourceWords } from '../lead-words.ts';
import { sayerOf } from '../sayer-of.ts';
import { decidedWords, outcomeOf } from './arrival-words.ts';

const pageSize = 50;

/** A page of everything that arrived, as the address asks for it. */
export async function readArrivals({ read, now: clock }: Pick<Env, 'read' | 'now'>, { searchParams }: URL) {
  const now = clock();
  const standard = await readStandard(read);
  const say = sayerOf(standard);
  const outcome = arrivalOutcomes.find((one) => one === searchParams.get('outcome'));
  const channelId = searchParams.get('channel') || undefined;
  const [, at, id] = /^(-?\d{1,15})_([\w-]{1,60})$/.exec(searchParams.get('before') ?? '') ?? [];
  const before = at && id ? { at: Number(at), id } : undefined;
  const [rows, channels] = await Promise.all([
    listArrivals(read, { outcome, channelId, before, limit: pageSize + 1 }),
    listChannels(read),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  const { timetable } = standard;
  const today = before === undefined && shown.filter(({ received_at }) => received_at >= timetable.dayAt(now).starts);
  return {
    outcome: outcome ?? '',
    channel: channelId ?? '',
    channels: channels.map(({ id: value, name }) => ({ value, words: name })),
    today:
      today && outcome === undefined && channelId === undefined
        ? todayWords(today, rows.length > pageSize && today.length === pageSize)
        : null,
    rows: shown.map((row) => ({
      id: row.id,
      section: 'arrivals',
      ...whoSent(row, standard.team.country),
      source: sourceWords(row.source),
      when: momentWords(row.received_at, now, say),
      asked: row.asked || (row.subject ?? ''),
      became: outcomeOf(row),
      number: row.lead_number,
    })),
    older: last ? `${last.received_at}_${last.id}` : null,
    isFirst: before === undefined,
  };
}

/** "Arrived today: 9 messages, 5 new leads, 2 added to a lead, 2 not enquiries." */
function todayWords(rows: readonly ArrivalShown[], more: boolean): string {
  if (rows.length === 0) return 'Nothing has arrived today.';
  if (more) return `More than ${rows.length} arrived today.`;
  const many = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const count = (n: number, one: string, several: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : several}`]);
  const parts = [
    ...count(many('lead'), 'new lead', 'new leads'),
    ...count(many('linked'), 'added to what was there', 'added to what was there'),
    ...count(many('not-an-enquiry'), 'not an enquiry', 'not enquiries'),
    ...count(many('not-sure'), 'not sure', 'not sure'),
    ...count(many('failed'), 'not understood yet', 'not understood yet'),
  ];
  return `Arrived today: ${rows.length} ${rows.length === 1 ? 'message' : 'messages'} · ${parts.join(', ')}`;
}

function whoSent(row: ArrivalShown, country: string): { who: string; sender: string | null } {
  const phone = row.from_phone ? sayPhone(row.from_phone, country) : null;
  const sender = row.from_email ?? phone ?? row.from_handle;
  return { who: row.from_name ?? row.company ?? sender ?? 'Somebody', sender };
}

/** One arrival with all that came, or null. */
export async function readArrival({ read, now: clock }: Pick<Env, 'read' | 'now'>, id: string) {
  const row = await findShownArrival(read, id);
  if (!row) return null;
  const now = clock();
  const standard = await readStandard(read);
  const say = sayerOf(standard);
  const [files, raw, members, channels] = await Promise.all([
    filesOfArrivals(read, [row.id]),
    row.delivery_id ? findDeliveryFacts(read, row.delivery_id) : undefined,
    listMembers(read),
    listChannels(read),
  ]);
  const nameOf = (memberId: string) => members.find((member) => member.id === memberId)?.name ?? 'somebody who has left';
  return {
    id: row.id,
    ...whoSent(row, standard.team.country),
    source: sourceWords(row.source),
    when: momentWords(row.received_at, now, say),
    exact: say.dayClock(row.received_at),
    recordedLater: timesOf(row, say, now),
    subject: row.subject,
    asked: row.asked,
    facts: factsOf(row, standard.team.country, channels.find((channel) => channel.id === row.channel_id)?.name ?? row.channel_id),
    fields: Object.entries(row.fields ? (JSON.parse(row.fields) as Record<string, string>) : {}),
    files: files.map(({ id: fileId, name, size }) => ({ id: fileId, name, size: sizeWords(size) })),
    raw: raw ? sizeWords(raw.size) : null,
    became: outcomeOf(row),
    decided: decidedWords(row, nameOf) + (row.decided_at ? `, ${momentWords(row.decided_at, now, say)}` : ''),
    duplicates: row.duplicates,
    number: row.lead_number,
    can: {
      sort: row.lead_number === null,
      split: row.outcome === 'linked' && row.lead_number !== null,
      join: row.outcome !== 'failed',
    },
  };
}

const timesOf = (row: ArrivalShown, say: Sayer, now: number): string | null =>
  row.recorded_at - row.received_at > 60_000 ? momentWords(row.recorded_at, now, say) : null;

function factsOf(row: ArrivalShown, country: string, channel: string): [string, string][] {
  const all: [string, string | null][] = [
    ['Name', row.from_name],
    ['Company', row.company],
    ['Email', row.from_email],
    ['Phone', row.from_phone ? sayPhone(row.from_phone, country) : null],
    ['Handle', row.from_handle],
    ['Sent by', row.referred_by],
    ['By', channel],
    ['Urgent', row.urgent_at === null ? null : 'yes'],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== null);
}

const sizeWords = (bytes: number): string =>
  bytes < 1_000
    ? `${bytes} bytes`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1_000)} KB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;
