import type { Context } from 'hono';
import { findMember } from '#store/members.ts';
import type { Env } from '#work/env.ts';
import { findViewer, whoWas } from '#work/people/session.ts';
import { pathIn } from './base.ts';
import type { Viewer } from './context.ts';
import { goElsewhere } from './go-elsewhere.ts';

/** The few screens that a stranger may see. */
const openTo = [/^\/sign-in(\/|$|\.data)/, /^\/invitation\//, /^\/setup(\/|$|\.data)/];

/** What a viewer may change: the own account. */
const ownAccount = [/^\/account(\/|$|\.data)/, /^\/sign-out(\.data)?$/];

/** `cookie` is to be set on the answer: the session goes on for another month. */
type Passed = { viewer: Viewer | null; cookie: string | null };

/**
 * What was asked for waits, because its session is over or somebody else is signed in by now. `by` is who typed it, as far as that
 * is known, `now` who is signed in.
 */
export type Waits = { by: { id: string; name: string } | null; now: { id: string; name: string } | null };

/** Who had the page before them: a script says it with all it asks, a page that is sent again carries it in its address, a form in a field. */
const typedByHeader = 'x-member';
export const typedBy = 'typed-by';

/**
 * Before any screen: who is it, and may they? Strangers are sent to sign in; a viewer changes nothing; and what changes something
 * has to come from our own pages (the browser says so in Origin; SameSite keeps the cookie at home as well).
 */
export async function passGate(c: Context, env: Env): Promise<Passed | { waits: Waits } | Response> {
  const { pathname: whole, search, searchParams } = new URL(c.req.url);
  const pathname = pathIn(env, whole);
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!reads && !isOwnOrigin(c, env)) return new Response('This did not come from a page of ours.', { status: 403 });
  const found = await findViewer(env, c.req.header('cookie') ?? '');
  const viewer = found && { member: found.member, sessionId: found.sessionId };
  const cookie = found?.cookie ?? null;
  const { example } = env.settings;
  if (!example && openTo.some((path) => path.test(pathname))) return { viewer, cookie };
  // Nobody signs in to the example business: one goes in by its own door.
  if (!viewer && example) return goElsewhere(c.req.url, '/example-business');
  if (!viewer) {
    const cookies = c.req.header('cookie');
    if (!reads || pathname.endsWith('.data')) return { waits: { by: await named(env, await whoWas(env, cookies)), now: null } };
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return c.redirect(`/sign-in${next}`, 302);
  }
  const by = c.req.header(typedByHeader) ?? (reads ? null : searchParams.get(typedBy));
  if (by !== null && by !== viewer.member.id) return { waits: { by: await named(env, by), now: viewer.member } };
  if (!reads && viewer.member.role === 'viewer' && !ownAccount.some((path) => path.test(pathname)))
    return new Response('A viewer looks and changes nothing.', { status: 403 });
  return { viewer, cookie };
}

/** The same for a form that came without script: it carries in a field for whom its page was made. */
export async function typedElsewhere(env: Env, body: Uint8Array, { member }: Viewer): Promise<Waits | null> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const by = bytes.includes(typedBy) ? new URLSearchParams(bytes.toString('utf8')).get(typedBy) : null;
  return by === null || by === member.id ? null : { by: await named(env, by), now: member };
}

async function named(env: Env, id: string | null): Promise<Waits['by']> {
  const member = id && /^[\w-]{1,60}$/.test(id) ? await findMember(env.read, id) : null;
  return member ? { id: member.id, name: member.name } : null;
}

/** Whether the browser says that this was sent by a page of ours. One that says nothing is not believed. */
export function isOwnOrigin(c: Context, env: Env): boolean {
  const origin = c.req.header('origin');
  if (!origin) return c.req.header('sec-fetch-site') === 'same-origin';
  return origin === new URL(env.settings.url).origin || origin === new URL(c.req.url).origin;
}
