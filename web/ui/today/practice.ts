import { hearBy } from '#domain/letters/hear-by.ts';
import { anythingCame, openPractice } from '#store/practice.ts';
import type { MemberRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { sayerOf } from '../sayer-of.ts';

/** Each practice enquiry that is there: whom it names, what it asks, and what its sender was told. */
export type PracticeShown = { sent: { number: number; who: string; asked: string; when: string; told: string }[] };

/** What there is to practise on Today; null once something real has come in, and for whoever only looks. */
export async function practiceShown({ read, now: clock }: Env, { role }: Pick<MemberRow, 'role'>): Promise<PracticeShown | null> {
  if (role === 'viewer') return null;
  const leads = (await openPractice(read)).slice(0, 3);
  if (leads.length === 0 && (await anythingCame(read))) return null;
  const standard = await readStandard(read);
  const [say, now, { acknowledgement }] = [sayerOf(standard), clock(), standard.team];
  const sent = leads.map(async ({ id, number, asked, received_at }) => {
    const arrival = await read.selectFrom('arrivals').selectAll().where('lead_id', '=', id).limit(1).executeTakeFirst();
    const due = arrival?.told_due_at ?? null;
    const style = acknowledgement === 'none' ? 'exact' : acknowledgement;
    const told = hearBy({ language: 'en', style, by: due !== null && due > now ? say.byNear(due, now) : null });
    return {
      number,
      who: arrival?.from_name ?? '',
      asked,
      when: say.nearClock(received_at, now),
      told: told.map(asText).join(''),
    };
  });
  return { sent: await Promise.all(sent) };
}

const asText = (part: ReturnType<typeof hearBy>[number]): string =>
  typeof part === 'string' ? part : 'strong' in part ? part.strong : part.link;
