import { z } from 'zod';
import { headline } from '#domain/headline.ts';
import { type Attention, attentions } from '#domain/lead.ts';
import { dueTasks } from '#store/read-tasks.ts';
import { attentionCounts, leadsForToday, notSureArrivals, unsentLetters } from '#store/read-today.ts';
import type { Env } from '#work/env.ts';
import type { At } from './address.ts';
import { arrival, arrivalOf } from './arrival-shape.ts';
import { fromCursor, pageOf, toCursor } from './cursor.ts';
import { limit } from './fields.ts';
import { lead, leadOf } from './lead-shape.ts';
import { memberAsked } from './leads.ts';
import { letter, letterOf } from './letter-shape.ts';
import { task, taskOf } from './task-shape.ts';

const answer = z.object({
  headline: z.string(),
  data: z.array(lead),
  notSure: z.array(arrival),
  unsent: z.array(letter.extend({ lead: z.int() })),
  tasks: z.array(task).meta({ description: 'Due and not done.' }),
  next: z.string().nullable(),
});

const cursor = new RegExp(`^t (${attentions.join('|')}) (\\d{1,15}) (\\d{1,15})$`);

export function today(at: At, { read, now }: Pick<Env, 'read' | 'now'>): void {
  at(
    {
      method: 'GET',
      path: '/today',
      who: 'read',
      says: 'What wants attention now, the most pressing first, in pages; of what is no lead at most 200 of each kind.',
      query: z.strictObject({
        owner: z.string().max(320).optional().meta({ description: 'A member by id or email, or “me”.' }),
        limit: limit.unwrap().default(200),
        after: z.string().max(200).optional(),
      }),
      answer,
    },
    async ({ query, asker, reply }) => {
      const ownerId = query.owner === undefined ? undefined : await memberAsked(read, query.owner, asker);
      const [kind, dueAt, number] = query.after === undefined ? [] : fromCursor(query.after, cursor);
      const after = kind === undefined ? undefined : { kind: kind as Attention, dueAt: Number(dueAt), number: Number(number) };
      const leads = await leadsForToday(read, ownerId, query.limit + 1, after);
      const counts = await attentionCounts(read, ownerId);
      const count = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
      return reply({
        headline: headline({
          late: count('late'),
          waiting: count('waiting-for-answer', 'second-try', 'wrote-back'),
          unsent: count('undelivered'),
        }),
        ...pageOf(leads, query.limit, leadOf, (row) => toCursor('t', row.attention_kind!, row.attention_due_at!, row.number)),
        notSure: (await notSureArrivals(read, ownerId)).map((row) => arrivalOf(row, null)),
        unsent: (await unsentLetters(read, ownerId)).map((row) => ({ ...letterOf(row), lead: row.lead_number })),
        tasks: (await dueTasks(read, now(), ownerId)).map(taskOf),
      });
    },
  );
}
