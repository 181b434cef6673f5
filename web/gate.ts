import type { Context } from 'hono';
import type { Env } from '#work/env.ts';
import { findViewer } from '#work/session.ts';
import type { Viewer } from './context.ts';

/** The few screens that a stranger may see. */
const openTo = [/^\/sign-in(\/|$|\.data)/, /^\/invitation\//, /^\/setup(\/|$|\.data)/];

/** What a viewer may change: the own account. */
const ownAccount = [/^\/account(\/|$|\.data)/, /^\/sign-out(\.data)?$/];

/** `cookie` is to be set on the answer: the session goes on for another month. */
type Passed = { viewer: Viewer | null; cookie: string | null };

/**
 * Before any screen: who is it, and may they? Strangers are sent to sign in; a viewer changes nothing; and what changes something
 * has to come from our own pages (the browser says so in Origin; SameSite keeps the cookie at home as well).
 */
export async function passGate(c: Context, env: Env): Promise<Passed | Response> {
  const { pathname, search } = new URL(c.req.url);
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!reads && !isOwnOrigin(c, env)) return new Response('This did not come from a page of ours.', { status: 403 });
  const found = await findViewer(env, c.req.header('cookie') ?? '');
  const viewer = found && { member: found.member, sessionId: found.sessionId };
  const cookie = found?.cookie ?? null;
  if (openTo.some((path) => path.test(pathname))) return { viewer, cookie };
  if (!viewer) {
    if (!reads || pathname.endsWith('.data')) return new Response('You are signed out.', { status: 401 });
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return c.redirect(`/sign-in${next}`, 302);
  }
  if (!reads && viewer.member.role === 'viewer' && !ownAccount.some((path) => path.test(pathname)))
    return new Response('A viewer looks and changes nothing.', { status: 403 });
  return { viewer, cookie };
}

function isOwnOrigin(c: Context, env: Env): boolean {
  const origin = c.req.header('origin');
  if (!origin) return c.req.header('sec-fetch-site') === 'same-origin';
  return origin === new URL(env.settings.url).origin || origin === new URL(c.req.url).origin;
}
