import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../running/secret.ts';
import { type SetUp, setUpTeam } from '../team/set-up-team.ts';
import { clearAttempts, countAttempt, type Tried } from './attempts.ts';
import { type Caller, newToken, type SignedIn, startSession } from './session.ts';
import { readLink, useLink } from './use-link.ts';

/**
 * Sets up the team with the link that was printed at the start, which is used up in the same transaction: of two who hold it one
 * gets in, and without it nobody does. The first admin is signed in.
 */
export async function claimInstall(
  env: Env,
  { token, ...asked }: SetUp & { token: string; password: string },
  caller: Caller,
): Promise<SignedIn> {
  const tried: Tried[] = [{ kind: 'links', who: caller.address }];
  await countAttempt(env, tried);
  // Looked at before anything costly is done for somebody who holds no link.
  const seen = await readLink(env, token);
  if (!seen.open) throw new Refusal(seen.known ? 409 : 404, seen.words);
  const session = newToken(env.random);
  let signedIn: SignedIn | undefined;
  await setUpTeam(env, asked, {
    before: async (tx) => void (await useLink(tx, hashToken(token), 'set-up')),
    after: async (tx, memberId) => {
      await clearAttempts(env, tx, tried);
      signedIn = await startSession(env, tx, { token: session, memberId, caller });
    },
  });
  return signedIn!;
}
