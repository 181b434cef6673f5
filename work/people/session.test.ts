import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSessions } from '#store/sessions.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { endOtherSessions, endSession, findViewer, newToken, noCookie, signOutMember, startSession } from './session.ts';

const day = 86_400_000;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

const signIn = ({ env }: TestHouse, memberId: string, userAgent: string | null = firefox, sessionId: string | null = null) => {
  const token = newToken(env.random);
  return env.write((tx) => startSession(env, tx, { token, memberId, caller: { address: '192.0.2.1', userAgent, sessionId } }));
};

/** What a browser sends back of a Set-Cookie. */
const sent = (cookie: string) => cookie.split(';')[0]!;

eachEngine((engine) => {
  test('a session is a cookie that only https and our own pages see, and of which only the hash is kept', async (t) => {
    const house = await engine.house(t);
    const { cookie, sessionId } = await signIn(house, house.cast.ana);
    assert.match(cookie, /^__Host-baton=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/);
    const rows = await house.env.read.selectFrom('sessions').selectAll().execute();
    assert.ok(!JSON.stringify(rows).includes(sent(cookie).split('=')[1]!));
    const viewer = await findViewer(house.env, `theme=dark; ${sent(cookie)}; x=y`);
    assert.equal(viewer?.member.id, house.cast.ana);
    assert.equal(viewer?.sessionId, sessionId);
    assert.equal(viewer?.cookie, null);
  });

  test('without https the cookie has another name and is no secure one', async (t) => {
    const house = await engine.house(t, { settings: { BATON_URL: 'http://localhost:3000' } });
    const { cookie } = await signIn(house, house.cast.ana);
    assert.match(cookie, /^baton=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
    assert.equal((await findViewer(house.env, sent(cookie)))?.member.id, house.cast.ana);
    assert.equal(noCookie(house.env), 'baton=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
  });

  test('a cookie that is none of ours is nobody', async (t) => {
    const house = await engine.house(t);
    const { cookie, sessionId } = await signIn(house, house.cast.ana);
    const other = sent(cookie).replace('__Host-baton', 'baton');
    for (const header of [
      null,
      undefined,
      '',
      '__Host-baton',
      `__Host-baton=${sessionId}`,
      '__Host-baton=x',
      other,
      `${sent(cookie)}x`,
    ])
      assert.equal(await findViewer(house.env, header), null, String(header));
  });

  test('a session lasts thirty days from its last use and is moved on once a day', async (t) => {
    const house = await engine.house(t);
    const { cookie } = await signIn(house, house.cast.ana);
    house.time.now += day - 1;
    assert.equal((await findViewer(house.env, sent(cookie)))?.cookie, null);
    house.time.now += 28 * day;
    assert.equal((await findViewer(house.env, sent(cookie)))?.cookie, cookie);
    assert.equal((await findViewer(house.env, sent(cookie)))?.cookie, null);
    house.time.now += 30 * day - 1;
    assert.ok(await findViewer(house.env, sent(cookie)));
    house.time.now += 30 * day;
    assert.equal(await findViewer(house.env, sent(cookie)), null);
  });

  test('a session that is revoked in the middle lets nobody in from that moment, and does not come back', async (t) => {
    const house = await engine.house(t);
    const [desk, phone] = [await signIn(house, house.cast.ben), await signIn(house, house.cast.ben, 'iPhone')];
    const told: string[] = [];
    house.env.news.on('sessions', () => void told.push('sessions'));
    assert.ok(await findViewer(house.env, sent(phone.cookie)));
    house.time.now += 2 * day;
    await endSession(house.env, { memberId: house.cast.ben, sessionId: phone.sessionId });
    assert.equal(await findViewer(house.env, sent(phone.cookie)), null);
    assert.ok(await findViewer(house.env, sent(desk.cookie)));
    assert.deepEqual(told, ['sessions']);
    const [left, ...more] = await listSessions(house.env.read, house.cast.ben, house.time.now);
    assert.deepEqual([left?.id, left?.device, more.length], [desk.sessionId, 'Firefox on Windows', 0]);
  });

  test('a member ends the other sessions and none of another member', async (t) => {
    const house = await engine.house(t);
    const [one, two, anas] = [
      await signIn(house, house.cast.ben),
      await signIn(house, house.cast.ben),
      await signIn(house, house.cast.ana),
    ];
    await endSession(house.env, { memberId: house.cast.ben, sessionId: anas.sessionId });
    assert.equal(await endOtherSessions(house.env, { memberId: house.cast.ben, sessionId: one.sessionId }), 1);
    assert.equal(await findViewer(house.env, sent(two.cookie)), null);
    assert.ok(await findViewer(house.env, sent(one.cookie)));
    assert.ok(await findViewer(house.env, sent(anas.cookie)));
  });

  test('signing in again in the same browser ends the session it had', async (t) => {
    const house = await engine.house(t);
    const first = await signIn(house, house.cast.ben);
    await signIn(house, house.cast.ben, firefox, first.sessionId);
    assert.equal((await listSessions(house.env.read, house.cast.ben, house.time.now)).length, 1);
  });

  test('who signs in where somebody else was signed in ends that session', async (t) => {
    const house = await engine.house(t);
    const { env, cast, time } = house;
    const anas = await signIn(house, cast.ana);
    const told: string[] = [];
    env.news.on('sessions', () => told.push('sessions'));
    await signIn(house, cast.ben, firefox, anas.sessionId);
    assert.deepEqual([await listSessions(env.read, cast.ana, time.now), told], [[], ['sessions']]);
    assert.equal((await listSessions(env.read, cast.ben, time.now)).length, 1);
  });

  test('an admin signs a lost phone out, which is kept in the log; others may not', async (t) => {
    const house = await engine.house(t);
    const { cast, env } = house;
    const [phone, desk] = [await signIn(house, cast.ben), await signIn(house, cast.ben)];
    await assert.rejects(signOutMember(env, { memberId: cast.ana }, cast.ben), { status: 403 });
    assert.equal(await signOutMember(env, { memberId: cast.ben, sessionId: phone.sessionId }, cast.ana), 1);
    assert.equal(await findViewer(env, sent(phone.cookie)), null);
    assert.equal(await signOutMember(env, { memberId: cast.ben }, cast.ana), 1);
    assert.equal(await findViewer(env, sent(desk.cookie)), null);
    const log = await env.read.selectFrom('settings_log').selectAll().where('what', '=', 'member signed out').execute();
    assert.deepEqual(
      log.map(({ member_id, after_value }) => [member_id, JSON.parse(after_value!)]),
      Array(2).fill([cast.ana, { member: cast.ben, sessions: 1 }]),
    );
  });
});
