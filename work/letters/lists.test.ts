import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { remindersLastRan } from '#store/health.ts';
import { at, day, enquire, hour, houseWithMail, leadNow, minute, rows } from '#test/acting.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';
import type { ReceivedLetter } from '#test/mail-server.ts';
import { logTouch } from '../leads/log-touch.ts';
import { lookAtLeads } from '../leads/look-at-leads.ts';
import { heartbeat } from '../running/heartbeat.ts';
import { changeRules } from '../team/change-rules.ts';
import { deliverOutbox } from './deliver-outbox.ts';
import { muteKind } from './mute-kind.ts';
import { sendFridayNote } from './send-friday-note.ts';
import { sendMorningLists } from './send-morning-lists.ts';

const ana = 'ana@harbourplumbing.example';
const ben = 'ben@harbourplumbing.example';
const mondayOpening = at(8, 0, 3);

/** What somebody was sent of a kind: subjects that begin so. */
const sent = (letters: readonly ReceivedLetter[], to: string, like: RegExp) =>
  letters.filter((letter) => letter.to.includes(to) && like.test(letter.subject));

const thing = /^\S+ things? f/;
const week = /^The week at/;
const gap = /^Reminders did not run/;

async function mornings(house: TestHouse): Promise<void> {
  await sendMorningLists(house.env);
  await lookAtLeads(house.env);
  await deliverOutbox(house.env);
}

/** A house on Friday in which Martin was tried and is to be rung again on Monday at 10:00. */
async function onMonday(t: TestContext, engine: Engine) {
  const { house, mail } = await houseWithMail(t, engine);
  const { id } = await enquire(house);
  house.time.now = at(17, 0);
  await logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'no-answer' });
  return { house, mail, id };
}

async function absent(house: TestHouse, memberId: string, kind: 'away' | 'busy', until_at: number | null): Promise<void> {
  await house.env.write((tx) =>
    tx.db
      .insertInto('absences')
      .values({
        id: tx.id(),
        member_id: memberId,
        kind,
        reason: null,
        from_at: tx.now,
        until_at,
        covers: null,
        owner_moves_at: null,
        ended_at: null,
        set_by: null,
        created_at: tx.now,
        look_due_at: null,
      })
      .execute(),
  );
}

