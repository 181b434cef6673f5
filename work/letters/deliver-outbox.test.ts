import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { OutboxEntryRow } from '#store/schema.ts';
import {
  at,
  chores,
  day,
  enquire,
  hour,
  houseWithMail,
  leadNow,
  leapTo,
  martin,
  minute,
  openAgain,
  passTo,
  post,
  rows,
  second,
} from '#test/acting.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';
import type { Env } from '../env.ts';
import { logTouch } from '../leads/log-touch.ts';
import { deliverOutbox } from './deliver-outbox.ts';

const ack = async (house: TestHouse): Promise<OutboxEntryRow> =>
  (await rows(house, 'outbox')).find(({ kind }) => kind === 'acknowledgement')!;

const to = (address: string) => (letter: { to: string[] }) => letter.to.includes(address);

const reply = (house: TestHouse, id: string, text = 'We can come on Tuesday.') =>
  logTouch(
    house.env,
    { id },
    { memberId: house.cast.ana },
    { kind: 'email', direction: 'out', result: 'sent', text, send: true },
  );

/** The process dies after so many of its writes: what comes later never reaches the disk. */
const dyingAfter = (env: Env, writes: number): Env => {
  let left = writes;
  return { ...env, write: (deed) => (left-- > 0 ? env.write(deed) : Promise.reject(new Error('the process is gone'))) };
};

/** A house in which only this letter to a customer is still to go. */
async function houseWithReply(t: TestContext, engine: Engine) {
  const { house, mail } = await houseWithMail(t, engine);
  const { id } = await enquire(house);
  await chores(house);
  const { value } = await reply(house, id);
  house.time.now += 10 * second;
  const letter = async (of = house) => (await rows(of, 'outbox')).find((row) => row.id === value.letterId)!;
  return { house, mail, id, letter };
}

