import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMember, isOwner } from '#store/members.ts';
import { listPeople } from '#store/people.ts';
import { eachEngine, fridayMorning, type TestHouse } from '#test/harness.ts';
import { receive } from '../arrivals/receive.ts';
import { changeChannel } from '../team/change-channel.ts';
import { changeTeam } from '../team/change-team.ts';
import { addKey } from './add-key.ts';
import { addMember } from './add-member.ts';
import { changeRole } from './change-role.ts';
import { removeMember } from './remove-member.ts';
import { findViewer, newToken, startSession } from './session.ts';

/** Signs a member in, which makes them one who can. */
async function signIn({ env }: TestHouse, memberId: string) {
  const token = newToken(env.random);
  const caller = { address: '192.0.2.1', userAgent: null };
  const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId, caller }));
  return cookie.split(';')[0]!;
}

const roleOf = async ({ env }: TestHouse, id: string) => (await findMember(env.read, id))?.role;

const enquiry = ({ env }: TestHouse) => {
  const body = new TextEncoder().encode('name=Martin+Hale&email=martin@hale.example&message=Boiler');
  return receive(
    env,
    'website',
    { body, contentType: 'application/x-www-form-urlencoded', receivedAt: fridayMorning },
    { acknowledge: true },
  );
};

eachEngine((engine) => {
  test('an admin changes a role; it counts at once, and decides whether one may own leads', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const cookie = await signIn(house, cast.vic);
    await changeRole(env, { memberId: cast.vic, role: 'member' }, cast.ana);
    assert.equal((await findViewer(env, cookie))?.member.role, 'member');
    assert.equal(await isOwner(env.read, cast.vic), true);
    await changeRole(env, { memberId: cast.vic, role: 'viewer' }, cast.ana);
    assert.equal(await isOwner(env.read, cast.vic), false);
    await assert.rejects(changeRole(env, { memberId: cast.vic, role: 'chief' }, cast.ana), { status: 422, field: 'role' });
    for (const by of [cast.ben, cast.vic])
      await assert.rejects(changeRole(env, { memberId: by, role: 'admin' }, by), { status: 403 });
    const log = await env.read.selectFrom('settings_log').selectAll().where('what', '=', 'role changed').orderBy('id').execute();
    assert.deepEqual(
      log.map(({ member_id, before_value, after_value }) => [
        member_id,
        JSON.parse(before_value!).role,
        JSON.parse(after_value!).role,
      ]),
      [
        [cast.ana, 'viewer', 'member'],
        [cast.ana, 'member', 'viewer'],
      ],
    );
  });

  test('the last admin who can sign in stays admin, and stays', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    await signIn(house, cast.ana);
    await assert.rejects(changeRole(env, { memberId: cast.ana, role: 'member' }, cast.ana), {
      status: 409,
      message: 'Ana Reyes is the only admin who can sign in. Make somebody else an admin first.',
    });
    await changeRole(env, { memberId: cast.ben, role: 'admin' }, cast.ana);
    await assert.rejects(removeMember(env, { memberId: cast.ana }, cast.ana), { status: 409 });
    await signIn(house, cast.ben);
    await changeRole(env, { memberId: cast.ana, role: 'member' }, cast.ana);
    assert.equal(await roleOf(house, cast.ana), 'member');
  });

  test('two admins who remove each other at the same moment do not both go', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    await changeRole(env, { memberId: cast.ben, role: 'admin' }, cast.ana);
    await signIn(house, cast.ana);
    await signIn(house, cast.ben);
    const all = await Promise.allSettled([
      removeMember(env, { memberId: cast.ana }, cast.ben),
      changeRole(env, { memberId: cast.ben, role: 'member' }, cast.ana),
    ]);
    assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const people = await listPeople(env.read, env.now());
    assert.equal(people.filter(({ member, standing }) => member.role === 'admin' && standing === 'in').length, 1);
  });

  test('who owns a lead is not removed and does not become a viewer', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    await changeChannel(env, { id: 'website', memberId: cast.ana, change: { owner: cast.ben } });
    const [got] = await enquiry(house);
    assert.equal(got!.lead!.owner_id, cast.ben);
    const refused = { status: 409, message: 'Ben Okoro still owns one lead. Give each of them to somebody else first.' };
    await assert.rejects(removeMember(env, { memberId: cast.ben }, cast.ana), refused);
    await assert.rejects(changeRole(env, { memberId: cast.ben, role: 'viewer' }, cast.ana), refused);
  });

  test('a removed member is out everywhere at once and is asked for nothing any more', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    const cookie = await signIn(house, cast.ben);
    await addKey(env, { email: 'ben@harbourplumbing.example', scopes: ['read'] });
    await changeChannel(env, {
      id: 'website',
      memberId: cast.ana,
      change: { owner: cast.ben, checker: cast.ben, deputy: cast.ana },
    });
    await changeTeam(env, { memberId: cast.ana, change: { onCall: { members: [cast.ben, cast.ana] } } });
    await assert.rejects(removeMember(env, { memberId: cast.ben }, cast.vic), { status: 403 });
    await removeMember(env, { memberId: cast.ben }, cast.ana);
    assert.equal(await findViewer(env, cookie), null);
    const keys = await env.read.selectFrom('keys').select('revoked_at').execute();
    assert.deepEqual(
      keys.map((key) => key.revoked_at),
      [house.time.now],
    );
    const channel = await env.read.selectFrom('channels').selectAll().where('id', '=', 'website').executeTakeFirstOrThrow();
    assert.deepEqual([channel.owner_rule, channel.checker_id, channel.deputy_id], ['null', cast.ana, null]);
    const team = await env.read.selectFrom('team').select('on_call').executeTakeFirstOrThrow();
    assert.deepEqual(JSON.parse(team.on_call!).members, [cast.ana]);
    const links = await env.read.selectFrom('links').selectAll().where('member_id', '=', cast.ben).execute();
    assert.equal(links.length, 0);
    assert.equal((await enquiry(house))[0]!.lead!.owner_id, cast.ana);
    await assert.rejects(removeMember(env, { memberId: cast.ben }, cast.ana), { status: 404 });
    assert.equal(
      (await addMember(env, { name: 'Ben Okoro', email: 'ben@harbourplumbing.example', role: 'member' }, cast.ana)).member.id,
      cast.ben,
    );
  });

  test('when the member goes to whom everything else falls, the admin who removes them takes it', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    await changeRole(env, { memberId: cast.ben, role: 'admin' }, cast.ana);
    await signIn(house, cast.ben);
    await removeMember(env, { memberId: cast.ana }, cast.ben);
    const team = await env.read.selectFrom('team').select('fallback_id').executeTakeFirstOrThrow();
    assert.equal(team.fallback_id, cast.ben);
    assert.equal((await enquiry(house))[0]!.lead!.owner_id, cast.ben);
    assert.deepEqual(house.errors, []);
  });
});