eachEngine((engine) => {
  test('at opening time who has something for today gets one list, and who has nothing gets no mail', async (t) => {
    const { house, mail } = await onMonday(t, engine);
    for (const moment of [at(20), at(12, 0, 1), mondayOpening - minute]) {
      house.time.now = moment;
      await mornings(house);
      assert.equal(sent(mail.letters, ana, thing).length, 0, 'never in closed time');
    }
    for (house.time.now = mondayOpening; house.time.now < mondayOpening + 2 * hour; house.time.now += 10 * minute)
      await mornings(house);
    const [list, ...more] = sent(mail.letters, ana, thing);
    assert.equal(more.length, 0);
    assert.equal(list!.subject, 'One thing for today');
    assert.match(list!.text, /Martin Hale, 07700 900118\s+Ring again, 10:00\./);
    assert.equal(list!.headers['auto-submitted'], 'auto-generated');
    assert.equal(sent(mail.letters, ben, thing).length, 0);
    assert.deepEqual(house.errors, []);
  });

  test('two processes and two looks make one list', async (t) => {
    const { house } = await onMonday(t, engine);
    house.time.now = mondayOpening;
    await Promise.all([sendMorningLists(house.env), sendMorningLists(house.env)]);
    await sendMorningLists(house.env);
    assert.deepEqual(
      (await rows(house, 'outbox'))
        .filter(({ kind }) => kind === 'morning-list')
        .map(({ key }) => key)
        .sort(),
      [house.cast.ana, house.cast.ben].map((id) => `morning:2026-11-23:${id}`).sort(),
    );
  });

  test('after days in which nothing ran only today’s list goes, and says what is from before', async (t) => {
    const { house, mail } = await onMonday(t, engine);
    house.time.now = at(11, 0, 5);
    await mornings(house);
    assert.deepEqual(
      sent(mail.letters, ana, /thing/).map(({ subject }) => subject),
      ['One thing from before today'],
    );
  });

  test('a list that could not go on its day goes no more', async (t) => {
    const { house, mail } = await onMonday(t, engine);
    house.time.now = mondayOpening;
    await sendMorningLists(house.env);
    house.time.now += day;
    await deliverOutbox(house.env);
    assert.equal(sent(mail.letters, ana, /thing/).length, 0);
    assert.ok(
      (await rows(house, 'outbox')).filter(({ kind }) => kind === 'morning-list').every(({ state }) => state === 'skipped'),
    );
  });

  test('when the clocks change the list still comes at opening', async (t) => {
    const { house, mail } = await houseWithMail(t, engine, { now: Date.UTC(2027, 2, 26, 16, 0) });
    const { id } = await enquire(house);
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'no-answer' });
    // Good Friday; the next business day is Tuesday after Easter, in summer time: 08:00 there is 07:00 UTC.
    const opening = Date.UTC(2027, 2, 30, 7, 0);
    for (const [moment, many] of [
      [opening - minute, 0],
      [opening, 1],
    ] as const) {
      house.time.now = moment;
      await mornings(house);
      assert.equal(sent(mail.letters, ana, /thing/).length, many);
    }
  });

  test('who is away is left out, who is busy gets it afterwards, who muted it does not', async (t) => {
    for (const [how, first, later] of [
      ['away', 0, 0],
      ['busy', 0, 1],
      ['muted', 0, 0],
    ] as const) {
      const { house, mail } = await onMonday(t, engine);
      house.time.now = mondayOpening;
      if (how === 'muted') await muteKind(house.env, house.cast.ana, 'morning-list', true);
      else await absent(house, house.cast.ana, how, mondayOpening + hour);
      await mornings(house);
      assert.equal(sent(mail.letters, ana, thing).length, first, how);
      house.time.now += hour;
      await mornings(house);
      assert.equal(sent(mail.letters, ana, thing).length, later, how);
    }
  });

  test('the morning list does not push a notice back', async (t) => {
    const { house, mail } = await onMonday(t, engine);
    house.time.now = at(20);
    await enquire(house, { name: 'Lily Park', email: 'lily@park.example', message: 'Do you fit taps?' });
    house.time.now = mondayOpening;
    await mornings(house);
    await mornings(house);
    assert.equal(sent(mail.letters, ana, thing).length, 1);
    assert.equal(sent(mail.letters, ana, /^New enquiry from Lily/).length, 1);
  });

  test('in the first four weeks the admins hear how the week was, in its last opening hour', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const first = await enquire(house);
    await enquire(house, { name: 'Lily Park', email: 'lily@park.example', message: 'Do you fit taps?' });
    const third = await enquire(house, { name: 'Tom Reid', email: 'tom@reid.example', message: 'A new bath' });
    for (house.time.now = at(10); house.time.now < at(10, 50); house.time.now += minute) {
      await lookAtLeads(house.env);
      await deliverOutbox(house.env);
    }
    const spoke = { kind: 'phone', direction: 'out', result: 'spoke' } as const;
    await logTouch(house.env, { id: first.id }, { memberId: house.cast.ana }, spoke);
    await logTouch(house.env, { id: third.id }, { memberId: house.cast.ana }, { ...spoke, at: at(10, 5) });
    for (const [name, column] of [
      ['Practice', 'practice_at'],
      ['History', 'history_at'],
    ] as const) {
      const { id } = await enquire(house, { name, email: `${name}@park.example`, message: name });
      await house.env.write((tx) =>
        tx.db
          .updateTable('leads')
          .set({ [column]: tx.now })
          .where('id', '=', id)
          .execute(),
      );
    }
    for (const [moment, many] of [
      [at(16, 29), 0],
      [at(16, 30), 1],
      [at(17, 0), 1],
    ] as const) {
      house.time.now = moment;
      await sendFridayNote(house.env);
      await deliverOutbox(house.env);
      assert.equal(sent(mail.letters, ana, week).length, many);
    }
    assert.equal(sent(mail.letters, ben, week).length, 0);
    assert.match(
      sent(mail.letters, ana, week)[0]!.text,
      /Three enquiries came in\.\s+Two were answered in time\.\s+One of those was answered only after Baton had reminded\.\s+One person is still waiting longer than we said\./,
    );
    house.time.now = at(16, 30, 28);
    await sendFridayNote(house.env);
    await deliverOutbox(house.env);
    assert.equal(sent(mail.letters, ana, week).length, 1, 'four weeks are over');
  });

  test('where Friday is closed the week ends on Thursday', async (t) => {
    const { house, mail } = await houseWithMail(t, engine, { now: at(12, 0, -1) });
    const weekdays = { from: '08:00', until: '17:30' };
    const days = { mon: [weekdays], tue: [weekdays], wed: [weekdays], thu: [weekdays], fri: [], sat: [], sun: [] };
    await changeRules(house.env, { memberId: house.cast.ana, change: { hours: { week: days, seasons: [] } } });
    house.time.now = at(16, 45, -1);
    await sendFridayNote(house.env);
    await deliverOutbox(house.env);
    assert.equal(sent(mail.letters, ana, week).length, 1);
  });

  test('a gap of more than ten opening minutes is told to the admins once, with what fell due in it', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await heartbeat(house.env);
    assert.equal(await remindersLastRan(house.env.read), at(10));
    await enquire(house);
    const answered = await enquire(house, { name: 'Lily Park', email: 'lily@park.example', message: 'Do you fit taps?' });
    await logTouch(
      house.env,
      { id: answered.id },
      { memberId: house.cast.ana },
      { kind: 'phone', direction: 'out', result: 'spoke' },
    );
    house.time.now = at(10, 10);
    await heartbeat(house.env);
    house.time.now = at(11, 40);
    await Promise.all([heartbeat(house.env), heartbeat(house.env)]);
    await deliverOutbox(house.env);
    const [note, ...more] = sent(mail.letters, ana, gap);
    assert.equal(more.length, 0);
    assert.match(note!.text, /From 10:10 to 11:40 on Friday 20 November/);
    assert.match(note!.text, /One answer fell due in that time\./);
    assert.equal(sent(mail.letters, ben, gap).length, 0);
    assert.equal((await leadNow(house, answered.id)).first_answer_at, at(10));
  });

  test('a night without a tick is nobody’s worry, and what is found in closed time is told at opening', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    house.time.now = at(17, 25);
    await heartbeat(house.env);
    house.time.now = mondayOpening + 4 * minute;
    await heartbeat(house.env);
    house.time.now = at(17, 0, 3);
    await heartbeat(house.env);
    await deliverOutbox(house.env);
    assert.equal(sent(mail.letters, ana, gap).length, 1, 'all of Monday was one');
    house.time.now = at(22, 0, 3);
    await heartbeat(house.env);
    await deliverOutbox(house.env);
    assert.equal(sent(mail.letters, ana, gap).length, 1);
    house.time.now = at(8, 0, 4);
    await deliverOutbox(house.env);
    assert.equal(sent(mail.letters, ana, gap).length, 2);
  });

  test('muting twice is muting once, and unmuting leaves the others', async (t) => {
    const house = await engine.house(t);
    const muted = async () => (await rows(house, 'members')).find(({ id }) => id === house.cast.ben)!.muted;
    await Promise.all([muteKind(house.env, house.cast.ben, 'half', true), muteKind(house.env, house.cast.ben, 'due', true)]);
    await muteKind(house.env, house.cast.ben, 'half', true);
    assert.deepEqual(JSON.parse((await muted())!).sort(), ['due', 'half']);
    await muteKind(house.env, house.cast.ben, 'half', false);
    await muteKind(house.env, house.cast.ben, 'due', false);
    assert.equal(await muted(), null);
  });
});
