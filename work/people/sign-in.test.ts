import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listSessions } from '#store/sessions.ts';
import { crossing } from '#test/crossing.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { inviteMember, makeSignInLink } from './invite-member.ts';
import { hashPassword, isPassword } from './password.ts';
import { removeMember } from './remove-member.ts';
import { findViewer, newToken, startSession } from './session.ts';
import { changePassword } from './set-password.ts';
import { finishSignIn, type SignIn, signInByLink, signInByPassword } from './sign-in.ts';
import { loadTotp } from './totp.ts';
import { beginTwoFactor, confirmTwoFactor } from './two-factor.ts';
import { readLink } from './use-link.ts';

const caller = { address: '192.0.2.1', userAgent: null };
const email = 'ben@harbourplumbing.example';
const password = 'two taps drip in May';
const wrong = { status: 403, message: 'The email address or the password is not right.' };

/** Ben has a password; two-factor too, if a secret is asked for. */
async function withPassword({ env, cast }: TestHouse): Promise<void> {
  const hash = await hashPassword(password, env.random);
  await env.write((tx) => tx.db.updateTable('members').set({ password_hash: hash }).where('id', '=', cast.ben).execute());
}

async function withTwoFactor(house: TestHouse) {
  const [{ secret }, { TOTP, Secret }] = [await beginTwoFactor(house.env, { memberId: house.cast.ben }), await import('otpauth')];
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = (later = 0) => app.generate({ timestamp: house.time.now + later });
  const { recoveryCodes } = await confirmTwoFactor(house.env, { memberId: house.cast.ben, code: code() });
  house.time.now += 60_000;
  return { code, recoveryCodes };
}

const viewerOf = async ({ env }: TestHouse, { cookie }: { cookie: string }) =>
  (await findViewer(env, cookie.split(';')[0]!))?.member.id;

function challengeOf(step: SignIn): string {
  assert.ok(!step.done);
  return step.challenge;
}

