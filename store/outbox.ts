import type { ExpressionBuilder } from 'kysely';
import { changer } from './change.ts';
import type { Db } from './engine.ts';
import { leadsShownBy } from './family.ts';
import { inserter, newInserter } from './insert.ts';
import { prepared } from './prepared.ts';
import type { OutboxEntryRow, Schema } from './schema.ts';

const add = inserter('outbox', ['key']);
const addIfNew = newInserter('outbox', ['key']);

/** What a letter is about; the rest of its row is the outbox's own business. */
type LetterToSend = {
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

/** Puts a letter into the outbox, once per key. */
export const queueLetter = (db: Db, letter: LetterToSend): Promise<unknown> => add(db, entryOf(letter));

/** The same, and false where one with this key is there already: asked only where it matters. */
export const queueIfNew = (db: Db, letter: LetterToSend): Promise<boolean> => addIfNew(db, entryOf(letter));

function entryOf(letter: LetterToSend): OutboxEntryRow {
  return {
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
  };
}

/**
 * Of letters due at the same moment, the one about the longest known enquiry comes first. Ids would not do: leads are looked at side by
 * side, so on PostgreSQL it is chance which one has its letter made first.
 */
const leadNumber = (eb: ExpressionBuilder<Schema, 'outbox'>) =>
  eb.selectFrom('leads').select('leads.number').whereRef('leads.id', '=', 'outbox.lead_id');

const due = prepared<{ now: number; most: number }, OutboxEntryRow>((db, slot) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('due_at', 'is not', null)
    .where('due_at', '<=', slot('now'))
    .orderBy('due_at')
    .orderBy(leadNumber, (order) => order.asc().nullsLast())
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
  const { id, state, attempts } = seen;
  return (await changeRows(db, { id, state, attempts }, change)) === 1;
}

const changeRows = changer('outbox');

/** How many letters of Baton's own went, or may have gone, to an address since a moment. */
export async function automaticLettersTo(db: Db, address: string, since: number): Promise<number> {
  return Number((await countAutomatic(db, { address, since }))[0]!.many);
}

const countAutomatic = prepared<{ address: string; since: number }, { many: number }>((db, slot) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('many'))
    .where('address', '=', slot('address'))
    .where('message_id', 'is not', null)
    .where((eb) => eb(eb.fn.coalesce('settled_at', 'created_at'), '>', slot('since')))
    .where('kind', '<>', 'reply')
    .where('state', 'in', ['accepted', 'kept', 'sending', 'unknown']),
);

/** When a member was last sent a notice, as of now; what is urgent, and the lists and notes of the day, do not count. */
export async function lastNoticeTo(db: Db, memberId: string, now: number): Promise<number | null> {
  return (await lastNotice(db, { memberId, now }))[0]?.settled_at ?? null;
}

const lastNotice = prepared<{ memberId: string; now: number }, { settled_at: number | null }>((db, slot) =>
  db
    .selectFrom('outbox')
    .select('settled_at')
    .where('member_id', '=', slot('memberId'))
    .where('kind', '=', 'notice')
    .where('state', 'in', ['accepted', 'kept'])
    .where('settled_at', 'is not', null)
    .where('settled_at', '<=', slot('now'))
    .where('body', 'not like', '%"urgent":true%')
    .orderBy('settled_at', 'desc')
    .limit(1),
);

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
    .orderBy(leadNumber, (order) => order.asc().nullsLast())
    .orderBy('id')
    .limit(50)
    .execute();

/** Takes back what has not gone yet: one letter, or all of a lead. Returns how many. */
export async function withdrawLetters(db: Db, which: { id: string } | { lead_id: string }, now: number): Promise<number> {
  const [column, value] = Object.entries(which)[0] as ['id' | 'lead_id', string];
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ state: 'withdrawn', due_at: null, settled_at: now })
    .where(column, '=', value)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

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
    .orderBy('id')
    .execute();
