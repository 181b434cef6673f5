import assert from 'node:assert/strict';
import type { Db } from '#store/engine.ts';
import type { OutboxEntryRow } from '#store/schema.ts';
import type { Customers, Said } from './customers.ts';
import type { MailServer } from './mail-server.ts';

/** How much there was to be kept, for a report. */
export type Kept = {
  enquiries: number;
  replies: number;
  leads: number;
  letters: Record<string, number>;
  notices: Record<string, number>;
};

const many = (counts: Map<string, number>): Record<string, number> => Object.fromEntries([...counts].sort());
const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

/**
 * Holds what Baton said against what it has: every enquiry that was answered is there once, with all that belongs to it, and every
 * letter went at most once or is shown. Nothing may be waiting any more.
 */
export async function checkPromises(db: Db, customers: Customers, mail: MailServer): Promise<Kept> {
  assert.deepEqual(customers.faults.slice(0, 5), []);
  assert.deepEqual(customers.owed(), [], 'everything was answered in the end');
  const said = [...customers.said.values()];
  const replies = said.filter(({ way }) => way === 'reply');
  const enquiries = said.filter(({ way }) => way !== 'reply');
  const arrivals = await checkArrivals(db, enquiries);
  const leads = await checkLeads(db, enquiries, arrivals);
  await checkReplies(db, replies);
  await checkKeys(db, said);
  return { enquiries: enquiries.length, replies: replies.length, leads, ...(await checkLetters(db, mail)) };
}

/** The mark in what a customer or a member wrote; the text itself where there is none. */
export const markIn = (text: string): string => /\b\w+-\d+\.(?=$|\s)/.exec(text)?.[0] ?? text;

type Arrival = { id: string; lead_id: string | null; contact_id: string | null };

async function checkArrivals(db: Db, enquiries: readonly Said[]): Promise<Map<string, Arrival>> {
  const rows = await db.selectFrom('arrivals').selectAll().execute();
  const touched = new Map<string, number>();
  for (const { arrival_id } of await db.selectFrom('touches').select('arrival_id').execute())
    if (arrival_id) count(touched, arrival_id);
  const deliveries = new Set((await db.selectFrom('deliveries').select('id').execute()).map(({ id }) => id));
  const byMark = Map.groupBy(rows, ({ asked }) => markIn(asked));
  const marks = new Set(enquiries.map(({ mark }) => mark));
  assert.deepEqual(
    [...byMark.keys()].filter((mark) => !marks.has(mark)),
    [],
    'nothing is there that nobody said',
  );
  for (const { mark, way, answer } of enquiries) {
    const found = byMark.get(mark) ?? [];
    assert.equal(found.length, 1, `${mark} (${way}) is there ${found.length} times`);
    const [row] = found;
    assert.match(row!.outcome, /^(lead|linked)$/, `${mark} ended as ${row!.outcome}: ${row!.reason}`);
    assert.ok(row!.lead_id && row!.contact_id, mark);
    assert.equal(touched.get(row!.id), 1, `${mark} is one touch`);
    assert.ok(deliveries.has(row!.delivery_id ?? ''), `${mark} is there as it came`);
    if (answer?.arrivalId) assert.equal(row!.id, answer.arrivalId, mark);
  }
  return new Map([...byMark].map(([mark, [row]]) => [mark, row!]));
}