eachEngine((engine) => {
  test('who asks is told at once that we have it and by when they hear, once', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await enquire(house);
    await chores(house);
    await post(house, { ...martin, message: 'Hello, anybody there?' });
    await passTo(house, at(10, 20));
    const letters = mail.letters.filter(to(martin.email));
    assert.equal(letters.length, 1);
    assert.match(letters[0]!.text, /by 11:00 on Friday 20 November/);
    assert.equal(letters[0]!.headers['auto-submitted'], 'auto-replied');
    assert.deepEqual([letters[0]!.envelope.from, letters[0]!.headers['x-baton']], ['', 'automatic']);
    assert.equal(letters[0]!.from, 'hello@harbourplumbing.example');
  });

  test('no acknowledgement where a person has answered already', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });
    await passTo(house, at(10, 1));
    assert.equal(mail.letters.filter(to(martin.email)).length, 0);
    assert.deepEqual([(await ack(house)).state, (await ack(house)).error], ['skipped', 'a person has answered already']);
  });

  for (const [words, later, promise, goes] of [
    ['half an hour late still names the time', at(10, 30), /by 11:00 on Friday/, true],
    ['after that time names none', at(11, 1), /^((?!\d\d:\d\d).)*$/s, true],
    ['four hours late still goes', at(14), /^((?!11:00).)*$/s, true],
    ['later than four hours is left out', at(14, 1), null, false],
    ['after a weekend is left out', at(9, 0, 3), null, false],
  ] as const)
    test(`an acknowledgement ${words}`, async (t) => {
      const { house, mail } = await houseWithMail(t, engine);
      await enquire(house);
      await leapTo(house, later);
      const [letter] = mail.letters.filter(to(martin.email));
      assert.equal(letter !== undefined, goes);
      assert.equal((await ack(house)).state, goes ? 'accepted' : 'skipped');
      if (promise) assert.match(letter!.text.replace(/https?:\S+/g, ''), promise);
    });

  test('what came while Baton was down is told a time reckoned from now, on the page too; it is late all the same', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    house.time.now = at(13);
    const { id } = await enquire(house, martin, at(10));
    await chores(house);
    const [letter] = mail.letters.filter(to(martin.email));
    assert.match(letter!.text, /by 14:00 on Friday/);
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.received_at, lead.attention_kind, lead.attention_due_at], [at(10), 'late', at(11)]);
    assert.equal((await rows(house, 'arrivals'))[0]!.told_due_at, at(14));
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' }, at(8, 59));
    await chores(house);
    assert.equal(mail.letters.filter(to('rose@example.com')).length, 0, 'it is more than four hours old');
  });

  test('an address gets at most five automatic letters within an hour', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await enquire(house);
    await house.env.write((tx) => tx.db.updateTable('contacts').set({ each_thread_at: 1 }).execute());
    for (let n = 0; n < 8; n++) await post(house, { ...martin, message: `Flat ${n} needs a plumber` });
    await chores(house);
    assert.equal(mail.letters.filter(to(martin.email)).length, 5);
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    await passTo(house, at(10, 1));
    assert.equal(mail.letters.filter(to('rose@example.com')).length, 1, 'the brake is for one address');
    house.time.now += hour;
    await post(house, { ...martin, message: 'And the last flat' });
    await chores(house);
    assert.equal(mail.letters.filter(to(martin.email)).length, 6);
  });

  test('a passing failure is tried again with growing pauses and one Message-ID, for some four hours', async (t) => {
    const { house, mail, letter } = await houseWithReply(t, engine);
    const asked: number[] = [];
    mail.fail((moment) => {
      if (moment.at !== 'recipient' || moment.address !== martin.email) return undefined;
      asked.push(house.time.now);
      return { say: 451, text: 'Come later' };
    });
    const begun = house.time.now;
    await passTo(house, begun + 2 * day, 5 * minute);
    const pauses = asked.slice(1).map((when, n) => when - asked[n]!);
    assert.equal(asked.length, 10);
    const lasted = (asked.at(-1)! - begun) / hour;
    assert.ok(lasted > 4 && lasted < 5, `${lasted} hours`);
    for (const [n, pause] of pauses.entries()) assert.ok(n === 0 || pause >= pauses[n - 1]!, `${pauses}`);
    const { state, attempts, error, message_id } = await letter();
    assert.deepEqual([state, attempts], ['refused', 10]);
    assert.match(error!, /Come later/);
    assert.ok(message_id);
  });

  test('a permanent failure is not tried again', async (t) => {
    const { house, mail, letter } = await houseWithReply(t, engine);
    let asked = 0;
    mail.fail((moment) => {
      if (moment.at === 'recipient' && moment.address === martin.email) asked += 1;
      return moment.at === 'recipient' && moment.address === martin.email ? { say: 552 } : undefined;
    });
    await passTo(house, at(13), 5 * minute);
    assert.equal(asked, 1);
    assert.equal((await letter()).state, 'refused');
  });

  test('whether a notice reached a member is not known: it goes again, with the same Message-ID', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    let first = true;
    mail.fail((moment) => {
      if (moment.at !== 'message' || moment.address !== 'ana@harbourplumbing.example' || !first) return undefined;
      first = false;
      return 'keep and break';
    });
    await enquire(house);
    await passTo(house, at(10, 3));
    const letters = mail.letters.filter(to('ana@harbourplumbing.example'));
    assert.equal(letters.length, 2);
    assert.equal(letters[0]!.messageId, letters[1]!.messageId);
  });

  test('a crash before a letter was claimed sends it once', async (t) => {
    const { house, mail, letter } = await houseWithReply(t, engine);
    await assert.rejects(deliverOutbox(dyingAfter(house.env, 0)));
    const again = await openAgain(t, house);
    await passTo(again, again.time.now + 5 * minute);
    const row = await letter(again);
    assert.deepEqual([row.state, mail.count(row.message_id!)], ['accepted', 1]);
  });

  test('a crash after it was claimed leaves it unknown, shown to a person, and it never goes by itself again', async (t) => {
    const { house, mail, id, letter } = await houseWithReply(t, engine);
    await assert.rejects(deliverOutbox(dyingAfter(house.env, 1)));
    const again = await openAgain(t, house);
    await chores(again);
    assert.equal((await letter(again)).state, 'sending', 'nobody touches it while the lease runs');
    await passTo(again, again.time.now + 30 * minute);
    const row = await letter(again);
    assert.deepEqual([row.state, mail.count(row.message_id!)], ['unknown', 1]);
    assert.match(row.error!, /may have gone/);
    assert.equal((await leadNow(again, id)).attention_kind, 'undelivered');
  });

  test('a crash while members are told tells them all the same, and what was packed together is not lost', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await enquire(house);
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    await house.env.write((tx) => tx.db.deleteFrom('outbox').where('audience', '=', 'customer').execute());
    mail.fail((moment) => (moment.at === 'recipient' ? { say: 451 } : undefined));
    await assert.rejects(deliverOutbox(dyingAfter(house.env, 1)));
    mail.fail();
    const again = await openAgain(t, house);
    await passTo(again, at(10, 25));
    const told = mail.letters
      .filter(to('ana@harbourplumbing.example'))
      .map(({ text }) => text)
      .join();
    assert.ok(told.includes('knocking') && told.includes('tap drips'), told);
  });

  test('a bundle that the server does not take goes whole the next time', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await enquire(house);
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    mail.fail((moment) => (moment.at === 'recipient' ? { say: 451 } : undefined));
    await chores(house);
    mail.fail();
    await passTo(house, at(10, 2));
    const told = mail.letters.filter(to('ana@harbourplumbing.example'));
    assert.equal(told.length, 1);
    assert.ok(told[0]!.text.includes('knocking') && told[0]!.text.includes('tap drips'), told[0]!.text);
  });

  test('two processes that deliver at the same moment send each letter once', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    for (let n = 0; n < 6; n++) await enquire(house, { name: `P ${n}`, email: `p${n}@example.com`, message: `Tap ${n}` });
    await Promise.all([deliverOutbox(house.env), deliverOutbox(house.env), deliverOutbox(house.env)]);
    await passTo(house, at(10, 20));
    for (const { message_id, audience, state } of await rows(house, 'outbox'))
      if (audience === 'customer') assert.deepEqual([state, mail.count(message_id!)], ['accepted', 1]);
  });

  test('whose answer is leaving at that very moment is not told of as one who has waited', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await chores(house);
    const before = mail.letters.length;
    house.time.now = at(10, 59) + 50 * second;
    await reply(house, id);
    await leapTo(house, at(11));
    assert.deepEqual(
      mail.letters.slice(before).map((letter) => letter.to),
      [[martin.email]],
    );
    const notices = (await rows(house, 'outbox')).filter(({ kind, created_at }) => kind === 'notice' && created_at === at(11));
    assert.ok(notices.length > 0);
    assert.deepEqual([...new Set(notices.map(({ state }) => state))], ['skipped']);
  });

  test('a letter that cannot be made holds up no other', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await enquire(house);
    await house.env.write((tx) =>
      tx.db.updateTable('outbox').set({ body: 'not json' }).where('audience', '=', 'member').execute(),
    );
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    await chores(house);
    assert.equal(mail.letters.filter(to('rose@example.com')).length, 1);
    assert.equal(mail.letters.filter(to(martin.email)).length, 1);
    assert.equal(house.errors.length > 0, true);
    const broken = (await rows(house, 'outbox')).find(({ body }) => body === 'not json')!;
    assert.deepEqual([broken.state, broken.attempts, broken.due_at! > house.time.now], ['queued', 1, true]);
  });

  test('without a mail server letters are kept and shown as kept, never as sent', async (t) => {
    const house = await engine.house(t);
    await enquire(house);
    await chores(house);
    const states = (await rows(house, 'outbox')).map(({ state, sent_at }) => [state, sent_at]);
    assert.deepEqual(states, [
      ['kept', null],
      ['kept', null],
    ]);
  });
});
