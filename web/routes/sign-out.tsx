import { redirect } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { endSession, noCookie } from '#work/people/session.ts';
import type { Route } from './+types/sign-out.ts';

/** A link that somebody opens signs nobody out. */
export const loader = () => redirect('/account');

export async function action({ context }: Route.ActionArgs) {
  const env = context.get(envContext);
  const { member, sessionId } = context.get(viewerContext)!;
  await endSession(env, { memberId: member.id, sessionId });
  return redirect('/sign-in', { headers: { 'set-cookie': noCookie(env) } });
}
