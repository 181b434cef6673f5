import type { ClosedDay } from '#domain/opening-hours.ts';
import { responseRule } from '#domain/response-rule.ts';
import type { Source } from '#domain/source.ts';
import { inForce } from '#store/rules.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { addMember } from '../people/add-member.ts';
import { changeChannel } from '../team/change-channel.ts';
import { changeRules } from '../team/change-rules.ts';
import { changeTeam } from '../team/change-team.ts';
import { setUpTeam } from '../team/set-up-team.ts';
import type { Tale, Worker } from './tale.ts';

/** Who gets what comes in on which way; the rest is Ana's. */
const owners: Partial<Record<Source, Worker>> = { whatsapp: 'ben', referral: 'ben', 'missed-call': 'maya' };

/** What a person looks into, each with who does and who else may. */
const looked: readonly [Source, Worker, Worker][] = [
  ['voicemail', 'ana', 'maya'],
  ['whatsapp', 'ben', 'ana'],
  ['instagram', 'maya', 'ana'],
  ['facebook', 'maya', 'ana'],
];

/** Harbour Plumbing is set up as any team is: its people, its rule, its ways in, its Christmas break. */
export async function setUpBusiness(env: Env): Promise<Pick<Tale, 'crew' | 'timetable'>> {
  const { memberId } = await setUpTeam(env, {
    team: 'Harbour Plumbing',
    country: 'GB',
    zone: 'Europe/London',
    locale: 'en-GB',
    name: 'Ana Kovač',
    email: 'ana@harbourplumbing.example',
    rule: responseRule('same-day'),
    ways: looked.map(([source]) => source),
  });
  const join = async (name: string, role: 'member' | 'viewer') => {
    const email = `${name.split(' ')[0]!.toLowerCase()}@harbourplumbing.example`;
    return { memberId: (await addMember(env, { name, email, role }, memberId)).member.id };
  };
  const crew = { ana: { memberId }, ben: await join('Ben Okoro', 'member'), maya: await join('Maya Lindqvist', 'member') };
  await join('Vera Lund', 'viewer');
  await changeTeam(env, {
    memberId,
    change: {
      phone: '01632 960 140',
      email: 'hello@harbourplumbing.example',
      website: 'https://harbourplumbing.example',
      privacyUrl: 'https://harbourplumbing.example/privacy',
      colour: '#1f5f8b',
      signature: 'Harbour Plumbing\n01632 960 140',
      namesShown: true,
    },
  });
  for (const [id, worker] of Object.entries(owners))
    await changeChannel(env, { id, memberId, change: { owner: crew[worker].memberId } });
  for (const [id, checker, deputy] of looked)
    await changeChannel(env, { id, memberId, change: { checker: crew[checker].memberId, deputy: crew[deputy].memberId } });
  await closeOverChristmas(env, memberId);
  return { crew, timetable: (await readStandard(env.read)).timetable };
}

/** From 24 December to 2 January nobody is there. */
async function closeOverChristmas(env: Env, memberId: string): Promise<void> {
  const closedDays = JSON.parse((await inForce(env.read, 'closed_days')).body) as ClosedDay[];
  const own = [2025, 2026].flatMap((year) =>
    [`${year}-12-24`, `${year}-12-29`, `${year}-12-30`, `${year}-12-31`, `${year + 1}-01-02`].map((date) => ({
      date,
      name: 'Christmas break',
    })),
  );
  const there = new Set(closedDays.map(({ date }) => date));
  const change = { closedDays: [...closedDays, ...own.filter(({ date }) => !there.has(date))] };
  await changeRules(env, { memberId, change });
}
