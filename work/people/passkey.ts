import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { oneLine } from '#domain/well-formed.ts';
import type { Tx } from '#store/engine.ts';
import { takeMember } from '#store/members.ts';
import { addPasskeyRow, findPasskey, listPasskeys } from '#store/passkeys.ts';
import type { MemberRow, PasskeyRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { logSetting } from '../team/log-setting.ts';
import { makeChallenge, readChallenge, useChallenge } from './challenge.ts';
import { newToken } from './session.ts';

const most = 20;
// EdDSA, ES256 and RS256 by their COSE numbers: what authenticators have.
const algorithms = [-8, -7, -257];

/** Whom a passkey is for: it works at this address of Baton and nowhere else. */
export const partyOf = ({ settings }: Env) => ({ rpID: new URL(settings.url).hostname, origin: new URL(settings.url).origin });

/** Browsers know passkeys at https addresses and on this computer only, and never at a bare IP address. */
export function passkeysWork({ settings }: Env): boolean {
  const { protocol, hostname } = new URL(settings.url);
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  return protocol === 'https:' && !/^[\d.]+$|:/.test(hostname);
}

/** What the browser needs to make a passkey for this member. It counts for five minutes, once. */
export async function beginPasskey(
  env: Env,
  member: Pick<MemberRow, 'id' | 'name' | 'email'>,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  if (!passkeysWork(env)) throw new Refusal(409, 'Passkeys need Baton to be reached by a name with https.');
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const [token, there] = [newToken(env.random), await listPasskeys(env.read, member.id)];
  const team = await env.read.selectFrom('team').select('name').executeTakeFirst();
  await env.write((tx) => makeChallenge(tx, { token, purpose: 'passkey-add', memberId: member.id }));
  return generateRegistrationOptions({
    rpName: team?.name ?? 'Baton',
    rpID: partyOf(env).rpID,
    userID: new Uint8Array(Buffer.from(member.id)),
    userName: member.email,
    userDisplayName: member.name,
    challenge: new Uint8Array(Buffer.from(token, 'base64url')),
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: there.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** A passkey that the browser made and that has been found to be what it says; `keepPasskey` adds it. */
type NewPasskey = { challenge: string; row: Omit<PasskeyRow, 'created_at'> };

/** Checks what the browser sends for a new passkey of a member. Throws a Refusal for anything that is not that. */
export async function checkPasskey(
  env: Env,
  { memberId, response, name }: { memberId: string; response: unknown; name?: string | undefined },
): Promise<NewPasskey> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { rpID, origin } = partyOf(env);
  let challenge = '';
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: async (given) => {
      challenge = given;
      return (await readChallenge(env.read, given, 'passkey-add', env.now()))?.member_id === memberId;
    },
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null);
  if (!verified?.verified) throw notAccepted();
  const { credential } = verified.registrationInfo;
  const row = {
    id: credential.id,
    member_id: memberId,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ? JSON.stringify(credential.transports) : null,
    name: oneLine(name ?? '', 60) || 'Passkey',
    used_at: null,
  };
  return { challenge, row };
}

const notAccepted = () =>
  new Refusal(403, 'This passkey was not taken. Please begin again; it has to be done within five minutes.');

/** Keeps a checked passkey as a part of a deed. Throws a Refusal where its challenge is over, it is known, or there are too many. */
export async function keepPasskey(tx: Tx, { challenge, row }: NewPasskey): Promise<void> {
  if (!(await useChallenge(tx, challenge, 'passkey-add'))) throw notAccepted();
  if (await findPasskey(tx.db, row.id)) throw new Refusal(409, 'This passkey is known already.');
  if ((await listPasskeys(tx.db, row.member_id)).length >= most)
    throw new Refusal(409, `Somebody has at most ${most} passkeys. Remove one first.`);
  await addPasskeyRow(tx.db, { ...row, created_at: tx.now });
  await logSetting(tx, row.member_id, 'passkey added', null, { member: row.member_id, name: row.name });
}

/** Adds one more passkey of a member who is signed in. */
export async function addPasskey(
  env: Env,
  asked: { memberId: string; response: unknown; name?: string | undefined },
): Promise<{ id: string; name: string }> {
  const fresh = await checkPasskey(env, asked);
  return env.write(async (tx) => {
    const member = await takeMember(tx.db, asked.memberId);
    if (!member || member.removed_at !== null) throw notAccepted();
    await keepPasskey(tx, fresh);
    return { id: fresh.row.id, name: fresh.row.name };
  });
}

type Own = { memberId: string; id: string };

async function ownPasskey(tx: Tx, { memberId, id }: Own): Promise<PasskeyRow> {
  const passkey = await findPasskey(tx.db, id);
  if (passkey?.member_id !== memberId) throw new Refusal(404, 'There is no such passkey.');
  return passkey;
}

/** Throws a Refusal where it is not the member's own (404) or the name is empty (422). */
export const renamePasskey = (env: Env, { name, ...which }: Own & { name: string }): Promise<void> =>
  env.write(async (tx) => {
    await ownPasskey(tx, which);
    const words = oneLine(name, 60);
    if (!words) throw new Refusal(422, 'A passkey needs a name.', { field: 'name' });
    await tx.db.updateTable('passkeys').set({ name: words }).where('id', '=', which.id).execute();
  });

/** Removes a passkey, unless it is the only way in. */
export const removePasskey = (env: Env, which: Own): Promise<void> =>
  env.write(async (tx) => {
    const { id, name, member_id: memberId } = await ownPasskey(tx, which);
    // Taken for this deed alone: of two passkeys removed at once each would count on the other.
    const member = await takeMember(tx.db, memberId);
    if (member?.password_hash === null && (await listPasskeys(tx.db, memberId)).length === 1)
      throw new Refusal(409, 'This passkey is the only way you can sign in. Choose a password first.');
    await tx.db.deleteFrom('passkeys').where('id', '=', id).execute();
    await logSetting(tx, memberId, 'passkey removed', { member: memberId, name }, null);
  });
