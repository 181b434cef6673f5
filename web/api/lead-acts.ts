import { z } from 'zod';
import { BadInput } from '#domain/bad-input.ts';
import { closings, reasons } from '#domain/lead.ts';
import type { Db } from '#store/engine.ts';
import { showLead } from '#store/read-leads.ts';
import { readStandard } from '#store/standard.ts';
import type { Done } from '#work/leads/act-on-lead.ts';
import { addNote } from '#work/leads/add-note.ts';
import { changeStage } from '#work/leads/change-stage.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { editLead } from '#work/leads/edit-lead.ts';
import type { Undo } from '#work/leads/keep-undo.ts';
import { putLater } from '#work/leads/put-later.ts';
import { reopenLead } from '#work/leads/reopen-lead.ts';
import { sayItTakesLonger } from '#work/leads/say-it-takes-longer.ts';
import { seeLead } from '#work/leads/see-lead.ts';
import type { Asked, At } from './address.ts';
import { dayOrMoment, iso, line, lines, minorUnits, moment, money, openingOf, optional } from './fields.ts';
import { lead, leadOf, time } from './lead-shape.ts';
import { numberAsked } from './leads.ts';

export const undo = z
  .object({ id: z.string(), until: time })
  .nullable()
  .meta({ description: 'For POST /undo/{id}, by the same member, until then and as long as nobody acts on the lead.' });

export const undoOf = (kept: Undo | null): z.output<typeof undo> => kept && { id: kept.id, until: iso(kept.until) };

export const acted = z.object({ lead, undo });

/** What is answered to every act on a lead. */
export async function actedOf(db: Db, done: Done<unknown>): Promise<z.output<typeof acted>> {
  return {
    lead: leadOf(await showLead(db, done.lead)),
    undo: undoOf(done.undo),
  };
}

const texts = ['name', 'company', 'statusNote'] as const;

type OnLead = Pick<Asked<unknown, unknown>, 'c' | 'asker' | 'version'>;

/** Which lead at which version, and who acts. */
export const onLead = ({ c, asker, version }: OnLead) =>
  [{ number: numberAsked(c), version }, { memberId: asker.member.id }] as const;

export const step = z.strictObject({ what: line(300).min(1), dueAt: moment, toldThem: optional(z.boolean()) });

/** The clocks of two machines are never quite the same, and a form may have stood open for a while. Milliseconds. */
const justPassed = 15 * 60_000;

/** Nobody plans for yesterday. Throws BadInput 422 with the field's name. */
export function checkStep(next: z.output<typeof step> | undefined, now: number, field = 'nextStep'): void {
  if (next && next.dueAt < now - justPassed) throw new BadInput(422, `${field}.dueAt has passed.`, `${field}.dueAt`);
}

const edit = z
  .strictObject({
    value: money.nullable(),
    name: line().nullable(),
    company: line().nullable(),
    urgent: z.boolean(),
    wants: z.array(line()).max(20),
    statusNote: lines(2_000).nullable(),
    siteAddress: lines(500).nullable(),
    reach: lines(500).nullable().meta({ description: 'How and when they like to be reached.' }),
    heardOf: line().nullable(),
    answers: z
      .record(z.string().max(40), lines(2_000).nullable())
      .meta({ description: 'To the team’s own questions, by key; null takes one out.' }),
    nextStep: step,
  })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'holds nothing to change.');

export const close = z.strictObject({
  outcome: z.enum(closings),
  reason: optional(z.enum(reasons)),
  value: optional(money),
  heardOf: optional(line()),
  remindInMonths: optional(z.int().min(1).max(60)).meta({ description: 'The owner is asked to get in touch again.' }),
});

const closing = close.extend({
  message: optional(lines()).meta({
    description: 'A kind letter in the same thread, sent ten seconds later; the lead is closed at once.',
  }),
});

export const later = z.strictObject({ until: dayOrMoment, what: optional(line(300)) });

/** A day alone is its opening. */
export const momentOf = async (db: Db, said: z.output<typeof dayOrMoment>): Promise<number> =>
  typeof said === 'number' ? said : openingOf(await readStandard(db), said.day);

export const closeOf = async <Said extends z.output<typeof close>>(db: Db, { value, ...how }: Said, field = 'value') => ({
  ...how,
  ...(value === undefined ? {} : { value: minorUnits(value, await readStandard(db), field) }),
});

export function leadActs(at: At, { read, now }: { read: Db; now(): number }): void {
  const here = { who: 'write', answer: acted, versioned: true } as const;
  at(
    { ...here, method: 'PATCH', path: '/leads/:number', says: 'Changes what is known of a lead, or its next step.', body: edit },
    async (asked) => {
      const { value, ...change } = asked.body;
      // Nothing typed means nothing known.
      const emptied = Object.fromEntries(texts.flatMap((key) => (change[key] === '' ? [[key, null]] : [])));
      const amount = value == null ? value : minorUnits(value, await readStandard(read));
      return asked.act(async (env) => {
        checkStep(change.nextStep, now());
        return editLead(env, ...onLead(asked), { ...change, ...emptied, value: amount });
      }, actedOf);
    },
  );
  at(
    {
      ...here,
      method: 'POST',
      path: '/leads/:number/stage',
      says: 'Moves a lead to a stage.',
      body: z.strictObject({ stage: z.string().max(100) }),
    },
    (asked) => asked.act((env) => changeStage(env, ...onLead(asked), asked.body.stage), actedOf),
  );
  at(
    { ...here, method: 'POST', path: '/leads/:number/close', says: 'Closes a lead; a lost one says why.', body: closing },
    async (asked) => {
      const how = await closeOf(read, asked.body);
      return asked.act((env) => closeLead(env, ...onLead(asked), how), actedOf);
    },
  );
  at(
    { ...here, method: 'POST', path: '/leads/:number/later', says: 'Puts a lead to sleep until a date.', body: later },
    async (asked) => {
      const until = await momentOf(read, asked.body.until);
      return asked.act((env) => putLater(env, ...onLead(asked), { ...asked.body, until }), actedOf);
    },
  );
  at(
    {
      ...here,
      method: 'POST',
      path: '/leads/:number/reopen',
      says: 'Opens a closed or sleeping lead again.',
      body: z.strictObject({ nextStep: step }),
    },
    (asked) =>
      asked.act(async (env) => {
        checkStep(asked.body.nextStep, now());
        return reopenLead(env, ...onLead(asked), asked.body.nextStep);
      }, actedOf),
  );
  at(
    {
      ...here,
      method: 'POST',
      path: '/leads/:number/notes',
      says: 'Writes down something for ourselves, on a lead in any state. It answers nobody, plans nothing, and is never refused for being late.',
      body: z.strictObject({ text: lines(20_000).min(1) }),
      status: 201,
    },
    (asked) => {
      const [which, actor] = onLead(asked);
      return asked.act((env) => addNote(env, { number: which.number }, actor, asked.body.text), actedOf);
    },
  );
  at(
    { ...here, method: 'POST', path: '/leads/:number/seen', says: 'Says that the member has had the lead before their eyes.' },
    (asked) => asked.act((env) => seeLead(env, ...onLead(asked)), actedOf),
  );
  at(
    {
      ...here,
      method: 'POST',
      path: '/leads/:number/takes-longer',
      says: 'Tells the customer a later time, on their page and by mail where there is an address.',
      body: z.strictObject({ until: moment }),
    },
    (asked) => asked.act((env) => sayItTakesLonger(env, ...onLead(asked), asked.body.until), actedOf),
  );
}
