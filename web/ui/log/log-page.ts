import { readQuestions } from '#domain/questions.ts';
import { type Source, sources } from '#domain/source.ts';
import { inUse } from '#store/log-channels.ts';
import { listOwners } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { takenBack } from './taken-back.ts';

const first: readonly string[] = ['phone', 'whatsapp', 'walk-in', 'referral', 'instagram', 'linkedin'];

export type LogPage = Awaited<ReturnType<typeof readLogPage>>;

/** What the quick log has to choose from, and what stood there before it was taken back. */
export async function readLogPage(env: Env, member: MemberRow, { searchParams }: URL) {
  const [standard, owners, ways, before] = await Promise.all([
    readStandard(env.read),
    listOwners(env.read),
    inUse(env.read),
    takenBack(env.read, searchParams.get('again'), member.id),
  ]);
  const { timetable, team } = standard;
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: team.zone, dateStyle: 'short', timeStyle: 'short' });
  const asTyped = (at: number) => local.format(at).replace(' ', 'T');
  const today = timetable.dayOf(env.now());
  return {
    me: member.id,
    mayAct: member.role !== 'viewer',
    ways: ways.map(({ id, fixed }) => ({
      id,
      words: sources[id as Source].replace(' message', ''),
      far: !first.includes(id),
      owner: fixed && fixed !== member.id ? (owners.find((one) => one.id === fixed)?.name ?? null) : null,
    })),
    owners: owners.map(({ id, name }) => ({ id, name: id === member.id ? 'me' : name })),
    questions: readQuestions(team.questions).map(({ key, label, when }) => ({ key, label, always: when === 'always' })),
    latest: asTyped(env.now()),
    today,
    tomorrow: timetable.nextBusinessDay(today),
    before: before && {
      id: before.id,
      lines: before.lines,
      typed: { ...before.typed, ...(before.receivedAt === null ? {} : { received: asTyped(before.receivedAt) }) },
    },
  };
}
