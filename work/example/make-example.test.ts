import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type House, openHouse } from '#start.ts';
import { exampleSettings } from '#start-example-settings.ts';
import { openLeadCount } from '#store/counts.ts';
import { readStandard } from '#store/standard.ts';
import { tables } from '#store/tables.ts';
import { settingsOf, twelveWeeks } from '#test/example-house.ts';
import { checkClocks, checkOutlook, checkSpans, checkTouches } from '#test/simulation/check-world.ts';
import { readTablePage } from '#web/ui/leads/read-table-page.ts';
import { readToday } from '#web/ui/today/day.ts';
import { weekCard } from '#web/ui/today/week-figures.ts';
import { seededBytes } from './chance.ts';
import { exampleNow } from './example.ts';
import { makeExample } from './make-example.ts';

const folders: string[] = [];
const houses: House[] = [];
const troubles: string[] = [];
let house: House;

/** Twelve weeks of it: that is long enough for everything that happens in it. */
async function tale(seed: number): Promise<House> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-tale-'));
  folders.push(data);
  const clock = { now: exampleNow };
  const made = await openHouse(exampleSettings(settingsOf(data)), {
    now: () => clock.now,
    random: seededBytes(seed),
    log: (level, what, facts) => void (/warn|error/.test(level) && troubles.push(`${what} ${JSON.stringify(facts)}`)),
    file: 'example.db',
    draft: true,
  });
  houses.push(made);
  await made.store.migrate();
  await makeExample({ env: made.env, clock, seed, begins: twelveWeeks });
  return made;
}

before(async () => {
  house = await tale(1);
});
after(async () => {
  for (const one of houses) await one.close();
  for (const data of folders) rmSync(data, { recursive: true, force: true });
});

/** Everything that the database holds, as text. */
async function dump({ env }: House): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await env.read.selectFrom(name).selectAll().execute();
    all[name] = rows
      .map((row) => JSON.stringify(row, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)))
      .sort()
      .join('\n');
  }
  return all;
}

test('the same seed tells the same tale to the letter, another one another tale', async () => {
  const [one, same, other] = [await dump(house), await dump(await tale(1)), await dump(await tale(2))];
  for (const name of Object.keys(one)) assert.equal(one[name], same[name], name);
  assert.notEqual(one.leads, other.leads);
});

test('nothing went wrong on the way', () => assert.deepEqual(troubles, []));

test('what Baton promises is kept in it', async () => {
  const { read } = house.env;
  const standard = await readStandard(read);
  await checkClocks(read);
  await checkSpans(read);
  await checkTouches(read);
  const owners = new Set((await read.selectFrom('owners').select('member_id').execute()).map(({ member_id }) => member_id));
  for (const lead of await read.selectFrom('leads').selectAll().execute()) {
    const says = `lead ${lead.number}`;
    assert.equal(lead.practice_at, null, says);
    assert.equal(lead.history_at, null, says);
    if (lead.state === 'open') assert.ok(owners.has(lead.owner_id!) && lead.next_due_at! > 0, says);
    if (lead.state === 'closed') assert.ok(lead.outcome && lead.closed_at! <= exampleNow, says);
    if (lead.outcome === 'lost') assert.ok(lead.reason, says);
    await checkOutlook(read, standard, lead, exampleNow, says);
  }
  const ended = await read.selectFrom('arrivals').select('outcome').execute();
  assert.equal(ended.filter(({ outcome }) => outcome === 'failed').length, 0);
});

