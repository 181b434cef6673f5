import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Tx } from '#store/engine.ts';
import { findMember } from '#store/members.ts';
import { atOnce } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { hashPassword } from './password.ts';
import { hasTwoFactor } from './spend-code.ts';
import { beginTwoFactor, confirmTwoFactor, liftTwoFactor, removeTwoFactor } from './two-factor.ts';

const isOn = async ({ env }: TestHouse, memberId: string) => hasTwoFactor((await findMember(env.read, memberId))!);
const codeOf = (house: TestHouse, secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.time.now });

eachEngine((engine) => {
  test('two-factor begins with a secret to scan and is on once a code confirms it', async (t) => {
    const house = await engine.house(t);
    const memberId = house.cast.ana;
    const { secret, uri, scan } = await beginTwoFactor(house.env, { memberId });
    assert.match(secret, /^[A-Z2-7]{32}$/);
    const url = new URL(uri);
    assert.equal(decodeURIComponent(url.pathname.split('/').at(-1)!), 'Harbour Plumbing:ana@harbourplumbing.example');
    assert.equal(url.searchParams.get('secret'), secret);
    assert.match(scan, /^<svg [^>]*viewBox=.*<\/svg>$/s);
    assert.doesNotMatch(scan, /style=|<script/);
    assert.equal(await isOn(house, memberId), false);
    await assert.rejects(confirmTwoFactor(house.env, { memberId, code: '000000' }), { status: 403, field: 'code' });
    assert.equal(await isOn(house, memberId), false);
    const { recoveryCodes } = await confirmTwoFactor(house.env, { memberId, code: codeOf(house, secret) });
    assert.equal(recoveryCodes.length, 8);
    assert.equal(await isOn(house, memberId), true);
    await assert.rejects(beginTwoFactor(house.env, { memberId }), { status: 409 });
  });

  test('begun in two tabs, the secret whose code confirmed it stays', async (t) => {
    const house = await engine.house(t);
    const memberId = house.cast.ana;
    const { secret } = await beginTwoFactor(house.env, { memberId });
    const hold = (tx: Tx) => tx.db.updateTable('members').set({ name: 'Ana' }).where('id', '=', memberId).execute();
    await atOnce(house, hold, [
      () => confirmTwoFactor(house.env, { memberId, code: codeOf(house, secret) }),
      () => beginTwoFactor(house.env, { memberId }),
    ]);
    house.time.now += 60_000;
    // Whichever came first: what is on is opened by the code that it was confirmed by.
    if (await isOn(house, memberId)) await removeTwoFactor(house.env, { memberId, code: codeOf(house, secret) });
    assert.equal(await isOn(house, memberId), false);
  });

  test('neither the secret nor a recovery code can be read in the database or in the log', async (t) => {
    const house = await engine.house(t);
    const memberId = house.cast.ana;
    const { secret } = await beginTwoFactor(house.env, { memberId });
    const { recoveryCodes } = await confirmTwoFactor(house.env, { memberId, code: codeOf(house, secret) });
    const kept = JSON.stringify([
      await house.env.read.selectFrom('members').selectAll().execute(),
      await house.env.read.selectFrom('settings_log').selectAll().execute(),
    ]);
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      assert.ok(!kept.includes(text));
  });

  test('turning two-factor off asks for the password or a code', async (t) => {
    const house = await engine.house(t);
    const memberId = house.cast.ana;
    const hash = await hashPassword('two taps drip in May', house.env.random);
    await house.env.write((tx) => tx.db.updateTable('members').set({ password_hash: hash }).where('id', '=', memberId).execute());
    const turnOn = async () => {
      const { secret } = await beginTwoFactor(house.env, { memberId });
      const codes = await confirmTwoFactor(house.env, { memberId, code: codeOf(house, secret) });
      house.time.now += 60_000;
      return { secret, codes: codes.recoveryCodes };
    };
    const { secret } = await turnOn();
    await assert.rejects(removeTwoFactor(house.env, { memberId }), { status: 403 });
    await assert.rejects(removeTwoFactor(house.env, { memberId, password: 'not this' }), { status: 403, field: 'password' });
    await assert.rejects(removeTwoFactor(house.env, { memberId, code: '000000' }), { status: 403, field: 'code' });
    assert.equal(await isOn(house, memberId), true);
    await removeTwoFactor(house.env, { memberId, code: codeOf(house, secret) });
    assert.equal(await isOn(house, memberId), false);
    await turnOn();
    await removeTwoFactor(house.env, { memberId, password: 'two taps drip in May' });
    const { codes } = await turnOn();
    await removeTwoFactor(house.env, { memberId, code: codes[3]! });
    assert.equal(await isOn(house, memberId), false);
    await assert.rejects(removeTwoFactor(house.env, { memberId, code: codes[4]! }), { status: 409 });
  });

  test('ten wrong codes while confirming are enough', async (t) => {
    const house = await engine.house(t);
    const memberId = house.cast.ana;
    const { secret } = await beginTwoFactor(house.env, { memberId });
    for (let i = 0; i < 10; i++) await assert.rejects(confirmTwoFactor(house.env, { memberId, code: '000000' }), { status: 403 });
    await assert.rejects(confirmTwoFactor(house.env, { memberId, code: codeOf(house, secret) }), { status: 429 });
  });

  test('an admin turns it off for somebody who lost phone and codes; nobody else does', async (t) => {
    const house = await engine.house(t);
    const { ana, ben, vic } = house.cast;
    const { secret } = await beginTwoFactor(house.env, { memberId: ben });
    await confirmTwoFactor(house.env, { memberId: ben, code: codeOf(house, secret) });
    await assert.rejects(liftTwoFactor(house.env, { memberId: ben }, vic), { status: 403 });
    await liftTwoFactor(house.env, { memberId: ben }, ana);
    assert.equal(await isOn(house, ben), false);
    const log = await house.env.read.selectFrom('settings_log').select(['what', 'member_id']).orderBy('id', 'desc').execute();
    assert.deepEqual({ ...log[0] }, { what: 'two-factor turned off', member_id: ana });
  });
});
