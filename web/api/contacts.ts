import { z } from 'zod';
import type { Db } from '#store/engine.ts';
import { readContact } from '#store/read-contact.ts';
import type { PointRow } from '#store/schema.ts';
import { addContactPoint, changePoint } from '#work/contacts/change-point.ts';
import { editContact } from '#work/contacts/edit-contact.ts';
import { mergeContacts, unmergeContact } from '#work/contacts/merge-contacts.ts';
import { Refusal } from '#work/refusal.ts';
import type { At } from './address.ts';
import { iso, line, lines, maybeIso, word } from './fields.ts';
import { lead, leadOf, time } from './lead-shape.ts';

const text = z.string().nullable();

const point = z
  .object({
    kind: z.enum(['email', 'phone', 'handle']),
    value: z.string(),
    contact: z.string().meta({ description: 'Whose it is: this contact’s, or one’s that was merged into it.' }),
    shared: z.boolean().meta({ description: 'A switchboard, a relay, a family: it identifies nobody.' }),
    stopped: z.object({ at: time, by: text, why: text }).nullable().meta({ description: 'No mail goes there.' }),
    bouncedAt: time.nullable(),
  })
  .meta({ id: 'Point' });

const face = z.object({ id: z.string(), name: text, company: text, email: text, phone: text });

const contact = face
  .extend({
    address: text,
    language: text,
    note: text,
    eachThread: z.boolean().meta({ description: 'Every thread of theirs is a lead of its own.' }),
    mergedInto: text.meta({ description: 'The contact that it was merged into.' }),
    createdAt: time,
    points: z.array(point),
    leads: z.array(lead).meta({ description: 'The newest first, at most 200.' }),
    merged: z.array(face).meta({ description: 'Those that were merged into it; their points and leads are above.' }),
  })
  .meta({ id: 'Contact' });

const pointOf = (row: PointRow): z.output<typeof point> => ({
  kind: row.kind,
  value: row.value,
  contact: row.contact_id,
  shared: row.shared_at !== null,
  stopped: row.stopped_at === null ? null : { at: iso(row.stopped_at), by: row.stopped_by, why: row.stopped_why },
  bouncedAt: maybeIso(row.bounced_at),
});

async function contactOf(db: Db, id: string): Promise<z.output<typeof contact>> {
  const known = await readContact(db, id);
  if (!known) throw new Refusal(404, 'There is no such contact.');
  const { contact: row, points, leads, merged } = known;
  const { name, company, email, phone, address, language, note } = row;
  return {
    id,
    name,
    company,
    email,
    phone,
    address,
    language,
    note,
    eachThread: row.each_thread_at !== null,
    mergedInto: row.merged_into_id,
    createdAt: iso(row.created_at),
    points: points.map(pointOf),
    leads: leads.map(leadOf),
    merged: merged.map((one) => ({ id: one.id, name: one.name, company: one.company, email: one.email, phone: one.phone })),
  };
}

const edit = z
  .strictObject({
    name: line().nullable(),
    company: line().nullable(),
    address: lines(1_000).nullable(),
    note: lines(5_000).nullable(),
    eachThread: z.boolean(),
  })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'holds nothing to change.');

const named = { kind: z.enum(['email', 'phone', 'handle']), value: z.string().min(1).max(320) };

const pointChange = z.strictObject({
  ...named,
  shared: z.boolean().optional(),
  stopped: z.boolean().optional(),
  why: line(300).optional().meta({ description: 'Why it is stopped.' }),
});

export function contacts(at: At, { read }: { read: Db }): void {
  at(
    {
      method: 'GET',
      path: '/contacts/:id',
      who: 'read',
      says: 'One person with their addresses and numbers, and all their leads.',
      answer: contact,
    },
    async ({ c, reply }) => reply(await contactOf(read, c.req.param('id')!)),
  );
  at(
    {
      method: 'PATCH',
      path: '/contacts/:id',
      who: 'write',
      says: 'Changes what is known of a contact; null takes a value out.',
      body: edit,
      answer: contact,
    },
    ({ c, asker, body, act }) =>
      act(
        (env) => editContact(env, { id: c.req.param('id')!, memberId: asker.member.id, edit: body }),
        (db, { id }) => contactOf(db, id),
      ),
  );
  at(
    {
      method: 'POST',
      path: '/contacts/:id/points',
      who: 'write',
      says: 'Adds a way to reach a contact. One that is another contact’s is refused (409) with the id of that contact.',
      body: z.strictObject(named),
      answer: point,
      status: 201,
    },
    ({ c, asker, body, act }) =>
      act(
        (env) => addContactPoint(env, { id: c.req.param('id')!, memberId: asker.member.id, ...body }),
        async (_db, row) => pointOf(row),
      ),
  );
  at(
    {
      method: 'PATCH',
      path: '/contacts/:id/points',
      who: 'write',
      says: 'Says that an address or number is shared, or that no mail is wanted there.',
      body: pointChange,
      answer: point,
    },
    ({ c, asker, body: { kind, value, ...change }, act }) =>
      act(
        (env) => changePoint(env, { id: c.req.param('id')!, memberId: asker.member.id, kind, value, change }),
        async (_db, row) => pointOf(row),
      ),
  );
  at(
    {
      method: 'POST',
      path: '/contacts/:id/merge',
      who: 'write',
      says: 'Says that this contact is the same person as another one, which shows both from then on. Nothing is moved.',
      body: z.strictObject({ into: word(60).min(1) }),
      answer: contact,
    },
    ({ c, asker, body, act }) =>
      act(
        (env) => mergeContacts(env, { id: c.req.param('id')!, into: body.into, memberId: asker.member.id }),
        (db, { id }) => contactOf(db, id),
      ),
  );
  at(
    {
      method: 'POST',
      path: '/contacts/:id/unmerge',
      who: 'write',
      says: 'Says that they are two people after all; everything is as it was.',
      answer: contact,
    },
    ({ c, asker, act }) =>
      act(
        (env) => unmergeContact(env, { id: c.req.param('id')!, memberId: asker.member.id }),
        (db, { id }) => contactOf(db, id),
      ),
  );
}
