import { listMembers } from '#store/members.ts';
import type { Env } from '../env.ts';
import { makeLink } from '../people/make-link.ts';
import { type Caller, newToken, type SignedIn, startSession } from '../people/session.ts';
import { Refusal } from '../refusal.ts';

/** Whoever comes in is the example's owner. Who may is the door's to decide. */
export async function enterExample(env: Env, caller: Caller): Promise<SignedIn> {
  const memberId = await ownerOf(env);
  const token = newToken(env.random);
  return env.write((tx) => startSession(env, tx, { token, memberId, caller }));
}

/** A link for whoever asked for it at a terminal. It works once. */
export async function linkToExample(env: Env): Promise<string> {
  const memberId = await ownerOf(env);
  const token = newToken(env.random);
  await env.write((tx) => makeLink(tx, { token, purpose: 'sign-in', memberId }));
  return token;
}

async function ownerOf(env: Env): Promise<string> {
  if (!env.settings.example) throw new Error('this is not the example business');
  const owner = (await listMembers(env.read)).find(({ role }) => role === 'admin');
  if (!owner) throw new Refusal(409, 'The example business has nobody in it. Throw it away and open it again.');
  return owner.id;
}
