import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMember } from '#store/members.ts';
import { listPeople } from '#store/people.ts';
import { authenticator } from '#test/authenticator.ts';
import { crossing } from '#test/crossing.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { startMailServer } from '#test/mail-server.ts';
import { deliverOutbox } from '../letters/deliver-outbox.ts';
import { acceptInvitation, beginPasskeyByInvitation } from './accept-invitation.ts';
import { inviteAgain, inviteMember, makeSignInLink, revokeInvitation } from './invite-member.ts';
import { findViewer } from './session.ts';
import { signInByLink, signInByPassword } from './sign-in.ts';
import { beginPasskeySignIn, signInByPasskey } from './sign-in-by-passkey.ts';
import { readLink } from './use-link.ts';

const day = 86_400_000;
// The links of the cast were made with the first seed.
const seed = { seed: 2 };
const caller = { address: '192.0.2.1', userAgent: null };
const dee = { name: 'Dee', email: 'dee@harbourplumbing.example', role: 'member' };
const password = 'two taps drip in May';

const tokenOf = ({ url }: { url: string }) => url.split('/').at(-1)!;
const standingOf = async ({ env }: TestHouse, memberId: string) =>
  (await listPeople(env.read, env.now())).find(({ member }) => member.id === memberId)?.standing;

/** Whose links of a kind nobody has used yet; those of the cast aside. */
async function openLinks({ env, cast }: TestHouse, purpose: 'invitation' | 'sign-in', memberId?: string): Promise<string[]> {
  const links = await env.read
    .selectFrom('links')
    .selectAll()
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
  const others = Object.values(cast).filter((id) => id !== memberId);
  return links.map(({ member_id }) => member_id!).filter((id) => !others.includes(id));
}