async function checkLeads(db: Db, enquiries: readonly Said[], arrivals: Map<string, Arrival>): Promise<number> {
  const leads = new Map((await db.selectFrom('leads').selectAll().execute()).map((row) => [row.id, row]));
  const ofLead = <Row extends { lead_id: string }>(rows: Row[]) => Map.groupBy(rows, ({ lead_id }) => lead_id);
  const clocks = ofLead(await db.selectFrom('clocks').selectAll().execute());
  const spans = ofLead(await db.selectFrom('stage_spans').selectAll().execute());
  const steps = ofLead(await db.selectFrom('steps').selectAll().execute());
  const opened = ofLead(await db.selectFrom('timeline').select('lead_id').where('kind', '=', 'opened').execute());
  const acknowledged = Map.groupBy(
    await db.selectFrom('outbox').selectAll().where('kind', '=', 'acknowledgement').execute(),
    ({ lead_id }) => lead_id ?? '',
  );
  assert.equal(new Set([...leads.values()].map(({ number }) => number)).size, leads.size, 'every lead has its own number');
  for (const [id, lead] of leads) {
    const who = `lead ${lead.number}`;
    assert.ok(lead.state === 'open' && lead.owner_id && lead.next_what && lead.next_due_at, who);
    const mine = clocks.get(id) ?? [];
    assert.equal(mine.filter(({ kind }) => kind === 'first').length, 1, `${who} has one first clock`);
    const running = mine.filter(({ answered_at, ended_at }) => answered_at === null && ended_at === null);
    assert.ok(running.length === 1 || (running.length === 0 && lead.first_answer_at !== null), `${who} is owed an answer once`);
    assert.equal(spans.get(id)?.filter(({ left_at }) => left_at === null).length, 1, `${who} stands in one stage`);
    const ahead = steps.get(id)?.filter(({ done_at, dropped_at }) => done_at === null && dropped_at === null) ?? [];
    assert.deepEqual(
      ahead.map(({ id, what, due_at }) => [id, what, due_at]),
      [[lead.step_id, lead.next_what, lead.next_due_at]],
      `${who} has one next step`,
    );
    assert.equal(opened.get(id)?.length, 1, `${who} was opened once`);
    assert.ok((acknowledged.get(id)?.length ?? 0) <= 1, `${who} is acknowledged once`);
  }
  const contacts = new Map((await db.selectFrom('contacts').selectAll().execute()).map((row) => [row.id, row]));
  for (const [person, theirs] of Map.groupBy(enquiries, ({ person }) => person)) {
    const leadIds = new Set(theirs.map(({ mark }) => arrivals.get(mark)!.lead_id!));
    const contactIds = new Set(theirs.map(({ mark }) => arrivals.get(mark)!.contact_id!));
    assert.deepEqual([leadIds.size, contactIds.size], [1, 1], `person ${person} has one lead and one contact`);
    const lead = leads.get([...leadIds][0]!);
    const contact = contacts.get([...contactIds][0]!);
    assert.ok(lead && contact && lead.contact_id === contact.id, `person ${person}`);
    for (const { answer, mark } of theirs) if (answer?.lead) assert.equal(lead.number, answer.lead, mark);
    const isTold = contact.email && ['website', 'website-form'].includes(lead.channel_id);
    if (isTold) assert.equal(acknowledged.get(lead.id)?.length, 1, `person ${person} is told that we have it`);
  }
  assert.equal(leads.size, new Set(enquiries.map(({ person }) => person)).size, 'a lead per person');
  assert.equal(contacts.size, leads.size, 'a contact per person');
  return leads.size;
}

async function checkReplies(db: Db, replies: readonly Said[]): Promise<void> {
  const touches = await db.selectFrom('touches').selectAll().where('text', 'like', 'We can come%').execute();
  const byMark = Map.groupBy(touches, ({ text }) => markIn(text ?? ''));
  const letters = Map.groupBy(
    await db.selectFrom('outbox').selectAll().where('kind', '=', 'reply').execute(),
    ({ touch_id }) => touch_id ?? '',
  );
  for (const { mark } of replies) {
    const found = byMark.get(mark) ?? [];
    assert.equal(found.length, 1, `${mark} was answered once`);
    assert.equal(letters.get(found[0]!.id)?.length, 1, `${mark} is one letter`);
  }
  assert.equal(touches.length, replies.length);
  assert.equal(letters.size, replies.length);
}

async function checkKeys(db: Db, said: readonly Said[]): Promise<void> {
  const keyed = said.flatMap(({ headers }) => headers['idempotency-key'] ?? []);
  const rows = await db.selectFrom('idempotency').select('key').execute();
  assert.deepEqual(rows.map(({ key }) => key).sort(), keyed.sort());
}

async function checkLetters(db: Db, mail: MailServer) {
  const rows = await db.selectFrom('outbox').selectAll().execute();
  const received = Map.groupBy(mail.letters, ({ messageId }) => messageId);
  const known = new Set(rows.map(({ message_id }) => message_id));
  assert.deepEqual(
    [...received.keys()].filter((id) => !known.has(id)),
    [],
    'every letter that came is in the outbox',
  );
  const letters = new Map<string, number>();
  const notices = new Map<string, number>();
  for (const row of rows) {
    const came = received.get(row.message_id ?? '')?.length ?? 0;
    count(row.audience === 'customer' ? letters : notices, row.state);
    if (row.audience === 'customer') checkLetter(row, came);
    else checkNotice(row, came);
    if (came > 1) count(notices, 'came more than once');
    if (row.state === 'unknown') count(letters, came === 1 ? 'unknown, and came' : 'unknown, and did not come');
  }
  return { letters: many(letters), notices: many(notices) };
}

function checkLetter(row: OutboxEntryRow, came: number): void {
  const what = `${row.kind} ${row.id} (${row.state}, ${row.error}) came ${came} times`;
  assert.ok(came <= 1, what);
  if (row.state === 'accepted') assert.equal(came, 1, what);
  else if (row.state === 'unknown') assert.ok(row.error, what);
  else if (row.state === 'refused' || row.state === 'skipped') assert.ok(row.error && came === 0, what);
  else assert.fail(`${what}, and nobody is told`);
}

/** At least once; a second time only with the same id, and only where it was tried again. */
function checkNotice(row: OutboxEntryRow, came: number): void {
  const what = `${row.kind} ${row.key} (${row.state}, ${row.error}) came ${came} times in ${row.attempts} tries`;
  assert.ok(came <= row.attempts, what);
  if (row.state === 'accepted') assert.ok(came >= 1, what);
  else assert.match(row.state, /^(queued|skipped|bundled)$/, what);
}
