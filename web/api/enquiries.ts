import { z } from 'zod';
import type { Message } from '#channels/channel.ts';
import { BadInput } from '#domain/bad-input.ts';
import { emailPoint } from '#domain/contact.ts';
import { readQuestions } from '#domain/questions.ts';
import { isForm, type Source, sources } from '#domain/source.ts';
import { manyLines } from '#domain/well-formed.ts';
import { findArrival, findArrivalByExternalId, findChannel } from '#store/arrivals.ts';
import type { Db } from '#store/engine.ts';
import { findLead } from '#store/leads.ts';
import { arrivalOutcomes } from '#store/read-arrivals.ts';
import { showLead } from '#store/read-leads.ts';
import type { ArrivalRow, LeadRow } from '#store/schema.ts';
import { type Received, receiveItems } from '#work/arrivals/receive.ts';
import type { At } from './address.ts';
import { line, lines, maybeLine, moment } from './fields.ts';
import { lead, leadOf } from './lead-shape.ts';

const slugs = Object.keys(sources) as [Source, ...Source[]];

/** The clocks of two machines are never quite the same. Milliseconds. */
const ahead = 60_000;

/** What is older is a slip of a pen, or belongs into an import. */
const oldest = 10 * 365 * 86_400_000;

const from = z
  .strictObject({
    name: maybeLine(),
    email: maybeLine(320).refine((text) => !text || emailPoint(text) !== null, 'does not look like an email address.'),
    phone: maybeLine().refine((text) => !text || /\p{Nd}{2}/u.test(text), 'does not look like a telephone number.'),
    company: maybeLine(),
    handle: maybeLine(),
  })
  .refine(
    ({ name, email, phone, handle }) => Boolean(name || email || phone || handle),
    'needs a name, an email, a phone or a handle.',
  );

const enquiry = z.strictObject({
  channel: z.enum(slugs),
  from,
  // Longer than we keep in full is cut, never refused; all of it stays in the raw form.
  asked: z
    .string()
    .overwrite((text) => manyLines(text))
    .nullish(),
  urgent: z.boolean().nullish(),
  wants: z.union([z.array(line()).max(20), line()], { error: 'should be a list of words.' }).nullish(),
  receivedAt: moment.nullish(),
  referredBy: maybeLine(),
  externalId: maybeLine(),
  answers: z.record(z.string().max(40), lines(2_000)).nullish().meta({ description: 'To the team’s own questions, by key.' }),
});

type Enquiry = z.output<typeof enquiry>;

const answer = z.object({
  arrival: z.object({ id: z.string(), outcome: z.enum(arrivalOutcomes), reason: z.string().nullable() }),
  lead: lead.nullable(),
  duplicate: z.literal(true).optional().meta({ description: 'The same enquiry was here already; this is what became of it.' }),
});

function messageOf({ channel, from, asked, urgent, wants, receivedAt, referredBy, externalId, answers }: Enquiry): Message {
  const wanted = (typeof wants === 'string' ? [wants] : (wants ?? [])).filter(Boolean);
  const sender = Object.fromEntries(Object.entries(from).filter(([, value]) => value));
  return {
    is: 'message',
    source: channel,
    from: sender,
    asked: asked ?? '',
    ...(urgent ? { urgent } : {}),
    ...(wanted.length > 0 ? { wants: wanted } : {}),
    ...(receivedAt == null ? {} : { receivedAt }),
    ...(referredBy ? { referredBy } : {}),
    ...(externalId ? { externalId } : {}),
    ...(answers ? { fields: answers } : {}),
  };
}

export function enquiries(at: At, env: { read: Db; now(): number }): void {
  at(
    {
      method: 'POST',
      path: '/enquiries',
      who: 'write',
      says: 'Keeps an enquiry: it opens a lead, or joins one of the same person. On disk when this is answered. With an externalId the same one twice is one.',
      body: enquiry,
      answer,
      status: 201,
    },
    async ({ asker, body, raw, act }) => {
      const now = env.now();
      if (body.receivedAt != null && body.receivedAt > now + ahead)
        throw new BadInput(422, 'receivedAt is still to come.', 'receivedAt');
      if (body.receivedAt != null && body.receivedAt < now - oldest)
        throw new BadInput(422, 'receivedAt lies more than ten years back.', 'receivedAt');
      const channel = await findChannel(env.read, body.channel);
      if (!channel) throw new BadInput(422, `This team has no channel “${body.channel}”.`, 'channel');
      await checkAnswers(env.read, Object.keys(body.answers ?? {}));
      const key = body.externalId ? { key: `external:${body.externalId}` } : {};
      // What somebody typed into a form is handed in by a program: no member has seen it, also not the one whose key it is.
      const byForm = isForm(body.channel);
      const door = { by: byForm ? null : asker.member.id, acknowledge: byForm };
      return act(
        (on) =>
          receiveItems(
            on,
            channel,
            { body: raw, contentType: 'application/json', receivedAt: now, ...key },
            [messageOf(body)],
            door,
          ),
        async (db, [received]) => shown(db, received ?? (await known(db, channel.id, body.externalId))),
      );
    },
  );
}

async function checkAnswers(db: Db, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const team = await db.selectFrom('team').select('questions').executeTakeFirst();
  const asked = readQuestions(team?.questions ?? null).map(({ key }) => key);
  const strange = keys.find((key) => !asked.includes(key));
  if (strange !== undefined) throw new BadInput(422, `There is no question “${strange}”.`, `answers.${strange}`);
}

/** The arrival came by another delivery with the same id. */
async function known(db: Db, channel: string, external: string | null | undefined): Promise<Received> {
  const [there] = external ? await findArrivalByExternalId(db, { channel, external }) : [];
  const arrival = (await findArrival(db, there!.id)) as ArrivalRow;
  return { arrival, lead: arrival.lead_id ? ((await findLead(db, arrival.lead_id)) as LeadRow) : null, duplicate: true };
}

async function shown(
  db: Db,
  { arrival: { id, outcome, reason }, lead: row, duplicate }: Received,
): Promise<z.output<typeof answer>> {
  return {
    arrival: { id, outcome, reason },
    lead: row && leadOf(await showLead(db, row)),
    ...(duplicate ? { duplicate } : {}),
  };
}
