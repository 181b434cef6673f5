import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { responseRule } from '#domain/response-rule.ts';
import {
  at,
  chores,
  day,
  enquire,
  hour,
  houseWithMail,
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
import type { MailServer } from '#test/mail-server.ts';
import { changeRules } from '../team/change-rules.ts';
import { changeTeam } from '../team/change-team.ts';
import { logTouch } from './log-touch.ts';
import { lookAtLead, lookAtLeads } from './look-at-leads.ts';
import { sayItTakesLonger } from './say-it-takes-longer.ts';
import { seeLead } from './see-lead.ts';

const words: [RegExp, string][] = [
  [/^New enquiry|^Urgent/, 'arrival'],
  [/nobody has opened it/, 'half'],
  [/left to answer/, 'three-quarters'],
  [/has waited/, 'due'],
  [/we told .* \d/, 'told-soon'],
  [/try: /, 'second-try'],
  [/not delivered|may not have gone/, 'undelivered'],
];

const kindOf = (subject: string) => words.find(([pattern]) => pattern.test(subject))?.[1] ?? subject;
const who = (address: string) =>
  ({ 'ana@harbourplumbing.example': 'ana', 'ben@harbourplumbing.example': 'ben' })[address] ?? address;

/** Who was told what, in order, without what went to customers. */
const told = ({ letters }: MailServer): string[] =>
  letters.flatMap(({ to, subject }) => (to[0]!.endsWith('harbourplumbing.example') ? [`${who(to[0]!)} ${kindOf(subject)}`] : []));

const skipped = async (house: TestHouse): Promise<string[]> =>
  (await rows(house, 'outbox'))
    .filter(({ kind, state }) => kind === 'notice' && state === 'skipped')
    .map(({ body }) => (JSON.parse(body!) as { kind: string }).kind)
    .sort();

const tried = (house: TestHouse, id: string) =>
  logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'no-answer' });

/** Both run the late bundle for admins in their own tests; here it is out of the way. */
async function houseWithoutBundle(t: TestContext, engine: Engine, now?: number) {
  const { house, mail } = await houseWithMail(t, engine, now === undefined ? {} : { now });
  await house.env.write((tx) =>
    tx.db.updateTable('members').set({ muted: '["late-bundle"]' }).where('id', '=', house.cast.ana).execute(),
  );
  return { house, mail };
}

