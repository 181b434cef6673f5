import assert from 'node:assert/strict';
import { isAnswer } from '#domain/lead.ts';
import { noticePlan } from '#domain/notice-plan.ts';
import { answerDueAt, outlook } from '#domain/outlook.ts';
import { sayer } from '#domain/say-time.ts';
import type { Db } from '#store/engine.ts';
import { readCase } from '#store/leads.ts';
import type { OutboxEntryRow, Schema } from '#store/schema.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import { factsOf } from '#work/leads/look-ahead.ts';
import { noticeRow } from '#work/letters/notice-row.ts';
import { collectMail, type World } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;

const all = <Table extends keyof Schema>(db: Db, table: Table) =>
  db.selectFrom(table).selectAll().execute() as Promise<Schema[Table][]>;

/** Everything PRODUCT.md 2 promises that can be read from the tables and from what the mail server took. */
export async function checkWorld(world: World): Promise<void> {
  await collectMail(world);
  assert.deepEqual(unexpected(world), [], 'something went wrong without anybody being told');
  const { read } = world.house.env;
  const standard = await readStandard(read);
  await checkArrivals(world, read);
  await checkLeads(world, read, standard);
  await checkClocks(read);
  await checkSpans(read);
  await checkTimeline(world, read);
  await checkTouches(read);
  await checkMail(world, read);
  await checkPromises(world);
  await checkOverdue(world, read, standard);
}

const unexpected = ({ house }: World) => house.errors.filter((error) => !error.includes('the process is gone'));

/** I1, I2, I3: nobody was told what is not there, nothing is there twice, nothing ends nowhere. */
async function checkArrivals({ told, house }: World, db: Db): Promise<void> {
  const arrivals = await all(db, 'arrivals');
  const known = new Set(arrivals.map(({ id }) => id));
  for (const id of told) assert.ok(known.has(id), `arrival ${id} was acknowledged and is gone`);
  const leads = new Set((await all(db, 'leads')).map(({ id }) => id));
  const owners = new Set((await all(db, 'owners')).map(({ member_id }) => member_id));
  const external = arrivals.flatMap(({ channel_id, external_id }) => (external_id ? [`${channel_id} ${external_id}`] : []));
  assert.equal(new Set(external).size, external.length, 'one arrival per external id');
  for (const one of arrivals) {
    const says = `arrival ${one.id} (${one.outcome})`;
    if (one.outcome === 'lead') assert.ok(leads.has(one.lead_id!), says);
    if (one.outcome === 'linked') assert.ok(one.lead_id !== null || one.contact_id !== null, says);
    if (one.outcome === 'not-sure') assert.ok(owners.has(one.owner_id!) && one.look_due_at !== null, says);
    if (one.outcome === 'failed') assert.ok(one.retry_due_at! > house.time.now - minute, says);
    assert.ok(one.received_at <= one.recorded_at, says);
  }
}

/** I4, I5, I7 and the stored outlook of every lead. */
async function checkLeads(world: World, db: Db, standard: Standard): Promise<void> {
  const { firstAnswers, house } = world;
  const owners = new Set((await all(db, 'owners')).map(({ member_id }) => member_id));
  const active = new Set((await all(db, 'members')).flatMap(({ id, removed_at }) => (removed_at === null ? [id] : [])));
  const steps = new Map((await all(db, 'steps')).map((step) => [step.id, step]));
  for (const lead of await all(db, 'leads')) {
    const says = `lead ${lead.number} (${lead.state})`;
    if (lead.state === 'open') {
      assert.ok(owners.has(lead.owner_id!) && active.has(lead.owner_id!), `${says} is owned by somebody who is here`);
      const step = steps.get(lead.step_id ?? '');
      assert.ok(step && step.done_at === null && step.dropped_at === null, `${says} has a step that is planned`);
      assert.deepEqual([step.what, step.due_at], [lead.next_what, lead.next_due_at], `${says} shows the step that is planned`);
    }
    const known = firstAnswers.get(lead.id);
    if (known !== undefined) assert.equal(lead.first_answer_at, known, `${says}: the first answer has changed`);
    else if (lead.first_answer_at !== null) firstAnswers.set(lead.id, lead.first_answer_at);
    await checkOutlook(db, standard, lead, house.time.now, says);
  }
}

/** Holds the stored values of a lead against the pure function. */
export async function checkOutlook(db: Db, standard: Standard, lead: Schema['leads'], now: number, says: string): Promise<void> {
  const known = await readCase(db, lead);
  const seen = outlook(factsOf(known, standard), now, (moment) => standard.timetable.dayAt(moment).starts);
  assert.deepEqual(
    [lead.look_due_at, lead.attention_kind, lead.attention_due_at],
    [seen.lookDueAt, seen.attention?.kind ?? null, seen.attention?.dueAt ?? null],
    `${says}: the stored outlook is not what the function says at ${new Date(now).toISOString()}`,
  );
  const stored = known.findings.map(({ kind, since_at }) => `${kind} ${since_at}`).sort();
  assert.deepEqual(stored, seen.findings.map(({ kind, since }) => `${kind} ${since}`).sort(), `${says}: findings`);
}

