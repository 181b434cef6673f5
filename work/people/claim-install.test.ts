import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findStandard } from '#store/standard.ts';
import { eachEngine } from '#test/harness.ts';
import { claimInstall } from './claim-install.ts';
import { makeSetUpLink } from './make-set-up-link.ts';
import { findViewer } from './session.ts';
import { signInByPassword } from './sign-in.ts';
import { readLink } from './use-link.ts';

const caller = { address: '192.0.2.1', userAgent: null };
const password = 'two taps drip in May';
const ana = {
  team: 'Harbour Plumbing',
  country: 'GB',
  zone: 'Europe/London',
  name: 'Ana Reyes',
  email: 'ana@harbourplumbing.example',
  password,
};

eachEngine((engine) => {
  test('whoever holds the set-up link makes the team and is in', async (t) => {
    const house = await engine.house(t, { empty: true });
    const token = (await makeSetUpLink(house.env))!;
    assert.deepEqual(await readLink(house.env, token), {
      open: true,
      purpose: 'set-up',
      member: null,
      until: house.time.now + 30 * 86_400_000,
    });
    const { cookie, memberId } = await claimInstall(house.env, { ...ana, token }, caller);
    const viewer = await findViewer(house.env, cookie.split(';')[0]!);
    assert.deepEqual([viewer?.member.id, viewer?.member.role], [memberId, 'admin']);
    assert.ok((await signInByPassword(house.env, { email: ana.email, password }, caller)).done);
  });

  test('a set-up link used twice is refused in words, and nobody else claims the install', async (t) => {
    const house = await engine.house(t, { empty: true });
    const token = (await makeSetUpLink(house.env))!;
    await claimInstall(house.env, { ...ana, token }, caller);
    const again = claimInstall(house.env, { ...ana, email: 'eve@elsewhere.example', token }, caller);
    await assert.rejects(again, { status: 409, message: 'This Baton has been set up already. Sign in instead.' });
    assert.equal((await house.env.read.selectFrom('members').selectAll().execute()).length, 1);
    assert.equal(await makeSetUpLink(house.env), null);
  });

  test('of two who hold the link at the same moment one gets the team', async (t) => {
    const house = await engine.house(t, { empty: true });
    const token = (await makeSetUpLink(house.env))!;
    const all = await Promise.allSettled(
      ['ana', 'eve'].map((who) => claimInstall(house.env, { ...ana, email: `${who}@harbourplumbing.example`, token }, caller)),
    );
    assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await house.env.read.selectFrom('members').selectAll().execute()).length, 1);
    assert.equal((await house.env.read.selectFrom('sessions').selectAll().execute()).length, 1);
  });

  test('without the link, or with that of an earlier start, there is no team', async (t) => {
    const house = await engine.house(t, { empty: true });
    const earlier = (await makeSetUpLink(house.env))!;
    await makeSetUpLink(house.env);
    for (const token of ['', 'guess', earlier])
      await assert.rejects(claimInstall(house.env, { ...ana, token }, caller), { status: 404 });
    for (let i = 0; i < 7; i++) await assert.rejects(claimInstall(house.env, { ...ana, token: `${i}` }, caller), { status: 404 });
    await assert.rejects(claimInstall(house.env, { ...ana, token: 'x' }, caller), {
      status: 429,
      message: 'That went wrong too often. You can try again in a quarter of an hour.',
    });
    assert.equal(await findStandard(house.env.read), null);
  });

  test('what is refused on the way does not use the link up', async (t) => {
    const house = await engine.house(t, { empty: true });
    const token = (await makeSetUpLink(house.env))!;
    for (const [change, field] of [
      [{ password: 'x' }, 'password'],
      [{ password: 'harbour plumbing' }, 'password'],
      [{ email: 'ana' }, 'email'],
      [{ zone: 'Nowhere' }, 'zone'],
    ] as const)
      await assert.rejects(claimInstall(house.env, { ...ana, ...change, token }, caller), { status: 422, field });
    assert.ok(await claimInstall(house.env, { ...ana, token }, caller));
  });
});