eachEngine((engine) => {
  test('an enquiry nobody opens: owner at arrival, cover at half, owner at three quarters, both when it is due', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    await enquire(house);
    await chores(house);
    assert.deepEqual(told(mail), ['ana arrival']);
    await passTo(house, at(10, 29));
    assert.equal(told(mail).length, 1);
    await passTo(house, at(10, 30));
    assert.deepEqual(told(mail).slice(1), ['ben half']);
    await passTo(house, at(10, 45));
    assert.deepEqual(told(mail).slice(2), ['ana three-quarters']);
    await passTo(house, at(10, 59));
    assert.equal(told(mail).length, 3);
    await passTo(house, at(12));
    assert.deepEqual(told(mail).slice(3).sort(), ['ana due', 'ben due']);
  });

  test('once its owner has opened it, only its time is told', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { id } = await enquire(house);
    await passTo(house, at(10, 5));
    await seeLead(house.env, { id }, { memberId: house.cast.ana });
    await passTo(house, at(11, 1));
    assert.deepEqual(told(mail).sort(), ['ana arrival', 'ana due', 'ben due']);
  });

  test('when they write again, a look from before does not count: the cover is asked unless the owner has looked since', async (t) => {
    for (const looks of [false, true]) {
      const { house, mail } = await houseWithoutBundle(t, engine);
      const { id } = await enquire(house);
      const ana = { memberId: house.cast.ana };
      await seeLead(house.env, { id }, ana);
      await passTo(house, at(10, 10));
      await logTouch(house.env, { id }, ana, { kind: 'phone', direction: 'out', result: 'spoke' });
      await passTo(house, at(10, 30));
      await enquire(house, { ...martin, message: 'One more question: could you come on Tuesday instead?' });
      await passTo(house, at(10, 40));
      if (looks) await seeLead(house.env, { id }, ana);
      await passTo(house, at(11, 29));
      const reminders = told(mail).filter((one) => /half|three-quarters/.test(one));
      assert.deepEqual(reminders, looks ? [] : ['ben half', 'ana three-quarters']);
    }
  });

  test('whoever tries silences the reminders until the planted try is due', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { id } = await enquire(house);
    await passTo(house, at(10, 10));
    await tried(house, id);
    await passTo(house, at(12, 9));
    assert.deepEqual(told(mail), ['ana arrival']);
    await passTo(house, at(12, 10));
    assert.deepEqual(told(mail).slice(1).sort(), ['ana due', 'ben due']);
  });

  test('an answer ends it: nothing more is told', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { id } = await enquire(house);
    await passTo(house, at(10, 10));
    await logTouch(house.env, { id }, { memberId: house.cast.ben }, { kind: 'phone', direction: 'out', result: 'spoke' });
    await passTo(house, at(17));
    assert.deepEqual(told(mail), ['ana arrival']);
  });

  test('ten minutes before a time we told, and at it', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { id } = await enquire(house);
    await passTo(house, at(10, 20));
    await sayItTakesLonger(house.env, { id }, { memberId: house.cast.ana }, at(14));
    await passTo(house, at(13, 49));
    assert.deepEqual(told(mail), ['ana arrival']);
    await passTo(house, at(13, 50));
    assert.deepEqual(told(mail).slice(1), ['ana told-soon']);
    await passTo(house, at(14, 30));
    assert.deepEqual(told(mail).slice(2).sort(), ['ana due', 'ben due']);
  });

  test('what comes in closed time is told at the next opening, and nobody is woken', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine, at(19));
    await enquire(house);
    await passTo(house, at(7, 59, 3), 10 * minute);
    assert.deepEqual(told(mail), []);
    await passTo(house, at(8, 0, 3));
    assert.deepEqual(told(mail), ['ana arrival']);
  });

  test('a notice that would come after closing waits for the morning', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine, at(17, 20));
    await enquire(house);
    await passTo(house, at(17, 25));
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    await passTo(house, at(7, 59, 3), 10 * minute);
    assert.deepEqual(told(mail), ['ana arrival']);
    await passTo(house, at(8, 0, 3));
    assert.deepEqual(told(mail).slice(1), ['ana arrival']);
  });

  test('quiet hours and being busy hold notices back; urgent ones in the night go to whoever is on call', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { env, cast } = house;
    await changeRules(env, { memberId: cast.ana, change: { rule: { ...responseRule(), urgentOutside: 'on-call' } } });
    await changeTeam(env, { memberId: cast.ana, change: { onCall: { members: [cast.ana] } } });
    const quiet = JSON.stringify({ from: '18:00', until: '10:30' });
    await env.write((tx) => tx.db.updateTable('members').set({ quiet }).where('id', '=', cast.ana).execute());
    await enquire(house);
    await passTo(house, at(10, 29));
    assert.deepEqual(told(mail), []);
    await passTo(house, at(10, 30));
    assert.deepEqual(told(mail).sort(), ['ana arrival', 'ben half']);
    await leapTo(house, at(21));
    const before = told(mail).length;
    await enquire(house, { name: 'Cy', email: 'cy@example.com', message: 'Water everywhere', urgent: 'yes' });
    await chores(house);
    assert.deepEqual(told(mail).slice(before), ['ana arrival']);
    await passTo(house, at(22));
    assert.deepEqual(told(mail).slice(before + 1), ['ana three-quarters', 'ana due'], 'on call, and nobody else');
    await passTo(house, at(7, 55, 3), 30 * minute);
    assert.equal(told(mail).length, before + 3);
  });

  test('while the owner is busy the notice waits, and the cover is one who is here', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    await house.env.write((tx) =>
      tx.db
        .insertInto('absences')
        .values({
          id: tx.id(),
          member_id: house.cast.ana,
          kind: 'busy',
          reason: null,
          from_at: at(9),
          until_at: at(11, 20),
          covers: null,
          owner_moves_at: null,
          ended_at: null,
          set_by: null,
          created_at: at(9),
          look_due_at: null,
        })
        .execute(),
    );
    await enquire(house);
    await passTo(house, at(11, 19));
    assert.deepEqual(told(mail), ['ben half', 'ben due']);
    await passTo(house, at(11, 20));
    assert.deepEqual(told(mail).slice(2), ['ana due'], 'only the last of them says something new');
  });

  test('when one look fails, the others have ended before the chore does', async (t) => {
    const { house } = await houseWithoutBundle(t, engine);
    for (const name of ['Rose', 'Sam', 'Tom'])
      await enquire(house, { name, email: `${name}@example.com`, message: 'A tap drips' });
    await chores(house);
    house.time.now = at(11);
    let begun = 0;
    let ended = 0;
    const write: typeof house.env.write = (deed) =>
      begun++ === 0 ? Promise.reject(new Error('the disk is full')) : house.env.write(deed).finally(() => ended++);
    await assert.rejects(lookAtLeads({ ...house.env, write }), /the disk is full/);
    assert.deepEqual([begun, ended], [3, 2]);
  });

  test('a mail about several people names who asked first first, whichever was looked at first', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const leads: string[] = [];
    for (const name of ['Rose', 'Sam', 'Tom'])
      leads.push((await enquire(house, { name, email: `${name}@example.com`, message: 'A tap drips' })).id);
    await chores(house);
    house.time.now = at(11);
    for (const id of leads.toReversed()) await house.env.write((tx) => lookAtLead(tx, id));
    await chores(house);
    for (const address of ['ana@harbourplumbing.example', 'ben@harbourplumbing.example']) {
      const { text } = mail.letters.filter(({ to }) => to[0] === address).at(-1)!;
      const places = ['Rose', 'Sam', 'Tom'].map((name) => text.indexOf(name));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        text,
      );
      assert.ok(!places.includes(-1), text);
    }
  });

  test('two within a quarter of an hour are one mail; urgent ones are never held up or packed in', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    await enquire(house);
    await chores(house);
    house.time.now = at(10, 4);
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    await chores(house);
    house.time.now = at(10, 6);
    await enquire(house, { name: 'Sam', email: 'sam@example.com', message: 'A radiator is cold' });
    await passTo(house, at(10, 14));
    assert.equal(told(mail).length, 1);
    house.time.now = at(10, 14) + 30 * second;
    await enquire(house, { name: 'Tom', email: 'tom@example.com', message: 'Water comes through the ceiling', urgent: 'yes' });
    await chores(house);
    assert.deepEqual(told(mail), ['ana arrival', 'ana arrival'], 'the urgent one goes at once');
    await passTo(house, at(10, 15));
    const bundle = mail.letters.filter(({ to }) => to[0] === 'ana@harbourplumbing.example').at(-1)!;
    assert.ok(bundle.text.includes('tap drips') && bundle.text.includes('radiator is cold'), bundle.text);
    assert.equal((await rows(house, 'outbox')).filter(({ state }) => state === 'bundled').length, 1);
  });

  for (const [words, until, expected] of [
    ['forty minutes', at(10, 47), ['ana three-quarters']],
    ['two hours', at(12), ['ana due', 'ben due']],
    ['two days, over closed ones', at(12, 0, 2), []],
    ['a weekend and a bit', at(12, 0, 3), ['ana due', 'ben due']],
  ] as const)
    test(`after ${words} in which nothing ran only the latest notice goes, the others are recorded as skipped`, async (t) => {
      const { house, mail } = await houseWithoutBundle(t, engine);
      await enquire(house);
      const again = await openAgain(t, house);
      await leapTo(again, until);
      await chores(again);
      assert.deepEqual(told(mail).sort(), [...expected]);
      const left = await skipped(again);
      assert.ok(left.includes('half'), left.join());
      assert.equal(left.includes('three-quarters'), !(expected as readonly string[]).includes('ana three-quarters'));
      await leapTo(again, until + 20 * minute);
      const twice = told(mail).filter((one, n, all) => all.indexOf(one) !== n);
      assert.deepEqual(twice, [], 'nothing is told twice');
    });

  test('a clock that was wrong for a while makes nobody late and hides nothing when it is right again', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { runChores } = await import('#clock/run-chores.ts');
    const { chores: all } = await import('#clock/chores.ts');
    const { id } = await enquire(house);
    await runChores(house.env, all);
    house.time.now += 3 * day;
    await runChores(house.env, all);
    house.time.now -= 3 * day - minute;
    await runChores(house.env, all);
    const lead = await house.env.read.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    assert.deepEqual([lead.attention_kind, lead.look_due_at], ['waiting-for-answer', at(11)]);
    await post(house, { ...martin, message: 'And the radiator?' });
    await runChores(house.env, all);
    house.time.now = at(11);
    await runChores(house.env, all);
    const after = await house.env.read.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    assert.equal(after.attention_kind, 'late');
    assert.ok(told(mail).length > 0);
  });

  test('an act between a deadline and the clock’s look at it hides no notice', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { id } = await enquire(house);
    await passTo(house, at(10, 58));
    house.time.now = at(11) + second;
    await seeLead(house.env, { id }, { memberId: house.cast.ana });
    house.time.now = at(11) + 2 * second;
    await chores(house);
    assert.ok(told(mail).includes('ana due'));
  });

  test('at 11:30 and 16:00 the admins hear of all that is late, in one mail, and of nothing if nothing is', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await chores(house);
    await enquire(house);
    await enquire(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    await passTo(house, at(11, 29));
    const before = mail.letters.length;
    await passTo(house, at(11, 31));
    const bundles = mail.letters.slice(before);
    assert.equal(bundles.length, 1);
    assert.equal(bundles[0]!.to[0], 'ana@harbourplumbing.example');
    assert.ok(bundles[0]!.text.includes('tap drips') && bundles[0]!.text.includes('knocking'), bundles[0]!.text);
    for (const { id } of await rows(house, 'leads'))
      await logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });
    const after = mail.letters.length;
    await passTo(house, at(16, 30), 5 * minute);
    assert.equal(mail.letters.length, after);
  });

  test('the bundle that was planned by other hours or a wrong clock is planned anew', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await chores(house);
    await house.env.write((tx) =>
      tx.db
        .updateTable('chores')
        .set({ due_at: at(11, 30, 9) })
        .where('name', '=', 'late-bundle')
        .execute(),
    );
    await enquire(house);
    await passTo(house, at(11, 31));
    assert.ok(mail.letters.some(({ to, text }) => to[0] === 'ana@harbourplumbing.example' && text.includes('admin')));
  });

  test('an answer that did not go is told to whoever wrote it', async (t) => {
    const { house, mail } = await houseWithoutBundle(t, engine);
    const { id } = await enquire(house);
    await chores(house);
    mail.fail((moment) => (moment.at === 'recipient' && moment.address === martin.email ? { say: 550 } : undefined));
    await logTouch(
      house.env,
      { id },
      { memberId: house.cast.ben },
      { kind: 'email', direction: 'out', result: 'sent', text: 'We can come', send: true },
    );
    await passTo(house, at(10, 2));
    assert.deepEqual(told(mail).slice(1), ['ben undelivered']);
    house.time.now += hour;
  });
});