eachEngine((engine) => {
  test('an invitation is a link for seven days and the same as a code to scan; with name and password one is in', async (t) => {
    const house = await engine.house(t, seed);
    const made = await inviteMember(house.env, dee, house.cast.ana);
    assert.equal(made.url, `https://baton.example/invitation/${tokenOf(made)}`);
    assert.equal(made.until, house.time.now + 7 * day);
    assert.match(made.scan, /^<svg .*<\/svg>$/s);
    assert.equal(await standingOf(house, made.memberId), 'invited');
    house.time.now += 7 * day - 1;
    const { cookie } = await acceptInvitation(house.env, { token: tokenOf(made), name: ' Dee  Marsh ', password }, caller);
    const viewer = await findViewer(house.env, cookie.split(';')[0]!);
    assert.deepEqual([viewer?.member.id, viewer?.member.name, viewer?.member.role], [made.memberId, 'Dee Marsh', 'member']);
    assert.ok((await signInByPassword(house.env, { email: dee.email, password }, caller)).done);
    assert.equal(await standingOf(house, made.memberId), 'in');
  });

  test('an invitation is accepted with a passkey instead', async (t) => {
    const house = await engine.house(t, seed);
    const made = await inviteMember(house.env, dee, house.cast.ana);
    const key = authenticator({ origin: 'https://baton.example' });
    const response = key.make(await beginPasskeyByInvitation(house.env, { token: tokenOf(made) }));
    await acceptInvitation(house.env, { token: tokenOf(made), name: 'Dee', passkey: { response, name: 'Phone' } }, caller);
    const got = await signInByPasskey(house.env, { response: key.use(await beginPasskeySignIn(house.env)) }, caller);
    assert.equal(got.memberId, made.memberId);
  });

  test('a scanner that opens the link, or begins a passkey, does not use the invitation up; accepting does', async (t) => {
    const house = await engine.house(t, seed);
    const made = await inviteMember(house.env, dee, house.cast.ana);
    const token = tokenOf(made);
    for (let i = 0; i < 5; i++) assert.equal((await readLink(house.env, token)).open, true);
    await beginPasskeyByInvitation(house.env, { token });
    await assert.rejects(acceptInvitation(house.env, { token, name: 'Dee', password: 'x' }, caller), {
      status: 422,
      field: 'password',
    });
    await assert.rejects(acceptInvitation(house.env, { token, name: ' ', password }, caller), { status: 422, field: 'name' });
    await assert.rejects(signInByLink(house.env, { token }, caller), { status: 404 });
    await acceptInvitation(house.env, { token, name: 'Dee', password }, caller);
    await assert.rejects(acceptInvitation(house.env, { token, name: 'Eve', password }, caller), {
      status: 409,
      message: 'This link has been used already. It works once.',
    });
    await assert.rejects(beginPasskeyByInvitation(house.env, { token }), { status: 409 });
    assert.equal((await findMember(house.env.read, made.memberId))?.name, 'Dee');
  });

  test('of two who accept one invitation at the same moment one is in', async (t) => {
    const house = await engine.house(t, seed);
    const token = tokenOf(await inviteMember(house.env, dee, house.cast.ana));
    const all = await Promise.allSettled(
      ['Dee', 'Eve'].map((name) => acceptInvitation(house.env, { token, name, password }, caller)),
    );
    assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  test('who comes in while the invitation is taken back, or made anew, is either in or not', async (t) => {
    const house = await engine.house(t, seed);
    const { env, cast } = house;
    const meets = async (email: string, act: (memberId: string) => Promise<unknown>) => {
      const made = await inviteMember(env, { ...dee, email }, cast.ana);
      const comesIn = (slow: typeof env) => acceptInvitation(slow, { token: tokenOf(made), name: 'Dee', password }, caller);
      assert.equal(await crossing(house, comesIn, () => act(made.memberId)), 1);
      assert.equal(await standingOf(house, made.memberId), 'in');
    };
    await meets('dee@harbourplumbing.example', (memberId) => revokeInvitation(env, { memberId }, cast.ana));
    await meets('eve@harbourplumbing.example', (memberId) => inviteAgain(env, { memberId }, cast.ana));
    assert.deepEqual(await openLinks(house, 'invitation'), []);
  });

  test('two admins who make a link for somebody at once leave one that works', async (t) => {
    const house = await engine.house(t, seed);
    const { env, cast } = house;
    const make = (by: typeof env) => makeSignInLink(by, { memberId: cast.ben }, cast.ana);
    await crossing(house, make, () => make(env));
    assert.deepEqual(await openLinks(house, 'sign-in', cast.ben), [cast.ben]);
  });

  test('an invitation ends after seven days; sent again, the earlier link is void', async (t) => {
    const house = await engine.house(t, seed);
    const first = await inviteMember(house.env, dee, house.cast.ana);
    house.time.now += 7 * day;
    await assert.rejects(acceptInvitation(house.env, { token: tokenOf(first), name: 'Dee', password }, caller), {
      status: 409,
      message: 'This link has ended. Ask for a new one.',
    });
    assert.equal(await standingOf(house, first.memberId), 'locked-out');
    const second = await inviteAgain(house.env, { memberId: first.memberId }, house.cast.ana);
    const third = await inviteAgain(house.env, { memberId: first.memberId }, house.cast.ana);
    assert.equal((await readLink(house.env, tokenOf(second))).open, false);
    await acceptInvitation(house.env, { token: tokenOf(third), name: 'Dee', password }, caller);
    await assert.rejects(inviteAgain(house.env, { memberId: first.memberId }, house.cast.ana), { status: 409 });
  });

  test('where mail goes out the invitation is mailed in the language of the team, and its link lies sealed until then', async (t) => {
    const mail = await startMailServer();
    t.after(() => mail.stop());
    const house = await engine.house(t, {
      ...seed,
      settings: { SMTP_URL: mail.url, MAIL_FROM: 'hello@harbourplumbing.example' },
    });
    const { env } = house;
    const first = await inviteMember(env, dee, house.cast.ana);
    assert.equal(first.mailedTo, dee.email);
    const mailState = async () =>
      (await listPeople(env.read, env.now())).find(({ member }) => member.id === first.memberId)?.mail;
    assert.equal(await mailState(), 'on its way');
    const second = await inviteAgain(env, { memberId: first.memberId }, house.cast.ana);
    const everything = JSON.stringify(await env.read.selectFrom('outbox').selectAll().execute());
    for (const made of [first, second]) assert.equal(everything.includes(tokenOf(made)), false);
    await deliverOutbox(env);
    assert.equal(mail.letters.length, 1);
    const { subject, text, to } = mail.letters[0]!;
    assert.deepEqual([subject, to], ['Come in to Baton for Harbour Plumbing', [dee.email]]);
    assert.match(
      text,
      /^Hello Dee,\s+Ana \w+ has invited you to Baton, where Harbour Plumbing keeps and answers its enquiries\./,
    );
    assert.match(text, /The link works once, until Friday 27 November\./, 'the weekday is said once');
    assert.ok(text.includes(second.url) && !text.includes(first.url));
    assert.equal(await mailState(), 'sent');
    const over = await env.read.selectFrom('outbox').select(['state', 'body']).where('kind', '=', 'invitation').execute();
    assert.deepEqual(over.map(({ state }) => state).sort(), ['accepted', 'skipped']);
    for (const { body } of over) assert.equal('link' in JSON.parse(body!), false, 'nobody needs it any more');
    await env.write((tx) => tx.db.updateTable('team').set({ locale: 'de-DE' }).execute());
    await inviteAgain(env, { memberId: first.memberId }, house.cast.ana);
    await deliverOutbox(env);
    assert.match(mail.letters[1]!.text, /^Guten Tag Dee,\s+Ana \w+ hat Sie zu Baton eingeladen\./);
  });

  test('without a mail server nothing is queued, and that is told', async (t) => {
    const house = await engine.house(t, seed);
    assert.equal((await inviteMember(house.env, dee, house.cast.ana)).mailedTo, null);
    assert.deepEqual(await house.env.read.selectFrom('outbox').selectAll().execute(), []);
  });

  test('an invitation taken back opens nothing, and the same address can be invited anew', async (t) => {
    const house = await engine.house(t, seed);
    const made = await inviteMember(house.env, dee, house.cast.ana);
    await assert.rejects(revokeInvitation(house.env, { memberId: made.memberId }, house.cast.ben), { status: 403 });
    await revokeInvitation(house.env, { memberId: made.memberId }, house.cast.ana);
    assert.equal((await readLink(house.env, tokenOf(made))).open, false);
    assert.equal(await standingOf(house, made.memberId), undefined);
    const anew = await inviteMember(house.env, { ...dee, role: 'viewer' }, house.cast.ana);
    assert.equal(anew.memberId, made.memberId);
    await acceptInvitation(house.env, { token: tokenOf(anew), name: 'Dee', password }, caller);
    await assert.rejects(revokeInvitation(house.env, { memberId: made.memberId }, house.cast.ana), { status: 409 });
    const what = await house.env.read.selectFrom('settings_log').select('what').orderBy('id').execute();
    assert.deepEqual(what.map((row) => row.what).slice(-5), [
      'member added',
      'invitation taken back',
      'member added',
      'password set',
      'invitation accepted',
    ]);
  });

  test('only an admin invites, and nobody twice', async (t) => {
    const house = await engine.house(t, seed);
    for (const by of [house.cast.ben, house.cast.vic]) {
      await assert.rejects(inviteMember(house.env, dee, by), { status: 403 });
      await assert.rejects(inviteAgain(house.env, { memberId: house.cast.vic }, by), { status: 403 });
      await assert.rejects(makeSignInLink(house.env, { memberId: house.cast.ana }, by), { status: 403 });
    }
    await assert.rejects(inviteMember(house.env, { ...dee, email: 'BEN@harbourplumbing.example' }, house.cast.ana), {
      status: 409,
    });
    await assert.rejects(inviteMember(house.env, { ...dee, role: 'owner' }, house.cast.ana), { status: 422, field: 'role' });
  });
});
