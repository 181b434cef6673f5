import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { takeMember } from '#store/members.ts';
import { findPasskey, usePasskey } from '#store/passkeys.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { clearAttempts, countAttempt, type Tried } from './attempts.ts';
import { isOpenChallenge, openChallenge, spendChallenge } from './open-challenge.ts';
import { partyOf, passkeysWork } from './passkey.ts';
import { type Caller, newToken, type SignedIn, startSession } from './session.ts';

/** What the browser needs to offer its passkeys; nobody has to say first who they are. */
export async function beginPasskeySignIn(env: Env): Promise<PublicKeyCredentialRequestOptionsJSON> {
  if (!passkeysWork(env)) throw new Refusal(409, 'Passkeys need Baton to be reached by a name with https.');
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: partyOf(env).rpID,
    challenge: new Uint8Array(Buffer.from(openChallenge(env), 'base64url')),
    userVerification: 'required',
  });
}

/** Signs in by a passkey. It is a thing one has and unlocks, so no second step follows. */
export async function signInByPasskey(env: Env, { response }: { response: unknown }, caller: Caller): Promise<SignedIn> {
  const tried: Tried[] = [{ kind: 'sender', who: caller.address }];
  await countAttempt(env, tried);
  const known = await knownPasskey(env, response as AuthenticationResponseJSON);
  const token = newToken(env.random);
  return env.write(async (tx) => {
    if (!known || !(await spendChallenge(tx, known.challenge))) throw notKnown();
    const member = await takeMember(tx.db, known.memberId);
    if (!member || member.removed_at !== null) throw notKnown();
    if (!(await usePasskey(tx.db, known.id, { counter: known.counter, now: tx.now }))) throw notKnown();
    await clearAttempts(env, tx, tried);
    return startSession(env, tx, { token, memberId: member.id, caller });
  });
}

const notKnown = () => new Refusal(403, 'This passkey was not accepted. Please try again, or sign in with your password.');

/** Whose passkey signed our challenge; null where it was none, or not at our address. */
async function knownPasskey(env: Env, response: AuthenticationResponseJSON) {
  const id: unknown = response?.id;
  const passkey = typeof id === 'string' && id.length <= 2000 ? await findPasskey(env.read, id) : undefined;
  if (!passkey) return null;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { rpID, origin } = partyOf(env);
  let challenge = '';
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: async (given) => {
      challenge = given;
      return isOpenChallenge(env, given);
    },
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return null;
  return { id: passkey.id, memberId: passkey.member_id, challenge, counter: verified.authenticationInfo.newCounter };
}