export async function checkClocks(db: Db): Promise<void> {
  const states = new Map((await all(db, 'leads')).map(({ id, state }) => [id, state]));
  const open = new Set<string>();
  for (const clock of await all(db, 'clocks')) {
    if (clock.answered_at !== null)
      assert.ok(clock.answered_at >= clock.started_at, `clock ${clock.id} was answered before it ran`);
    if (clock.answered_at !== null || clock.ended_at !== null) continue;
    assert.ok(!open.has(clock.lead_id), 'one open clock per lead');
    open.add(clock.lead_id);
    assert.equal(states.get(clock.lead_id), 'open', 'only an open lead owes an answer');
  }
}

/** Each stage ends where the next one begins, and the last is the one the lead is in. */
export async function checkSpans(db: Db): Promise<void> {
  const spans = Map.groupBy(await all(db, 'stage_spans'), ({ lead_id }) => lead_id);
  for (const lead of await all(db, 'leads')) {
    const ofLead = (spans.get(lead.id) ?? []).sort((a, b) => a.entered_at - b.entered_at || (a.id < b.id ? -1 : 1));
    const last = ofLead.find(({ left_at }) => left_at === null);
    assert.equal(last?.stage, lead.stage, `lead ${lead.number} is in the stage its spans end with`);
    const entered = ofLead.slice(1).map(({ entered_at }) => entered_at);
    const left = ofLead.flatMap(({ left_at }) => left_at ?? []).sort((a, b) => a - b);
    assert.deepEqual(left, entered, `the stages of lead ${lead.number} follow each other`);
  }
}

/** I11: what is on the timeline stays as it is, and a lead is never behind it. */
async function checkTimeline(world: World, db: Db): Promise<void> {
  const versions = new Map((await all(db, 'leads')).map(({ id, version }) => [id, version]));
  const now = new Map((await all(db, 'timeline')).map((entry) => [entry.id, JSON.stringify(entry)]));
  for (const [id, entry] of world.timeline) assert.equal(now.get(id), entry, 'the timeline is append-only');
  world.timeline = now;
  // A clock that was wrong for a while has dated entries into the future.
  if (world.counts['clock jumps']) return;
  for (const entries of Map.groupBy(await all(db, 'timeline'), ({ lead_id }) => lead_id).values()) {
    let last = 0;
    for (const entry of entries.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      assert.ok(entry.version >= last, `the timeline of ${entry.lead_id} goes back`);
      assert.ok(entry.version <= versions.get(entry.lead_id)!, 'no entry is ahead of its lead');
      last = entry.version;
    }
  }
}

/** I6, I8: only people answer, and the last contact is what the touches say. */
export async function checkTouches(db: Db): Promise<void> {
  const letters = new Map((await all(db, 'outbox')).map((letter) => [letter.id, letter]));
  const touches = Map.groupBy(await all(db, 'touches'), ({ lead_id }) => lead_id);
  for (const lead of await all(db, 'leads')) {
    let lastContact: number | null = null;
    for (const touch of touches.get(lead.id) ?? []) {
      const letter = touch.outbox_id ? letters.get(touch.outbox_id) : undefined;
      if (letter) assert.equal(letter.kind, 'reply', 'no automatic letter is a touch');
      const heard = touch.direction === 'in' ? touch.result !== 'no-answer' : isAnswer(touch.direction, touch.result);
      const went = !letter || letter.sent_at !== null;
      if (touch.undone_at === null && heard && went) lastContact = Math.max(lastContact ?? 0, touch.at);
    }
    assert.equal(lead.last_contact_at, lastContact, `lead ${lead.number}: the last contact is what the touches say`);
  }
}

/** I13, I14: what reached people. */
async function checkMail(world: World, db: Db): Promise<void> {
  const byMessageId = new Map<string, OutboxEntryRow>();
  for (const letter of await all(db, 'outbox')) if (letter.message_id) byMessageId.set(letter.message_id, letter);
  const taken = Map.groupBy(world.taken, ({ messageId }) => messageId);
  for (const [messageId, letter] of byMessageId) {
    const times = taken.get(messageId)?.length ?? 0;
    const says = `${letter.kind} to ${letter.address ?? letter.member_id} (${letter.state}, ${letter.attempts} tries)`;
    if (letter.audience === 'customer') {
      assert.ok(times <= 1, `${says} was taken ${times} times`);
      if (letter.state === 'accepted') assert.equal(times, 1, says);
      if (['refused', 'skipped', 'withdrawn', 'kept', 'queued'].includes(letter.state)) assert.equal(times, 0, says);
    } else assert.ok(times <= letter.attempts, says);
  }
  for (const letter of world.taken) assert.ok(byMessageId.has(letter.messageId), `${letter.subject} is in no row`);
  await checkNotices(world, byMessageId);
  await checkAcknowledgements(world, db, byMessageId);
}

