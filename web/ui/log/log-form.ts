import type { Message } from '#channels/channel.ts';
import { emailPoint, personName, phonePoint } from '#domain/contact.ts';
import { readQuestions } from '#domain/questions.ts';
import { isSource, type Source } from '#domain/source.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import { findChannel } from '#store/arrivals.ts';
import type { Db } from '#store/engine.ts';
import { isOwner } from '#store/members.ts';
import type { Standard } from '#store/standard.ts';
import type { Logged } from '#work/arrivals/log-enquiry.ts';
import { spokenOnTheSpot } from '#work/arrivals/understand-arrival.ts';
import { Refusal } from '#work/refusal.ts';

/** What the quick log says; two things are needed: somebody, and what they asked for. Throws Refusal with the field at fault. */
export async function readLog(db: Db, { team, timetable }: Standard, form: FormData, me: string, now: number): Promise<Logged> {
  const field = (name: string) => String(form.get(name) ?? '').trim();
  const source: Source = isSource(field('source')) ? (field('source') as Source) : 'phone';
  const from = fromOf(field('reach'), field('who'), team.country);
  const asked = manyLines(field('asked'));
  const addTo = Number(field('add')) || undefined;
  if (!addTo && !from.email && !from.phone && !from.name && !from.handle)
    throw new Refusal(422, 'Write down how to reach them, or at least who it was.', { field: 'reach' });
  if (asked === '') throw new Refusal(422, 'Write down in a few words what they asked for.', { field: 'asked' });
  const receivedAt = field('received')
    ? timetable.at(field('received').slice(0, 10), field('received').slice(11, 16))
    : undefined;
  if (receivedAt !== undefined && receivedAt > now + 60_000)
    throw new Refusal(422, 'This time is still to come.', { field: 'received' });
  const next = field('next')
    ? { what: oneLine(field('next'), 300), dueAt: dueAt(field('nextDay'), field('nextTime'), timetable, now) }
    : undefined;
  const answers = Object.fromEntries(
    readQuestions(team.questions)
      .map(({ key }) => [key, manyLines(field(`answer.${key}`), 2_000)] as const)
      .filter(([, said]) => said !== ''),
  );
  return {
    source,
    from,
    asked,
    spoken: field('spoken') === 'yes' || (field('spoken') !== 'no' && spokenOnTheSpot.includes(source)),
    ownerId: await ownerOf(db, field('owner'), source, me),
    ...(field('urgent') ? { urgent: true } : {}),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(source === 'referral' && field('referredBy') ? { referredBy: oneLine(field('referredBy')) } : {}),
    ...(next ? { next } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(addTo ? { addTo } : {}),
  };
}

/** A number, an address, else a name under which they are found somewhere. */
function fromOf(reach: string, who: string, country: string): Message['from'] {
  const email = reach.includes('@') ? emailPoint(reach) : null;
  const phone = email ? null : phonePoint(reach, country);
  const handle = reach && !email && !phone ? oneLine(reach) : null;
  if (handle && /^[+\d][\d\s().-]*$/.test(handle)) throw new Refusal(422, 'This number looks incomplete.', { field: 'reach' });
  const name = personName(who);
  return { ...(name ? { name } : {}), ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(handle ? { handle } : {}) };
}

/** Whoever was chosen; else the channel's rule, where it names somebody; else whoever writes it down, who may own it. */
async function ownerOf(db: Db, chosen: string, source: Source, me: string): Promise<string | null> {
  if (chosen && (await isOwner(db, chosen))) return chosen;
  const channel = await findChannel(db, source);
  if (channel && channel.owner_rule !== 'null') return null;
  return (await isOwner(db, me)) ? me : null;
}

function dueAt(day: string, time: string, timetable: Standard['timetable'], now: number): number {
  const date = /^\d{4}-\d\d-\d\d$/.test(day) ? day : timetable.nextBusinessDay(timetable.dayOf(now));
  if (/^\d\d:\d\d$/.test(time)) return timetable.at(date, time);
  return timetable.blocksOn(timetable.addBusinessDays(date, 0))[0]!.from;
}