eachEngine((engine) => {
  test('a member signs in by email address and password, however the address is written', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const got = await signInByPassword(house.env, { email: ` Ben@HarbourPlumbing.example `, password }, caller);
    assert.ok(got.done);
    assert.equal(await viewerOf(house, got), house.cast.ben);
  });

  test('a wrong password, an unknown address, an invited and a removed member get the same answer', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const tryIt = (address: string, word: string) => signInByPassword(house.env, { email: address, password: word }, caller);
    await assert.rejects(tryIt(email, 'two taps drip in June'), wrong);
    await assert.rejects(tryIt(email, ''), wrong);
    await assert.rejects(tryIt(email, password.repeat(100)), wrong);
    await assert.rejects(tryIt('nobody@harbourplumbing.example', password), wrong);
    await assert.rejects(tryIt('no address', password), wrong);
    await assert.rejects(tryIt('vic@harbourplumbing.example', password), wrong);
    await house.env.write((tx) =>
      tx.db.updateTable('members').set({ removed_at: tx.now }).where('id', '=', house.cast.ben).execute(),
    );
    await assert.rejects(tryIt(email, password), wrong);
    assert.equal((await house.env.read.selectFrom('sessions').selectAll().execute()).length, 0);
  });

  test('an unknown address is verified against nobody’s hash, at the same cost', async () => {
    assert.equal(await isPassword('anything at all', null), false);
  });

  test('after ten wrong passwords the right one waits a quarter of an hour too, for unknown addresses likewise', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    for (const address of [email, 'nobody@harbourplumbing.example']) {
      const from = (last: number) => ({ address: `192.0.${address.length}.${last}`, userAgent: null });
      for (let i = 0; i < 10; i++)
        await assert.rejects(signInByPassword(house.env, { email: address, password: 'not this one' }, from(i)), wrong);
      await assert.rejects(signInByPassword(house.env, { email: address, password }, from(99)), { status: 429 });
    }
    house.time.now += 15 * 60_000;
    assert.ok((await signInByPassword(house.env, { email, password }, caller)).done);
  });

  test('with two-factor a password alone opens nothing; a code from the app does, once', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const { code } = await withTwoFactor(house);
    const first = challengeOf(await signInByPassword(house.env, { email, password }, caller));
    const second = challengeOf(await signInByPassword(house.env, { email, password }, caller));
    assert.equal(await viewerOf(house, { cookie: `__Host-baton=${first}` }), undefined);
    const one = code();
    const done = await finishSignIn(house.env, { challenge: first, code: `${one.slice(0, 3)} ${one.slice(3)}` }, caller);
    assert.equal(await viewerOf(house, done), house.cast.ben);
    await assert.rejects(finishSignIn(house.env, { challenge: first, code: code(30_000) }, caller), { status: 409 });
    await assert.rejects(finishSignIn(house.env, { challenge: second, code: one }, caller), { status: 403 });
    await assert.rejects(finishSignIn(house.env, { challenge: second, code: code(-30_000) }, caller), { status: 403 });
    await assert.rejects(finishSignIn(house.env, { challenge: second, code: code(60_000) }, caller), { status: 403 });
    assert.ok(await finishSignIn(house.env, { challenge: second, code: code(30_000) }, caller));
  });

  test('one code that is sent twice at the same moment counts once', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const { code, recoveryCodes } = await withTwoFactor(house);
    for (const given of [code(), recoveryCodes[0]!]) {
      const steps = [
        challengeOf(await signInByPassword(house.env, { email, password }, caller)),
        challengeOf(await signInByPassword(house.env, { email, password }, caller)),
      ];
      const all = await Promise.allSettled(steps.map((challenge) => finishSignIn(house.env, { challenge, code: given }, caller)));
      assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    }
  });

  test('the second step is to be done within five minutes', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const { code } = await withTwoFactor(house);
    const challenge = challengeOf(await signInByPassword(house.env, { email, password }, caller));
    house.time.now += 5 * 60_000;
    await assert.rejects(finishSignIn(house.env, { challenge, code: code() }, caller), /longer than five minutes/);
    await assert.rejects(finishSignIn(house.env, { challenge: 'made-up', code: code() }, caller), /longer than five minutes/);
  });

  test('a wrong two-factor code ten times stops the codes for a quarter of an hour, from wherever they come', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const { code, recoveryCodes } = await withTwoFactor(house);
    const challenge = challengeOf(await signInByPassword(house.env, { email, password }, caller));
    for (let i = 0; i < 10; i++)
      await assert.rejects(finishSignIn(house.env, { challenge, code: '000000' }, { address: `192.0.3.${i}`, userAgent: null }), {
        status: 403,
        field: 'code',
      });
    const elsewhere = { address: '192.0.4.1', userAgent: null };
    await assert.rejects(finishSignIn(house.env, { challenge, code: code() }, elsewhere), { status: 429 });
    await assert.rejects(finishSignIn(house.env, { challenge, code: recoveryCodes[0]! }, elsewhere), { status: 429 });
    house.time.now += 15 * 60_000;
    const again = challengeOf(await signInByPassword(house.env, { email, password }, elsewhere));
    assert.ok(await finishSignIn(house.env, { challenge: again, code: code() }, elsewhere));
  });

  test('each recovery code opens once, however it is typed', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const { recoveryCodes } = await withTwoFactor(house);
    assert.equal(new Set(recoveryCodes).size, 8);
    const rows = JSON.stringify(await house.env.read.selectFrom('members').selectAll().execute());
    for (const code of recoveryCodes) {
      assert.match(code, /^([0-9a-z]{4}-){3}[0-9a-z]{4}$/);
      assert.ok(!rows.includes(code));
      const challenge = challengeOf(await signInByPassword(house.env, { email, password }, caller));
      assert.ok(await finishSignIn(house.env, { challenge, code: ` ${code.replaceAll('-', ' ').toUpperCase()}` }, caller));
      const next = challengeOf(await signInByPassword(house.env, { email, password }, caller));
      await assert.rejects(finishSignIn(house.env, { challenge: next, code }, caller), { status: 403 });
    }
  });

  test('with another BATON_SECRET codes from the app say so, and a recovery code still works', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const { code, recoveryCodes } = await withTwoFactor(house);
    const env = { ...house.env, settings: { ...house.env.settings, secret: 'another secret, which is long enough too' } };
    const challenge = challengeOf(await signInByPassword(env, { email, password }, caller));
    await assert.rejects(finishSignIn(env, { challenge, code: code() }, caller), /BATON_SECRET/);
    assert.ok(await finishSignIn(env, { challenge, code: recoveryCodes[0]! }, caller));
  });

  test('a sign-in link works once; being looked at by a scanner does not use it up', async (t) => {
    const house = await engine.house(t);
    const { url, until } = await makeSignInLink(house.env, { memberId: house.cast.ben }, house.cast.ana);
    const token = url.split('/').at(-1)!;
    assert.equal(url, `https://baton.example/sign-in/${token}`);
    for (let i = 0; i < 3; i++) {
      const seen = await readLink(house.env, token);
      assert.ok(seen.open);
      assert.deepEqual([seen.purpose, seen.member?.id, seen.until], ['sign-in', house.cast.ben, until]);
    }
    const got = await signInByLink(house.env, { token }, caller);
    assert.ok(got.done && (await viewerOf(house, got)) === house.cast.ben);
    await assert.rejects(signInByLink(house.env, { token }, caller), { status: 409, message: /used already/ });
    assert.deepEqual(await readLink(house.env, token), {
      open: false,
      known: true,
      words: 'This link has been used already. It works once.',
    });
  });

  test('of two who open one sign-in link at the same moment one gets in', async (t) => {
    const house = await engine.house(t);
    const { url } = await makeSignInLink(house.env, { memberId: house.cast.ben }, null);
    const token = url.split('/').at(-1)!;
    const all = await Promise.allSettled([1, 2].map(() => signInByLink(house.env, { token }, caller)));
    assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  test('a sign-in link sets a new password, which ends what the old one had opened', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const old = await signInByPassword(house.env, { email, password }, caller);
    const { url } = await makeSignInLink(house.env, { memberId: house.cast.ben }, house.cast.ana);
    const token = url.split('/').at(-1)!;
    await assert.rejects(signInByLink(house.env, { token, password: 'x' }, caller), { status: 422, field: 'password' });
    const got = await signInByLink(house.env, { token, password: 'a siphon under the sink' }, caller);
    assert.ok(got.done && old.done);
    assert.equal(await viewerOf(house, got), house.cast.ben);
    assert.equal(await viewerOf(house, old), undefined);
    await assert.rejects(signInByPassword(house.env, { email, password }, caller), wrong);
    assert.ok((await signInByPassword(house.env, { email, password: 'a siphon under the sink' }, caller)).done);
  });

  test('with two-factor a link asks for the code too, and a wrong code does not cost the link', async (t) => {
    const house = await engine.house(t);
    const { code } = await withTwoFactor(house);
    const { url } = await makeSignInLink(house.env, { memberId: house.cast.ben }, house.cast.ana);
    const token = url.split('/').at(-1)!;
    const challenge = challengeOf(await signInByLink(house.env, { token, password }, caller));
    await assert.rejects(finishSignIn(house.env, { challenge, code: '000000' }, caller), { status: 403 });
    const again = challengeOf(await signInByLink(house.env, { token, password }, caller));
    const got = await finishSignIn(house.env, { challenge: again, code: code() }, caller);
    assert.equal(await viewerOf(house, got), house.cast.ben);
    await assert.rejects(signInByLink(house.env, { token }, caller), { status: 409 });
    assert.ok(!(await signInByPassword(house.env, { email, password }, caller)).done);
  });

  test('links that end, were made anew, or were never made are refused in words, and guessing them is stopped', async (t) => {
    const house = await engine.house(t);
    const made = async () => (await makeSignInLink(house.env, { memberId: house.cast.ben }, null)).url.split('/').at(-1)!;
    const [first, second] = [await made(), await made()];
    await assert.rejects(signInByLink(house.env, { token: first }, caller), { status: 404, message: /does not work/ });
    house.time.now += 2 * 86_400_000;
    await assert.rejects(signInByLink(house.env, { token: second }, caller), { status: 409, message: /has ended/ });
    for (let i = 0; i < 9; i++) await assert.rejects(signInByLink(house.env, { token: `guess-${i}` }, caller), { status: 404 });
    await assert.rejects(signInByLink(house.env, { token: await made() }, caller), { status: 429 });
  });

  test('changing the password asks for the old one and ends the other sessions, not this one', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const [here, there] = [
      await signInByPassword(house.env, { email, password }, caller),
      await signInByPassword(house.env, { email, password }, caller),
    ];
    assert.ok(here.done && there.done);
    const change = (old: string, fresh: string) =>
      changePassword(house.env, { memberId: house.cast.ben, sessionId: here.sessionId, old, password: fresh });
    await assert.rejects(change('not the old one', 'a siphon under the sink'), { status: 403, field: 'old' });
    for (const bad of ['x', 'Harbour Plumbing 1', 'ben@harbourplumbing.example', 'password1234'])
      await assert.rejects(change(password, bad), { status: 422, field: 'password' }, bad);
    assert.deepEqual(await change(password, 'a siphon under the sink'), { ended: 1 });
    assert.equal(await viewerOf(house, here), house.cast.ben);
    assert.equal(await viewerOf(house, there), undefined);
    const log = await house.env.read.selectFrom('settings_log').selectAll().where('what', '=', 'password set').execute();
    assert.deepEqual(
      log.map(({ after_value }) => JSON.parse(after_value!)),
      [{ member: house.cast.ben }],
    );
  });

  test('who signs in by the old password while it is changed is out', async (t) => {
    const house = await engine.house(t);
    const { env, cast } = house;
    await withPassword(house);
    const own = await env.write((tx) => startSession(env, tx, { token: newToken(env.random), memberId: cast.ben, caller }));
    const old = await crossing(
      house,
      (slow) => signInByPassword(slow, { email, password }, caller),
      () =>
        changePassword(env, {
          memberId: cast.ben,
          sessionId: own.sessionId,
          old: password,
          password: 'a siphon under the sink',
        }),
    );
    assert.equal(old, 2);
    const open = await listSessions(env.read, cast.ben, house.time.now);
    assert.deepEqual(
      open.map(({ id }) => id),
      [own.sessionId],
    );
  });

  test('who signs in while they are removed is out, also when they are invited anew', async (t) => {
    const house = await engine.house(t, { seed: 2 });
    const { env, cast } = house;
    await withPassword(house);
    let got: SignIn | undefined;
    await crossing(
      house,
      async (slow) => {
        got = await signInByPassword(slow, { email, password }, caller);
      },
      () => removeMember(env, { memberId: cast.ben }, cast.ana),
    );
    assert.ok(got?.done);
    assert.equal(await viewerOf(house, got), undefined);
    await inviteMember(env, { name: 'Ben', email, role: 'member' }, cast.ana);
    assert.equal(await viewerOf(house, got), undefined);
  });

  test('guessing the old password at an open screen is stopped after ten', async (t) => {
    const house = await engine.house(t);
    await withPassword(house);
    const guess = (old: string) =>
      changePassword(house.env, { memberId: house.cast.ben, sessionId: 'none', old, password: 'a siphon under the sink' });
    for (let i = 0; i < 10; i++) await assert.rejects(guess(`guess ${i}`), { status: 403 });
    await assert.rejects(guess(password), { status: 429 });
  });
});

test('codes are those of RFC 6238', async () => {
  // Appendix B, the SHA-1 secret "12345678901234567890"; six digits are the last six of its eight.
  const totp = await loadTotp();
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [2000000000, '279037'],
  ] as const)
    assert.equal(totp.momentOf(secret, code, seconds * 1000), Math.floor(seconds / 30) * 30_000);
  assert.equal(totp.momentOf(secret, '287082', 120_000), null);
});
