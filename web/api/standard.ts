import { z } from 'zod';
import { type ClosedDay, type Hours, weekdays } from '#domain/opening-hours.ts';
import type { ResponseRule } from '#domain/response-rule.ts';
import type { Db } from '#store/engine.ts';
import { inForce, type Written } from '#store/rules.ts';
import type { StandardRow } from '#store/schema.ts';
import { changeRules, type RulesChange } from '#work/team/change-rules.ts';
import type { At } from './address.ts';
import { line } from './fields.ts';

const clock = z.string().max(5).meta({ description: 'HH:MM on the wall clock; 24:00 ends a day.' });
const blocks = z.array(z.strictObject({ from: clock, until: clock })).max(12);
const week = z.strictObject(
  Object.fromEntries(weekdays.map((day) => [day, blocks])) as Record<(typeof weekdays)[number], typeof blocks>,
);
const monthDay = z.string().max(5).meta({ description: 'MM-DD.' });

const hours = z
  .strictObject({
    week,
    seasons: z.array(z.strictObject({ from: monthDay, until: monthDay, week, name: line(80).optional() })).max(12),
  })
  .meta({ id: 'Hours' });

const within = z.union(
  [z.literal('same-business-day'), z.strictObject({ minutes: z.int() }), z.strictObject({ hours: z.int() })],
  {
    error: 'should be {"minutes": 60}, {"hours": 24} or “same-business-day”.',
  },
);

const rule = z
  .strictObject({
    first: within,
    missedCall: within,
    again: within,
    outsideBy: clock,
    lastMinutes: z.strictObject({ first: z.int(), missedCall: z.int(), again: z.int() }),
    proposalHours: z.int(),
    urgentMinutes: z.int(),
    urgentOutside: z.enum(['on-call', 'number', 'none']),
    urgentNumber: line(60),
    exceptions: z.record(z.string().max(100), within).meta({ description: 'For first answers, by source or channel id.' }),
  })
  .meta({ id: 'ResponseRule' });

const closedDays = z
  .strictObject({
    days: z
      .array(
        z.strictObject({
          date: z.iso.date('should be a day such as 2026-12-25.'),
          name: line(120),
          yearly: z.literal(true).optional().meta({ description: 'Comes again on the same day of every year after.' }),
          of: line(20)
            .optional()
            .meta({ description: 'Whose public holiday it is: a country, or a region of it, such as GB-ENG.' }),
        }),
      )
      .max(2_000),
  })
  .meta({ id: 'ClosedDays' });

/** What is written is what is read: the same document, so that it can be read, changed and sent back. */
type Page<Shape extends z.ZodType> = {
  path: string;
  table: Written;
  what: string;
  shape: Shape;
  changeOf(said: z.output<Shape>): RulesChange;
  shown(body: string): z.output<Shape>;
};

export function standard(at: At, { read }: { read: Db }): void {
  const page = <Shape extends z.ZodType>({ path, table, what, shape, changeOf, shown }: Page<Shape>) => {
    const answer = (row: StandardRow): object => shown(row.body) as object;
    at({ method: 'GET', path, who: 'read', says: `${what} The ETag is the version.`, answer: shape }, async ({ reply }) => {
      const row = await inForce(read, table);
      const found = reply(answer(row));
      found.headers.set('etag', `"${row.version}"`);
      return found;
    });
    at(
      {
        method: 'PUT',
        path,
        who: 'admin',
        says: `Writes a new version; what has not been answered is reckoned anew. ${what}`,
        body: shape,
        answer: shape,
        versioned: true,
      },
      ({ asker, body, version, act }) =>
        act(
          (env) => changeRules(env, { memberId: asker.member.id, change: changeOf(body as z.output<Shape>), version }),
          async (_db, row) => answer(row),
        ),
    );
  };
  page({
    path: '/hours',
    table: 'hours',
    what: 'Opening hours, with seasons.',
    shape: hours,
    changeOf: (said) => ({ hours: said as Hours }),
    shown: (body) => JSON.parse(body) as z.output<typeof hours>,
  });
  page({
    path: '/rule',
    table: 'rules',
    what: 'By when people hear from us.',
    shape: rule,
    changeOf: (said) => ({ rule: said as ResponseRule }),
    shown: (body) => JSON.parse(body) as z.output<typeof rule>,
  });
  page({
    path: '/closed-days',
    table: 'closed_days',
    what: 'Public holidays and days of your own on which nobody is there.',
    shape: closedDays,
    changeOf: (said) => ({ closedDays: said.days }),
    shown: (body) => ({ days: JSON.parse(body) as ClosedDay[] }),
  });
}