test('every kind of life is in it', async () => {
  const { read } = house.env;
  const leads = await read.selectFrom('leads').selectAll().execute();
  const are = (words: string, is: (lead: (typeof leads)[number]) => boolean, least: number) =>
    assert.ok(leads.filter(is).length >= least, `${words}: ${leads.filter(is).length}`);
  are('won with a value', ({ outcome, value }) => outcome === 'won' && value! > 0, 20);
  are('lost', ({ outcome }) => outcome === 'lost', 8);
  are('only a question', ({ outcome }) => outcome === 'question', 5);
  are('asleep', ({ state }) => state === 'later', 1);
  are('waiting for them', ({ waiting_until_at }) => waiting_until_at !== null, 3);
  are('open', ({ state }) => state === 'open', 20);
  for (const way of ['website-form', 'phone', 'missed-call', 'whatsapp', 'email', 'referral', 'walk-in'])
    are(way, ({ source }) => source === way, 1);
  const reasons = new Set(leads.flatMap(({ reason }) => reason ?? []));
  assert.ok(reasons.size >= 3, [...reasons].join());
  const arrivals = await read.selectFrom('arrivals').selectAll().execute();
  assert.ok(arrivals.some(({ language }) => language === 'de'));
  assert.ok(arrivals.some(({ outcome }) => outcome === 'not-an-enquiry'));
  const late = await read.selectFrom('clocks').selectAll().where('answered_at', 'is not', null).execute();
  assert.ok(late.some(({ answered_at, due_at }) => answered_at! > due_at));
  assert.ok(late.some(({ tried_at, touch_id }) => tried_at !== null && touch_id !== null));
});

test('no two neighbours read alike', async () => {
  const leads = await house.env.read.selectFrom('leads').select(['asked', 'number']).orderBy('received_at').execute();
  const told = leads.filter(({ asked }) => !asked.startsWith('Missed call'));
  for (const [place, { asked, number }] of told.entries()) assert.notEqual(asked, told[place - 1]?.asked, `#${number}: ${asked}`);
  assert.ok(new Set(told.map(({ asked }) => asked)).size >= 60);
});

test('at the moment at which time stands, Today is worth being looked at', async () => {
  const { read } = house.env;
  const ana = await read.selectFrom('members').selectAll().where('role', '=', 'admin').executeTakeFirstOrThrow();
  const day = await readToday(house.env, await readStandard(read), ana, { mine: true, all: true });
  assert.equal(day.headline, 'Two people are waiting longer than we said.');
  assert.match(day.when, /^Friday 20 November, 14:20 · open until 17:30$/);
  const rows = day.rows.flatMap((row) => ('fuse' in row ? [row] : []));
  const who = (section: string) => rows.filter((row) => row.section === section).map(({ who }) => who);
  assert.deepEqual(who('waiting'), ['07700 900312', 'Martin Hale', 'Priya Nair', 'Tom & Lucy Reid']);
  assert.deepEqual(who('wrote-back'), ['Sara Lind, Greenleaf Dental']);
  for (const name of ['H. Young', 'Olu Adeyemi', 'Omar Haddad']) assert.ok(who('steps').includes(name), name);
  assert.ok(day.done.done >= 5 && day.done.of > day.done.done);
  assert.equal(day.rows.filter(({ section }) => section === 'not-sure').length, 2);
  assert.equal(day.rows.filter(({ section }) => section === 'not-sent').length, 0);
});

test('the figures on one screen are the rows of the lists behind them', async () => {
  const { env } = house;
  const standard = await readStandard(env.read);
  const behind = async (href: string) => (await readTablePage(env, new URL(href, 'http://here'), 'nobody')).page.of;
  const figures = await weekCard(env.read, standard, exampleNow);
  assert.ok(figures.length >= 4);
  for (const { figure, words, href } of figures) if (href) assert.equal(Number.parseInt(figure, 10), await behind(href), words);
  const { counts } = await readTablePage(env, new URL('http://here/leads'), 'nobody');
  for (const [view, count] of Object.entries(counts)) assert.equal(count, await behind(`/leads?view=${view}`), view);
  assert.equal(counts.open, await openLeadCount(env.read));
});

test('every letter counts as sent, and each went to an address that cannot be', async () => {
  const letters = await house.env.read.selectFrom('outbox').selectAll().execute();
  assert.ok(letters.length > 100);
  for (const { audience, address, state, kind } of letters) {
    if (audience === 'customer') assert.match(address ?? '', /\.example$/);
    assert.match(state, audience === 'customer' ? /^(accepted|skipped)$/ : /^(accepted|skipped|bundled|queued)$/, kind);
  }
});
