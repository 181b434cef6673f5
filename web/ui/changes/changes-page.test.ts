import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClosedDay, Hours } from '#domain/opening-hours.ts';
import type { ResponseRule } from '#domain/response-rule.ts';
import { inForce, type Written } from '#store/rules.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { addKey } from '#work/people/add-key.ts';
import { changeName } from '#work/people/change-name.ts';
import { changeRole } from '#work/people/change-role.ts';
import { inviteAgain, inviteMember, makeSignInLink, revokeInvitation } from '#work/people/invite-member.ts';
import { removeMember } from '#work/people/remove-member.ts';
import { revokeKey } from '#work/people/revoke-key.ts';
import { addChannel } from '#work/team/add-channel.ts';
import { changeChannel } from '#work/team/change-channel.ts';
import { changeRules } from '#work/team/change-rules.ts';
import { changeTeam } from '#work/team/change-team.ts';
import { readChanges } from './changes-page.ts';

const page = ({ env }: TestHouse, query = '') => readChanges(env, new URL(`http://baton.example/settings/changes${query}`));

/** "Ana Reyes changed the rule. Somebody new hears from us: within one hour > within 15 minutes" */
async function told(house: TestHouse): Promise<string[]> {
  const { days } = await page(house);
  return days
    .flatMap(({ entries }) => entries)
    .map(({ who, did, differences }) =>
      [`${who} ${did}.`, ...differences.map(({ label, was = '', now = '' }) => `${label}: ${was} > ${now}`)].join('\n'),
    );
}

const day = 86_400_000;

async function inForceNow({ env }: TestHouse) {
  const body = async <Kept>(table: Written) => JSON.parse((await inForce(env.read, table)).body) as Kept;
  return {
    rule: await body<ResponseRule>('rules'),
    hours: await body<Hours>('hours'),
    closed: await body<ClosedDay[]>('closed_days'),
  };
}

