import { z } from 'zod';
import { BadInput } from '#domain/bad-input.ts';
import { fits, results } from '#domain/lead.ts';
import { sources } from '#domain/source.ts';
import { findContact } from '#store/contacts.ts';
import type { Db } from '#store/engine.ts';
import { findLetter } from '#store/outbox.ts';
import { logTouch, type Then, type Touch } from '#work/leads/log-touch.ts';
import type { At } from './address.ts';
import { dayOrMoment, line, lines, moment, optional } from './fields.ts';
import { actedOf, checkStep, close, closeOf, later, momentOf, onLead, step, undo } from './lead-acts.ts';
import { lead } from './lead-shape.ts';
import { leadAsked } from './leads.ts';
import { letter, letterOf } from './letter-shape.ts';

const kinds = ['visit', 'meeting', ...Object.keys(sources)];
const ahead = 60_000;

const then = z
  .strictObject({
    nextStep: step,
    waitUntil: dayOrMoment,
    later: z.union([dayOrMoment, later], { error: 'should be a time, a day, or {"until", "what"}.' }),
    close,
    usual: z.literal(true),
  })
  .partial()
  .refine((said) => Object.keys(said).length === 1, 'should hold one of nextStep, waitUntil, later, close or usual.');

const touch = z.strictObject({
  kind: z.enum(kinds),
  direction: z.enum(['in', 'out']),
  result: z.enum(results),
  text: optional(lines()),
  subject: optional(line(300)),
  at: optional(moment).meta({ description: 'When it took place; missing means now.' }),
  minutes: optional(z.int().min(0).max(10_000)),
  then: optional(then).meta({ description: 'What follows; missing means the usual step.' }),
  send: optional(z.boolean()).meta({
    description: 'Whether Baton sends it. Missing: yes for an email of ours with a text and no time, where there is an address.',
  }),
});

type Body = z.output<typeof touch>;

const logged = z.object({ lead, touch: z.object({ id: z.string() }), letter: letter.nullable(), undo });

export function touches(at: At, env: { read: Db; now(): number }): void {
  const { read } = env;
  at(
    {
      method: 'POST',
      path: '/leads/:number/touches',
      who: 'write',
      says: 'Keeps a contact with the person and what follows; or sends an email, ten seconds later. Only an email that is to be sent is refused when the lead is newer than If-Match: what took place, took place.',
      body: touch,
      answer: logged,
      status: 201,
      versioned: true,
    },
    async (asked) => {
      const { body, c } = asked;
      if (!fits(body.direction, body.result))
        throw new BadInput(422, `result “${body.result}” does not go with direction “${body.direction}”.`, 'result');
      const row = await leadAsked(c, read);
      const send = isToSend(body) && (body.send ?? (await findContact(read, row.contact_id))?.email != null);
      const whole: Touch = { ...(await factsOf(read, body)), ...(send ? { send } : {}) };
      const [which, actor] = onLead(asked);
      return asked.act(
        async (on) => {
          checkTimes(body, env.now());
          return logTouch(on, send ? which : { number: which.number }, actor, whole);
        },
        async (db, done) => {
          const sent = done.value.letterId === null ? undefined : await findLetter(db, done.value.letterId);
          return { ...(await actedOf(db, done)), touch: { id: done.value.touchId }, letter: sent ? letterOf(sent) : null };
        },
      );
    },
  );
}

/** What took place is over, and what follows is still to come; a request that is sent again was judged when it first came. */
function checkTimes({ at, then }: Body, now: number): void {
  if (at !== undefined && at > now + ahead) throw new BadInput(422, 'at is still to come.', 'at');
  checkStep(then?.nextStep, now, 'then.nextStep');
}

/** Whether Baton could send this; refuses what cannot be sent and is asked to be. */
function isToSend({ kind, direction, result, text, at, send }: Body): boolean {
  const isLetter = kind === 'email' && direction === 'out' && result === 'sent';
  if (send !== true) return send !== false && isLetter && Boolean(text) && at === undefined;
  if (!isLetter) throw new BadInput(422, 'send is for an email of ours: kind email, direction out, result sent.', 'send');
  if (at !== undefined) throw new BadInput(422, 'at is for what has taken place; what is to be sent goes now.', 'at');
  return true;
}

async function factsOf(db: Db, { kind, direction, result, text, subject, at, minutes, then }: Body): Promise<Touch> {
  return {
    kind,
    direction,
    result,
    ...(text ? { text } : {}),
    ...(subject ? { subject } : {}),
    ...(at === undefined ? {} : { at }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(then ? { then: await thenOf(db, then) } : {}),
  };
}

async function thenOf(db: Db, said: z.output<typeof then>): Promise<Then> {
  if (said.nextStep) {
    const { toldThem, ...next } = said.nextStep;
    return { nextStep: toldThem === undefined ? next : { ...next, toldThem } };
  }
  if (said.close?.outcome === 'lost' && !said.close.reason) throw new BadInput(422, 'Say why it was lost.', 'then.close.reason');
  if (said.waitUntil !== undefined) return { waitUntil: await momentOf(db, said.waitUntil) };
  if (said.close)
    return { close: (await closeOf(db, said.close, 'then.close.value')) as Extract<Then, { close: unknown }>['close'] };
  if (said.later === undefined) return { usual: true };
  const { until, what } =
    typeof said.later === 'object' && 'until' in said.later ? said.later : { until: said.later, what: undefined };
  return { later: { until: await momentOf(db, until), ...(what ? { what } : {}) } };
}