/** Never in closed time, and never two within a quarter of an hour; who is on call is told at any hour. */
async function checkNotices(world: World, rows: Map<string, OutboxEntryRow>): Promise<void> {
  const last = new Map<string, number>();
  for (const mail of world.taken) {
    const row = rows.get(mail.messageId)!;
    if (row.kind !== 'notice' || row.attempts > 1 || row.state !== 'accepted') continue;
    const { onCall, urgent } = noticeRow(row);
    if (!onCall) assert.ok(mail.wasOpen, `“${mail.subject}” went in closed time, at ${new Date(mail.at).toISOString()}`);
    if (onCall || urgent) continue;
    const before = last.get(row.member_id!);
    if (before !== undefined)
      assert.ok(mail.at < before || mail.at - before >= 15 * minute, `two notices to one member within ${mail.at - before} ms`);
    last.set(row.member_id!, mail.at);
  }
}

/** An acknowledgement is for what came within four hours, and at most five go to an address in an hour. */
async function checkAcknowledgements({ taken }: World, db: Db, rows: Map<string, OutboxEntryRow>): Promise<void> {
  const arrivals = new Map((await all(db, 'arrivals')).map((arrival) => [arrival.id, arrival]));
  const perAddress = new Map<string, number[]>();
  for (const mail of taken) {
    const row = rows.get(mail.messageId)!;
    if (row.audience !== 'customer' || row.kind === 'reply') continue;
    const sent = [...(perAddress.get(row.address!) ?? []), mail.at];
    perAddress.set(row.address!, sent);
    assert.ok(sent.filter((at) => at > mail.at - hour).length <= 5, `${row.address} got more than five within the hour`);
    if (row.kind !== 'acknowledgement') continue;
    const received = arrivals.get(row.arrival_id!)!.received_at;
    assert.ok(mail.at - received <= 4 * hour, `${row.address} was told after ${mail.at - received} ms that we have it`);
  }
}

/** What a letter promises was still to come when it went. */
async function checkPromises(world: World): Promise<void> {
  const { read } = world.house.env;
  const { team, timetable } = await readStandard(read);
  const say = sayer(team.locale, timetable.zone);
  for (const mail of world.taken.slice(world.held)) {
    const row = await read.selectFrom('outbox').selectAll().where('message_id', '=', mail.messageId).executeTakeFirst();
    if (row?.audience !== 'customer' || row.kind === 'reply') continue;
    const clocks = await read.selectFrom('clocks').selectAll().where('lead_id', '=', row.lead_id).execute();
    for (const { due_at, told_due_at } of clocks)
      for (const moment of [due_at, answerDueAt({ dueAt: due_at, toldDueAt: told_due_at })])
        if (moment <= mail.at)
          assert.ok(
            !mail.text.includes(say.by(moment)),
            `${row.kind} of ${new Date(mail.at).toISOString()} says ${say.by(moment)}`,
          );
  }
  world.held = world.taken.length;
}

/** I9: after a look at the clock nothing that is due has been left. */
async function checkOverdue({ house }: World, db: Db, { timetable }: Standard): Promise<void> {
  const { now } = house.time;
  const open = await db
    .selectFrom('clocks')
    .innerJoin('leads', 'leads.id', 'clocks.lead_id')
    .selectAll('clocks')
    .where('leads.state', '=', 'open')
    .where('clocks.answered_at', 'is', null)
    .where('clocks.ended_at', 'is', null)
    .execute();
  for (const clock of open)
    for (const { kind, at } of noticePlan(clock, timetable))
      assert.ok(at > now - minute || at <= clock.noticed_at, `the notice “${kind}” was due ${now - at} ms ago`);
  const waiting = await db
    .selectFrom('outbox')
    .selectAll()
    .where('due_at', '<=', now - minute)
    .execute();
  assert.deepEqual(waiting, [], 'a letter waits that was due more than a minute ago');
  const overdue = await db
    .selectFrom('leads')
    .select('number')
    .where('look_due_at', '<=', now - minute)
    .execute();
  assert.deepEqual(overdue, [], 'a lead waits to be looked at');
}

const tables = [
  'leads',
  'clocks',
  'touches',
  'timeline',
  'stage_spans',
  'steps',
  'outbox',
  'arrivals',
  'contacts',
  'findings',
] as const;

/** All that is there, a line for each row, without ids: those depend on what goes side by side. */
export async function lifeOf(db: Db): Promise<string[]> {
  const lines: string[] = [];
  for (const table of tables)
    for (const row of await all(db, table)) {
      const plain = Object.entries(row).filter(([name, value]) => !isName(name) && !isId(value));
      const said = plain.map(([name, value]) => [name, typeof value === 'string' ? withoutIds(value) : value]).sort();
      lines.push(`${table} ${said.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(' ')}`);
    }
  return lines.sort();
}

const isName = (column: string) => ['key', 'message_id', 'number', 'attempts', 'version', 'indexed_version'].includes(column);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const withoutIds = (text: string) => text.replaceAll(uuid, '·');
const isId = (value: unknown) => typeof value === 'string' && withoutIds(value) === '·';