eachEngine((engine) => {
  test('the rule, the hours and the closed days are said part by part, as they stand in the settings', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const { rule, hours, closed } = await inForceNow(house);
    const closedDays = [{ date: '2026-11-23', name: 'Works outing' }, ...closed];
    await changeRules(env, {
      memberId: cast.ana,
      change: { rule: { ...rule, first: { minutes: 15 }, exceptions: { phone: { hours: 4 } } } },
      onCall: [cast.ben, cast.ana],
    });
    const week = { ...hours.week, fri: [{ from: '08:00', until: '12:00' }], sat: [{ from: '09:00', until: '12:00' }] };
    const seasons = [{ from: '11-01', until: '02-28', week, name: 'Winter' }];
    await changeRules(env, { memberId: cast.ana, change: { hours: { week, seasons } } });
    await changeRules(env, { memberId: null, change: { closedDays } });
    assert.deepEqual((await told(house)).slice(0, 4), [
      'Baton changed the closed days.\nAdded:  > Monday 23 November (Works outing)',
      [
        'Ana Reyes changed the opening hours.',
        'Friday: 8:00 to 17:30 > 8:00 to 12:00',
        'Saturday: closed > 9:00 to 12:00',
        'Winter, 1 November to 28 February: as in the rest of the year > Monday to Thursday, 8:00 to 17:30; Friday, 8:00 to 12:00; Saturday, 9:00 to 12:00',
      ].join('\n'),
      'Ana Reyes changed who is on call.\nOn call, a week each: nobody > Ben Okoro, then Ana Reyes',
      [
        'Ana Reyes changed the rule.',
        'Somebody new hears from us: within one hour > within 15 minutes',
        'Phone: they hear from us: as everywhere > within 4 hours',
      ].join('\n'),
    ]);
  });

  test('what customers see and the ways in are said by the names on the screens, people by theirs', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const by = { memberId: cast.ana };
    const questions = [
      { key: 'roof', label: 'How old is the roof?', when: 'always' as const, required: true as const },
      { key: 'floor', label: 'Which floor?', when: 'when-known' as const },
    ];
    await changeTeam(env, { ...by, change: { phone: '01273 496 0100', namesShown: true, acknowledgement: 'usual' } });
    await changeTeam(env, { ...by, change: { phone: null, signature: 'Kind regards\nHarbour Plumbing' } });
    await changeTeam(env, { ...by, change: { questions } });
    await changeTeam(env, { ...by, change: { namesShown: true } });
    await changeChannel(env, { ...by, id: 'website', change: { owner: cast.ben, config: { language: 'de', urgent: 'no' } } });
    await changeChannel(env, { ...by, id: 'phone', change: { name: 'Office phone', checker: cast.vic } });
    assert.deepEqual((await told(house)).slice(0, 6), [
      'Ana Reyes changed the way in “Office phone”.\nName: Phone > Office phone\nWho checks it: nobody > Vic Lund',
      [
        'Ana Reyes changed the way in “Website”.',
        'Who gets what comes in: nobody named > Ben Okoro',
        'A tick “This is urgent”: where urgent ones have help outside hours > never',
        'Language: the team’s > German',
      ].join('\n'),
      'Ana Reyes saved, as it was, what customers see.',
      'Ana Reyes changed your own questions.\nQuestions of your own: none > “How old is the roof?” (needs an answer), “Which floor?” (noted when it is known)',
      [
        'Ana Reyes changed what customers see.',
        'Telephone: 01273 496 0100 > not set',
        'Signature: not set > Kind regards / Harbour Plumbing',
      ].join('\n'),
      [
        'Ana Reyes changed what customers see.',
        'Telephone: not set > 01273 496 0100',
        'What they are told at once: The exact time > Usually within one working day',
        'Customers see which of you answers: no > yes',
      ].join('\n'),
    ]);
  });

  test('people, keys and what was done at the terminal; who has left keeps the name', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const dan = { name: 'Dan Webb', email: 'dan@harbourplumbing.example', role: 'member' };
    const { memberId } = await inviteMember(env, dan, cast.ana);
    await inviteAgain(env, { memberId }, cast.ana);
    await revokeInvitation(env, { memberId }, cast.ana);
    await makeSignInLink(env, { memberId: cast.ben }, cast.ana);
    await changeRole(env, { memberId: cast.vic, role: 'member' }, cast.ana);
    await changeName(env, { memberId: cast.ben, name: 'Ben O. Okoro' });
    const key = await addKey(env, { email: 'ben@harbourplumbing.example', scopes: ['read'], name: 'Zapier' });
    await revokeKey(env, key.id, null);
    await addChannel(env, { kind: 'website-form', name: 'Shop', config: {} });
    await removeMember(env, { memberId: cast.vic }, cast.ana);
    const said = await told(house);
    assert.deepEqual(said.slice(0, 11), [
      'Ana Reyes removed Vic Lund, who was a member.',
      'Somebody at the terminal added the way in “Shop”.',
      'Somebody at the terminal ended the API key “Zapier” of Ben O. Okoro.',
      'Ben O. Okoro got the API key “Zapier” at the terminal, to read.',
      'Ben O. Okoro chose another name.',
      'Ana Reyes made Vic Lund, who was a viewer, a member.',
      'Ana Reyes made a link by which Ben O. Okoro can sign in.',
      'Ana Reyes took back the invitation of Dan Webb.',
      'Ana Reyes made a new invitation link for Dan Webb.',
      'Ana Reyes added Dan Webb as a member.',
      'Ana Reyes added Vic Lund as a viewer.',
    ]);
    assert.equal(said.at(-1), 'Ana Reyes set up the team.');
    assert.doesNotMatch(said.join(), new RegExp(`[{}]|${key.token}|${cast.ben}`));
  });

  test('a deed without words of its own is still read, ids by their names, and what may be a secret is not shown', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const keep = (what: string, before: object | null, after: object) =>
      env.write((tx) =>
        tx.db
          .insertInto('settings_log')
          .values({
            id: tx.id(),
            at: tx.now,
            member_id: cast.ana,
            what,
            before_value: before && JSON.stringify(before),
            after_value: JSON.stringify(after),
          })
          .execute(),
      );
    await keep('stages changed', { stages: ['New'], apiToken: 'a' }, { stages: ['New', 'Won'], apiToken: 'hunter2' });
    await keep('response rule changed', { first: 'soon' }, { first: 'later', handOver: { to: cast.ben, on: true } });
    await keep('channel gone changed', { config: {} }, { config: { webhookSecret: 'hunter2', maxAge: 3 } });
    assert.deepEqual((await told(house)).slice(0, 3), [
      'Ana Reyes changed the way in “gone”.\nWebhook secret:  > another one\nMax age: not set > 3',
      'Ana Reyes changed the rule.\nFirst: soon > later\nHand over: not set > To: Ben Okoro; On: yes',
      'Ana Reyes did this: stages changed.\nStages: New > New, Won\nApi token:  > another one',
    ]);
  });

  test('by the days of the team, the newest first, in pages', async (t) => {
    const house = await engine.house(t);
    const { env, cast, time } = house;
    await env.write((tx) => tx.db.deleteFrom('settings_log').where('what', '!=', 'team set up').execute());
    const begun = await page(house);
    assert.deepEqual([begun.headline, begun.isNew, begun.days.length], ['Nothing was changed yet.', true, 1]);
    time.now -= 3 * day;
    await changeTeam(env, { memberId: cast.ana, change: { phone: '1' } });
    // A minute before midnight in London.
    time.now = Date.UTC(2026, 10, 19, 23, 59);
    await changeTeam(env, { memberId: cast.ana, change: { phone: '2' } });
    time.now += 2 * 60_000;
    await changeTeam(env, { memberId: cast.ana, change: { phone: '3' } });
    const { headline, isNew, days, older } = await page(house);
    assert.deepEqual([headline, isNew, older], ['Three changes in the last seven days.', false, null]);
    assert.deepEqual(
      days.map((one) => [one.day, one.entries.map(({ clock }) => clock)]),
      [
        ['Today', ['00:01']],
        ['Yesterday', ['23:59']],
        ['Tuesday 17 November', ['10:00']],
        ['Monday 16 November', ['08:00']],
      ],
    );
    for (let n = 0; n < 50; n++) await changeTeam(env, { memberId: cast.ana, change: { phone: `01273 ${n}` } });
    const first = await page(house);
    assert.equal(first.headline, '50 changes and more in the last seven days.');
    const second = await page(house, `?before=${first.older}`);
    assert.deepEqual([second.headline, second.isFirst, second.older], ['Changed earlier', false, null]);
    const entries = [...first.days, ...second.days].flatMap((one) => one.entries);
    assert.deepEqual([entries.length, new Set(entries.map(({ id }) => id)).size], [54, 54]);
    assert.equal((await page(house, '?before=no%20id')).isFirst, true);
  });
});
