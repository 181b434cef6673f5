import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tx } from '#store/engine.ts';
import { listPasskeys } from '#store/passkeys.ts';
import { atOnce } from '#test/acting.ts';
import { type Authenticator, authenticator } from '#test/authenticator.ts';
import { crossing } from '#test/crossing.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { addPasskey, beginPasskey, passkeysWork, removePasskey, renamePasskey } from './passkey.ts';
import { removeMember } from './remove-member.ts';
import { findViewer } from './session.ts';
import { beginPasskeySignIn, signInByPasskey } from './sign-in-by-passkey.ts';

const origin = 'https://baton.example';
const caller = { address: '192.0.2.1', userAgent: null };

const begin = async ({ env }: TestHouse, memberId: string) =>
  beginPasskey(env, await env.read.selectFrom('members').selectAll().where('id', '=', memberId).executeTakeFirstOrThrow());

async function register(house: TestHouse, memberId: string, key: Authenticator, name?: string) {
  const options = await begin(house, memberId);
  return addPasskey(house.env, { memberId, response: key.make(options), name });
}

const signIn = async ({ env }: TestHouse, key: Authenticator) =>
  signInByPasskey(env, { response: key.use(await beginPasskeySignIn(env)) }, caller);

eachEngine((engine) => {
  test('a member makes several passkeys, names them, and signs in by any without saying who it is', async (t) => {
    const house = await engine.house(t);
    const { ben } = house.cast;
    const [phone, stick] = [authenticator({ origin }), authenticator({ origin })];
    await register(house, ben, phone, 'Phone');
    await register(house, ben, stick);
    for (const key of [phone, stick, phone]) {
      house.time.now += 1000;
      const { cookie } = await signIn(house, key);
      assert.equal((await findViewer(house.env, cookie.split(';')[0]!))?.member.id, ben);
    }
    await renamePasskey(house.env, { memberId: ben, id: stick.id, name: ' Key on the ring ' });
    const kept = await listPasskeys(house.env.read, ben);
    assert.deepEqual(kept.map(({ name, counter, used_at }) => [name, counter, used_at]).sort(), [
      ['Key on the ring', 1, house.time.now - 1000],
      ['Phone', 2, house.time.now],
    ]);
  });

  test('a passkey that is added while its member is removed does not stay', async (t) => {
    const house = await engine.house(t);
    const { ana, ben } = house.cast;
    const response = authenticator({ origin }).make(await begin(house, ben));
    const add = (env: TestHouse['env']) => addPasskey(env, { memberId: ben, response });
    await crossing(house, add, () => removeMember(house.env, { memberId: ben }, ana));
    assert.deepEqual(await listPasskeys(house.env.read, ben), []);
    assert.equal(
      await house.env.read
        .selectFrom('members')
        .select('id')
        .where('id', '=', ben)
        .where('removed_at', 'is', null)
        .executeTakeFirst(),
      undefined,
    );
  });

  test('the options ask for a passkey that says by itself whose it is, and leave out those there are', async (t) => {
    const house = await engine.house(t);
    const phone = authenticator({ origin });
    await register(house, house.cast.ben, phone);
    const options = await begin(house, house.cast.ben);
    assert.equal(options.rp.id, 'baton.example');
    assert.equal(options.rp.name, 'Harbour Plumbing');
    assert.equal(options.authenticatorSelection?.residentKey, 'required');
    assert.deepEqual(
      options.excludeCredentials?.map(({ id }) => id),
      [phone.id],
    );
    assert.equal((await beginPasskeySignIn(house.env)).allowCredentials, undefined);
  });

  test('an answer to a challenge counts once and for five minutes', async (t) => {
    const house = await engine.house(t);
    const { ben } = house.cast;
    const phone = authenticator({ origin });
    const late = phone.make(await begin(house, ben));
    house.time.now += 5 * 60_000;
    await assert.rejects(addPasskey(house.env, { memberId: ben, response: late }), { status: 403 });
    const made = phone.make(await begin(house, ben));
    await addPasskey(house.env, { memberId: ben, response: made });
    await assert.rejects(addPasskey(house.env, { memberId: ben, response: made }), { status: 403 });
    const used = phone.use(await beginPasskeySignIn(house.env));
    const both = await Promise.allSettled([1, 2].map(() => signInByPasskey(house.env, { response: used }, caller)));
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const slow = phone.use(await beginPasskeySignIn(house.env));
    house.time.now += 5 * 60_000;
    await assert.rejects(signInByPasskey(house.env, { response: slow }, caller), { status: 403 });
  });

  test('asking for a challenge writes nothing, however often a stranger does; only who gets in leaves a row', async (t) => {
    const house = await engine.house(t);
    const phone = authenticator({ origin });
    await register(house, house.cast.ben, phone);
    const rows = () => house.env.read.selectFrom('challenges').select('purpose').execute();
    for (let times = 0; times < 20; times++) await beginPasskeySignIn(house.env);
    assert.deepEqual(await rows(), []);
    await signIn(house, phone);
    assert.equal((await rows()).length, 1);
    house.time.now += 5 * 60_000;
    await signIn(house, phone);
    assert.equal((await rows()).length, 1);
  });

  test('a challenge that Baton did not make, or with its end moved, is refused', async (t) => {
    const house = await engine.house(t);
    const phone = authenticator({ origin });
    await register(house, house.cast.ben, phone);
    const options = await beginPasskeySignIn(house.env);
    const made = Buffer.from(options.challenge, 'base64url');
    for (const at of [0, 7, 8, 20, made.length - 1]) {
      const moved = Buffer.from(made);
      moved[at]! ^= 1;
      const response = phone.use({ ...options, challenge: moved.toString('base64url') });
      await assert.rejects(signInByPasskey(house.env, { response }, caller), { status: 403 }, String(at));
    }
    const short = phone.use({ ...options, challenge: made.subarray(0, 20).toString('base64url') });
    await assert.rejects(signInByPasskey(house.env, { response: short }, caller), { status: 403 });
    assert.ok(await signInByPasskey(house.env, { response: phone.use(options) }, caller));
  });

  test('a passkey made for another member, at another address, or without the person being verified is refused', async (t) => {
    const house = await engine.house(t);
    const { ana, ben } = house.cast;
    const phone = authenticator({ origin });
    const forBen = phone.make(await begin(house, ben));
    await assert.rejects(addPasskey(house.env, { memberId: ana, response: forBen }), { status: 403 });
    for (const strange of [
      authenticator({ origin: 'https://baton.example.evil.example' }),
      authenticator({ origin, verifies: false }),
    ])
      await assert.rejects(register(house, ben, strange), { status: 403 });
    assert.equal((await listPasskeys(house.env.read, ben)).length, 0);
  });

  test('a copied passkey, whose counter has fallen behind, is refused', async (t) => {
    const house = await engine.house(t);
    const phone = authenticator({ origin });
    await register(house, house.cast.ben, phone);
    await signIn(house, phone);
    phone.held.counter = 0;
    await assert.rejects(signIn(house, phone), { status: 403 });
  });

  test('what is no passkey at all is refused in words', async (t) => {
    const house = await engine.house(t);
    const phone = authenticator({ origin });
    await register(house, house.cast.ben, phone);
    for (const response of [
      null,
      undefined,
      'x',
      {},
      { id: 3 },
      { id: phone.id },
      { id: phone.id, response: { clientDataJSON: 'e30' } },
    ])
      await assert.rejects(signInByPasskey(house.env, { response }, caller), { status: 403 }, JSON.stringify(response));
    for (const response of [null, {}, { id: 'x', rawId: 'x', type: 'public-key', response: {} }])
      await assert.rejects(addPasskey(house.env, { memberId: house.cast.ben, response }), { status: 403 });
    const stranger = authenticator({ origin });
    await assert.rejects(signIn(house, stranger), { status: 403 });
  });

  test('a passkey is removed by its own member, and not when it is the only way in', async (t) => {
    const house = await engine.house(t);
    const { ana, ben } = house.cast;
    const [phone, stick] = [authenticator({ origin }), authenticator({ origin })];
    await register(house, ben, phone);
    await register(house, ben, stick);
    await assert.rejects(removePasskey(house.env, { memberId: ana, id: phone.id }), { status: 404 });
    await removePasskey(house.env, { memberId: ben, id: phone.id });
    await assert.rejects(signIn(house, phone), { status: 403 });
    await assert.rejects(removePasskey(house.env, { memberId: ben, id: stick.id }), { status: 409, message: /only way/ });
  });

  test('removed both at once, in two tabs, one passkey stays where there is no password', async (t) => {
    const house = await engine.house(t);
    const { ben } = house.cast;
    const keys = [authenticator({ origin }), authenticator({ origin })];
    for (const key of keys) await register(house, ben, key);
    const hold = (tx: Tx) => tx.db.updateTable('passkeys').set({ name: 'Phone' }).where('member_id', '=', ben).execute();
    const done = await atOnce(
      house,
      hold,
      keys.map(
        ({ id }) =>
          () =>
            removePasskey(house.env, { memberId: ben, id }),
      ),
    );
    assert.equal(done, 1);
  });

  test('a removed member gets in by no passkey', async (t) => {
    const house = await engine.house(t);
    const phone = authenticator({ origin });
    await register(house, house.cast.ben, phone);
    await house.env.write((tx) =>
      tx.db.updateTable('members').set({ removed_at: tx.now }).where('id', '=', house.cast.ben).execute(),
    );
    await assert.rejects(signIn(house, phone), { status: 403 });
  });

  test('passkeys are offered where browsers have them', async (t) => {
    for (const [url, offered] of [
      ['https://baton.example', true],
      ['http://localhost:3000', true],
      ['http://baton.example', false],
      ['https://192.0.2.7', false],
      ['http://127.0.0.1:3000', false],
      ['https://[2001:db8::1]', false],
    ] as const) {
      const house = await engine.house(t, { settings: { BATON_URL: url } });
      assert.equal(passkeysWork(house.env), offered, url);
      if (!offered) await assert.rejects(beginPasskeySignIn(house.env), { status: 409 });
    }
  });
});
