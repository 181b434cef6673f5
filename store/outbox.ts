import type { Db } from './engine.ts';
import { leadsShownBy } from './family.ts';
import { prepared, preparedChange } from './prepared.ts';
import type { OutboxEntryRow } from './schema.ts';

const add = preparedChange<OutboxEntryRow>((db, slot) =>
  db
    .insertInto('outbox')
    .values({
      id: slot('id'),
      key: slot('key'),
      kind: slot('kind'),
      via: slot('via'),
      audience: slot('audience'),
      lead_id: slot('lead_id'),
      clock_id: slot('clock_id'),
      arrival_id: slot('arrival_id'),
      touch_id: slot('touch_id'),
      contact_id: slot('contact_id'),
      member_id: slot('member_id'),
      address: slot('address'),
      body: slot('body'),
      state: slot('state'),
      due_at: slot('due_at'),
      lease_until_at: slot('lease_until_at'),
      attempts: slot('attempts'),
      message_id: slot('message_id'),
      bundled_into: slot('bundled_into'),
      error: slot('error'),
      settled_by: slot('settled_by'),
      created_at: slot('created_at'),
      sent_at: slot('sent_at'),
      settled_at: slot('settled_at'),
    })
    .onConflict((conflict) => conflict.column('key').doNothing()),
);

/** What a letter is about; the rest of its row is the outbox's own business. */
export type LetterToSend = {
  id: string;
  key: string;
  kind: string;
  audience: 'customer' | 'member';
  dueAt: number;
  at: number;
  leadId?: string | null;
  clockId?: string | null;
  arrivalId?: string | null;
  touchId?: string | null;
  contactId?: string | null;
  memberId?: string | null;
  address?: string | null;
  body?: string | null;
  /** Recorded as not going, because a later one says more. */
  skipped?: true;
};

/** Puts a letter into the outbox, once per key. Returns false where one with this key is there already. */
export async function queueLetter(db: Db, letter: LetterToSend): Promise<boolean> {
  const added = await add(db, {
    id: letter.id,
    key: letter.key,
    kind: letter.kind,
    via: 'email',
    audience: letter.audience,
    lead_id: letter.leadId ?? null,
    clock_id: letter.clockId ?? null,
    arrival_id: letter.arrivalId ?? null,
    touch_id: letter.touchId ?? null,
    contact_id: letter.contactId ?? null,
    member_id: letter.memberId ?? null,
    address: letter.address ?? null,
    body: letter.body ?? null,
    state: letter.skipped ? 'skipped' : 'queued',
    due_at: letter.skipped ? null : letter.dueAt,
    lease_until_at: null,
    attempts: 0,
    message_id: null,
    bundled_into: null,
    error: null,
    settled_by: null,
    created_at: letter.at,
    sent_at: null,
    settled_at: letter.skipped ? letter.at : null,
  });
  return added > 0;
}

const due = prepared<{ now: number; most: number }, OutboxEntryRow>((db, slot) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('due_at', 'is not', null)
    .where('due_at', '<=', slot('now'))
    .orderBy('due_at')
    .orderBy('id')
    .limit(slot('most')),
);

export const dueLetters = (db: Db, now: number, most: number): Promise<OutboxEntryRow[]> => due(db, { now, most });

export const findLetter = (db: Db, id: string): Promise<OutboxEntryRow | undefined> =>
  db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();

type Change = Partial<Omit<OutboxEntryRow, 'id' | 'key'>>;

/** Changes a letter if it is still as it was seen. False where somebody else was quicker. */
export async function changeLetter(
  db: Db,
  seen: Pick<OutboxEntryRow, 'id' | 'state' | 'attempts'>,
  change: Change,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set(change)
    .where('id', '=', seen.id)
    .where('state', '=', seen.state)
    .where('attempts', '=', seen.attempts)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many letters of Baton's own went, or may have gone, to an address since a moment. */
export async function automaticLettersTo(db: Db, address: string, since: number): Promise<number> {
  const { many } = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('many'))
    .where('address', '=', address)
    .where((eb) => eb(eb.fn.coalesce('settled_at', 'created_at'), '>', since))
    .where('kind', '<>', 'reply')
    .where('state', 'in', ['accepted', 'kept', 'sending', 'unknown'])
    .executeTakeFirstOrThrow();
  return many;
}

/** When a member was last sent a notice, as of now; what is urgent, and the lists and notes of the day, do not count. */
export async function lastNoticeTo(db: Db, memberId: string, now: number): Promise<number | null> {
  const last = await db
    .selectFrom('outbox')
    .select('settled_at')
    .where('member_id', '=', memberId)
    .where('kind', '=', 'notice')
    .where('state', 'in', ['accepted', 'kept'])
    .where('settled_at', '<=', now)
    .where('body', 'not like', '%"urgent":true%')
    .orderBy('settled_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.settled_at ?? null;
}

/** Of the notices to the same member about the same answer, those made after this one that have gone or may go now. */
export async function laterNotices(db: Db, row: OutboxEntryRow, now: number): Promise<OutboxEntryRow[]> {
  // A member has thousands of notices, a lead a few: by the lead they are found sooner.
  const later = await db
    .selectFrom('outbox')
    .selectAll()
    .where('lead_id', '=', row.lead_id)
    .where('clock_id', '=', row.clock_id)
    .where('id', '<>', row.id)
    .where('created_at', '>', row.created_at)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['sending', 'accepted', 'kept', 'bundled']),
        eb.and([eb('state', '=', 'queued'), eb('due_at', '<=', now)]),
      ]),
    )
    .execute();
  return later.filter(({ member_id }) => member_id === row.member_id);
}

/** The other notices that a member is due to hear now. */
export const noticesToBundle = (db: Db, row: OutboxEntryRow, now: number): Promise<OutboxEntryRow[]> =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('due_at', '<=', now)
    .where('state', '=', 'queued')
    .where('kind', '=', 'notice')
    .where('member_id', '=', row.member_id)
    .where('id', '<>', row.id)
    .orderBy('due_at')
    .orderBy('id')
    .limit(50)
    .execute();

/** What was to go with a letter that did not go is for itself again. */
export const releaseBundled = (db: Db, id: string, dueAt: number): Promise<unknown> =>
  db
    .updateTable('outbox')
    .set({ state: 'queued', bundled_into: null, due_at: dueAt, settled_at: null })
    .where('bundled_into', '=', id)
    .where('state', '=', 'bundled')
    .execute();

/** The letters of a lead that the customer has, oldest first: what an answer's thread refers to. */
export const lettersSent = async (db: Db, leadId: string): Promise<OutboxEntryRow[]> =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('lead_id', 'in', await leadsShownBy(db, leadId))
    .where('audience', '=', 'customer')
    .where('state', 'in', ['accepted', 'kept'])
    .orderBy('created_at')
    .execute();
